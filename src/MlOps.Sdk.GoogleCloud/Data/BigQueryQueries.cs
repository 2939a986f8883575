using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Runs statements of a stage in BigQuery: for rows, into a table, into Parquet.</summary>
internal sealed class BigQueryQueries(
    IBigQuery bigQuery, IOptions<MlOpsOptions> options, BigQueryPlaces places, CloudPlaces cloud, CloudFiles files)
{
    /// <summary>The rows of a small result.</summary>
    public async Task<List<object?[]>> RowsAsync(
        string sql, IReadOnlyDictionary<string, BigQueryExternalData>? definitions, StageContext context, CancellationToken cancellationToken)
    {
        List<object?[]> rows = [];
        await foreach (IReadOnlyList<object?> row in StreamAsync(sql, definitions, context, cancellationToken))
            rows.Add([.. row]);
        return rows;
    }

    /// <summary>The rows of a result of any size, page by page.</summary>
    public async IAsyncEnumerable<IReadOnlyList<object?>> StreamAsync(
        string sql,
        IReadOnlyDictionary<string, BigQueryExternalData>? definitions,
        StageContext context,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Of several statements of a stage each has its own job, which is found again by what it says.
        string purpose = $"q{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Said(sql, definitions))))[..12]}";
        BigQueryJob job = await RunAsync(purpose, _ => new() { Query = new() { Sql = sql, TableDefinitions = definitions } }, context, cancellationToken);
        BigQueryRows result = await bigQuery.ReadAsync(job.JobReference, cancellationToken);
        await foreach (IReadOnlyList<object?> row in result.Rows.WithCancellation(cancellationToken))
            yield return row;
    }

    /// <summary>What BigQuery says that a statement would read.</summary>
    public async Task<long?> ForecastBytesAsync(
        string sql, IReadOnlyDictionary<string, BigQueryExternalData>? definitions, CancellationToken cancellationToken) =>
        (await bigQuery.DryRunAsync(places.ProjectId, places.Location, new() { Sql = sql, TableDefinitions = definitions }, cancellationToken)).TotalBytesProcessed;

    /// <summary>Runs a job of the stage to its end; a query that would read more than the budget is refused by BigQuery, and costs nothing.</summary>
    public Task<BigQueryJob> RunAsync(
        string purpose, Func<string, BigQueryJobConfiguration> configure, StageContext context, CancellationToken cancellationToken) =>
        new RemoteJobs(context).RunAsync(purpose, new BigQueryWork(bigQuery, places, context.Time, id => Complete(configure(id), context)), cancellationToken);

    // The same words about other files are another statement.
    private static string Said(string sql, IReadOnlyDictionary<string, BigQueryExternalData>? definitions) => string.Join(
        '\n', (definitions ?? new Dictionary<string, BigQueryExternalData>()).OrderBy(one => one.Key, StringComparer.Ordinal).SelectMany(one => one.Value.SourceUris).Prepend(sql));

    private BigQueryJobConfiguration Complete(BigQueryJobConfiguration job, StageContext context) => job with
    {
        Query = job.Query is { } query ? query with { MaximumBytesBilled = options.Value.ByteBudget } : null,
        Labels = JobLabels.Of(context),
    };

    /// <summary>Writes a query's rows into a table that lives for a day.</summary>
    public async Task<BigQueryTableReference> IntoTableAsync(
        string purpose, string sql, IReadOnlyDictionary<string, BigQueryExternalData>? definitions, StageContext context, CancellationToken cancellationToken)
    {
        BigQueryTableReference table = await places.TemporaryAsync($"{context.Key[..24]}_{purpose}", cancellationToken);
        await RunAsync(
            purpose,
            _ => new() { Query = new() { Sql = sql, TableDefinitions = definitions, DestinationTable = table, WriteDisposition = "WRITE_TRUNCATE" } },
            context,
            cancellationToken);
        return table;
    }

    /// <summary>Writes a table's rows into Parquet.</summary>
    public async Task<ValueList<DataFile>> IntoFilesAsync(
        string purpose, BigQueryTableReference table, StageContext context, CancellationToken cancellationToken)
    {
        ObjectUri folder = await cloud.OfJobAsync(context, purpose, cancellationToken);
        BigQueryJob job = await RunAsync(
            purpose,
            // A folder of each job's own: what a failed one has left would be taken for rows.
            id => new()
            {
                Extract = new() { SourceTable = table, DestinationUris = [folder.At($"{id}/rows-*.parquet").ToString()], DestinationFormat = "PARQUET", Compression = "ZSTD" },
            },
            context,
            cancellationToken);
        string pattern = job.Configuration.Extract!.DestinationUris[0];
        return await files.ListAsync(ObjectUri.Parse(pattern[..pattern.IndexOf('*', StringComparison.Ordinal)]), context.Stage, cancellationToken);
    }

    /// <summary>Counts rows and nulls: a column in which there is no null is not nullable.</summary>
    /// <param name="parts">The files of the rows.</param>
    /// <param name="columns">Their columns.</param>
    /// <param name="table">The table expression of the rows.</param>
    /// <param name="definitions">The files behind it; null if it is a table of BigQuery's own.</param>
    /// <param name="context">The stage.</param>
    /// <param name="cancellationToken">Cancels the job.</param>
    public async Task<Dataset> MeasureAsync(
        ValueList<DataFile> parts,
        IReadOnlyList<Column> columns,
        string table,
        IReadOnlyDictionary<string, BigQueryExternalData>? definitions,
        StageContext context,
        CancellationToken cancellationToken)
    {
        IEnumerable<string> nulls = columns.Select((column, index) => FormattableString.Invariant($", COUNTIF({BigQueryInput.Name(column)} IS NULL) AS c{index}"));
        object?[] counts = (await RowsAsync($"SELECT COUNT(*) AS n{string.Concat(nulls)} FROM {table}", definitions, context, cancellationToken))[0];
        return new Dataset(
            parts, new Schema(columns.Select((column, index) => column with { Nullable = (long)counts[index + 1]! > 0 }).ToValueList()), (long)counts[0]!);
    }

    /// <summary>Computes a query's rows as a dataset.</summary>
    public async Task<Dataset> DatasetAsync(
        string sql,
        IReadOnlyDictionary<string, BigQueryExternalData>? definitions,
        IReadOnlyList<Column> columns,
        StageContext context,
        CancellationToken cancellationToken)
    {
        BigQueryTableReference table = await IntoTableAsync("rows", sql, definitions, context, cancellationToken);
        ValueList<DataFile> parts = await IntoFilesAsync("files", table, context, cancellationToken);
        return await MeasureAsync(parts, columns, $"`{table}`", null, context, cancellationToken);
    }
}
