using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;
using MlOps.Sdk.Testing.Emulator.Storage;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Runs load jobs.</summary>
internal sealed class LoadRunner(ObjectStore objects, Warehouse warehouse, BigQueryCatalog catalog, TableWriter writer)
{
    private const string Path = "job.configuration.load";

    /// <summary>Runs a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="upload">The file that came with the request; null if the job names files in Cloud Storage.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public void Run(BigQueryJob job, string? upload, CancellationToken cancellationToken)
    {
        JsonObject load = job.Configuration["load"]!.AsObject();
        IReadOnlyList<(string Path, long Size)> files = upload is null ? Files(load) : [(upload, new FileInfo(upload).Length)];
        WriteTarget target = new(
            TableName.Parse(Shape.RequiredObject(load, "destinationTable", Path), Path + ".destinationTable"),
            Shape.Text(load, "writeDisposition") is { Length: > 0 } write ? write : "WRITE_APPEND",
            Shape.Text(load, "createDisposition") is { Length: > 0 } create ? create : "CREATE_IF_NEEDED",
            TableLayout.Parse(load, Path),
            job.Name.Location,
            warehouse.NewTable());
        IReadOnlyList<Column>? schema = Shape.Object(load, "schema", Path) is { } given && Shape.Objects(given, "fields", Path + ".schema").Count > 0
            ? Column.ParseSchema(given, Path + ".schema")
            : null;

        using WarehouseSession session = warehouse.Open(cancellationToken);
        string[] paths = [.. files.Select(file => file.Path)];
        (IReadOnlyList<Column> columns, string sql) = Shape.Text(load, "sourceFormat") switch
        {
            "PARQUET" => ParquetFiles.Read(session, paths, schema, ParquetOptions(load), $"Table {target.Name}"),
            "NEWLINE_DELIMITED_JSON" => JsonFiles.Read(
                session, warehouse, paths, schema ?? ExistingColumns(target), Shape.Flag(load, "ignoreUnknownValues"), cancellationToken),
            _ => CsvFiles.Read(session, paths, schema ?? ExistingColumns(target), load),
        };
        (BigQueryTable table, long rows) = writer.Write(session, target, columns, sql);
        job.Statistics["inputFiles"] = Text(files.Count);
        job.Statistics["inputFileBytes"] = Text(files.Sum(file => file.Size));
        job.Statistics["outputRows"] = Text(rows);
        job.Statistics["outputBytes"] = Text(TableSize.Of(session, table.Columns, table.DuckDb));
        job.Statistics["badRecords"] = "0";
    }

    private IReadOnlyList<(string Path, long Size)> Files(JsonObject load)
    {
        IReadOnlyList<string> uris = Shape.Texts(load, "sourceUris", Path);
        if (uris.Count == 0)
            throw EmulatorException.Invalid($"Required parameter is missing: {Path}.sourceUris");
        List<(string Path, long Size)> files = [];
        foreach (string uri in uris)
        {
            IReadOnlyList<StoredObject> found = objects.Expand(uri);
            if (found.Count == 0)
                throw EmulatorException.NotFound($"Not found: {(uri.Contains('*', StringComparison.Ordinal) ? "Uris" : "URI")} {uri}");
            files.AddRange(found.Select(stored => (stored.Path, stored.Size)));
        }

        return files;
    }

    private IReadOnlyList<Column> ExistingColumns(WriteTarget target) =>
        catalog.FindTable(target.Name) is { Columns.Count: > 0 } table
            ? table.Columns
            : throw EmulatorException.Invalid("No schema specified on job or table.");

    private static ParquetReading ParquetOptions(JsonObject load)
    {
        JsonObject options = Shape.Object(load, "parquetOptions", Path) ?? [];
        Shape.Check(options, Path + ".parquetOptions", ["enableListInference", "enumAsString"], ["mapTargetType"]);
        return new ParquetReading(Shape.Flag(options, "enableListInference"), Shape.Texts(load, "decimalTargetTypes", Path));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
