using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>A table or query of BigQuery, read into Parquet without passing through this process.</summary>
internal sealed class BigQueryReader(IBigQuery bigQuery, BigQueryPlaces places, BigQueryQueries queries)
{
    /// <summary>The versions of the tables that are read: when each was created and last changed.</summary>
    public async Task<string?> GetVersionAsync(BigQuerySourcePlan source, StageContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<BigQueryTableReference> tables = source.Table is { } table
            ? [Parse(table, context.Stage)]
            : (await DryRunAsync(source, cancellationToken)).Query?.ReferencedTables ?? [];
        List<string> versions = [];
        foreach (BigQueryTableReference one in tables.OrderBy(one => one.ToString(), StringComparer.Ordinal))
        {
            BigQueryTable found = await bigQuery.FindTableAsync(one, cancellationToken)
                ?? throw new StageException($"{context.Stage}.source: there is no table {one}. Correct its name, or ask for the permission bigquery.tables.get.");
            // What a view shows may change without the view.
            if (found.Type is "VIEW" or "EXTERNAL")
                return null;
            versions.Add(string.Create(CultureInfo.InvariantCulture, $"{one} {found.CreationTime} {found.LastModifiedTime}"));
        }

        return "bigquery:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', versions))));
    }

    public async Task<Dataset> ReadAsync(BigQuerySourcePlan source, Schema? schema, StageContext context, CancellationToken cancellationToken)
    {
        string? before = await GetVersionAsync(source, context, cancellationToken);
        IReadOnlyList<Column> columns = FoundColumns.Of((await DryRunAsync(source, cancellationToken)).Query?.Schema, schema, context.Stage);
        Dataset read = await queries.DatasetAsync(
            $"SELECT {BigQueryInput.Casts(columns)} FROM ({Sql(source)})", null, columns, context, cancellationToken);
        string? after = await GetVersionAsync(source, context, cancellationToken);
        return after == before
            ? FoundColumns.Hold(read, schema, context.Stage) with { SourceVersion = after }
            : throw new IOException($"{context.Stage}: {source.Table ?? "a table of the query"} was changed while it was read. Run again when nothing writes to it.");
    }

    public async Task<long?> ForecastBytesAsync(BigQuerySourcePlan source, CancellationToken cancellationToken) =>
        (await DryRunAsync(source, cancellationToken)).TotalBytesProcessed;

    private Task<BigQueryJobStatistics> DryRunAsync(BigQuerySourcePlan source, CancellationToken cancellationToken) =>
        bigQuery.DryRunAsync(places.ProjectId, places.Location, new() { Sql = Sql(source) }, cancellationToken);

    private static string Sql(BigQuerySourcePlan source) => source.Sql ?? $"SELECT * FROM `{source.Table}`";

    private static BigQueryTableReference Parse(string table, string stage)
    {
        try
        {
            return BigQueryTableReference.Parse(table);
        }
        catch (FormatException exception)
        {
            throw new StageException($"{stage}.source: {exception.Message}", exception);
        }
    }
}
