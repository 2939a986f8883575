using MlOps.Sdk.Data.Sources;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Reads files through DuckDB, databases through ADO.NET and rows from memory; Parquet is used in place.</summary>
internal sealed class DuckDbIngestor(DuckDbEngine engine) : IIngestor
{
    public async Task<string?> GetVersionAsync(IngestPlan plan, StageContext context, CancellationToken cancellationToken) =>
        PathOf(plan.Source) is { } path
            ? SourceFiles.VersionOf(await SourceFiles.HashAsync(SourceFiles.Find(path, context.Stage), cancellationToken))
            : null;

    public Task<Dataset> IngestAsync(IngestPlan plan, StageContext context, CancellationToken cancellationToken) => plan.Source switch
    {
        QuerySourcePlan query => QuerySource.ReadAsync(query, plan.Schema, engine, context, cancellationToken),
        RowsSourcePlan rows => RowsSource.ReadAsync(rows, plan.Schema, engine, context, cancellationToken),
        { } files when PathOf(files) is { } path => IngestFilesAsync(files, path, plan.Schema, context, cancellationToken),
        _ => throw new StageException($"{context.Stage}.source: the local platform can't read {plan.Source?.GetType().Name ?? "nothing"}."),
    };

    private async Task<Dataset> IngestFilesAsync(
        SourcePlan source, string path, Schema? schema, StageContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> paths = SourceFiles.Find(path, context.Stage);
        IReadOnlyList<DateTime> before = [.. paths.Select(File.GetLastWriteTimeUtc)];
        IReadOnlyList<DataFile> files = await SourceFiles.HashAsync(paths, cancellationToken);
        foreach (string gzip in paths.Where(file => GzipFile.IsGzip(file)))
            await GzipFile.CheckAsync(gzip, context.Stage, cancellationToken);

        Dataset dataset = source switch
        {
            CsvSourcePlan csv => await new CsvSource(csv, paths, context).ReadAsync(engine, schema, cancellationToken),
            JsonSourcePlan json => await new JsonSource(json, paths, context).ReadAsync(engine, schema, cancellationToken),
            _ => await ParquetSource.ReadAsync(files, schema, engine, context, cancellationToken),
        };

        for (int index = 0; index < files.Count; index++)
        {
            if (File.GetLastWriteTimeUtc(paths[index]) != before[index] || new FileInfo(paths[index]).Length != files[index].Bytes)
                throw new IOException($"{context.Stage}: {paths[index]} was changed while it was read. Run again when it is complete.");
        }

        return dataset with { SourceVersion = SourceFiles.VersionOf(files) };
    }

    private static string? PathOf(SourcePlan? source) => source switch
    {
        CsvSourcePlan csv => csv.Path,
        JsonSourcePlan json => json.Path,
        ParquetSourcePlan parquet => parquet.Path,
        _ => null,
    };
}
