using MlOps.Sdk.Clients;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Stages a dataset as a table of BigQuery, partitioned and clustered, whose last column is the split.</summary>
/// <remarks>
/// A query adds the split, an extract writes the rows as Parquet, and a load job makes the table of it. What later stages read is the Parquet, which nothing
/// changes: the table is the same for whoever queries it until the next run stages it anew.
/// </remarks>
internal sealed class BigQueryStager(BigQueryQueries queries, BigQueryPlaces places, CloudDatasets datasets) : IStager
{
    public async Task<StagedDataset> StageAsync(StagingRequest request, StageContext context, CancellationToken cancellationToken)
    {
        SplitRules.ThrowIfUnfit(request.Dataset, context.Stage);
        Dataset placed = await datasets.PlaceAsync(request.Dataset, context, cancellationToken);
        BigQueryInput input = BigQueryInput.Of([placed]);
        BigQuerySplit split = new(request.Plan.Split, placed.Schema, context.Stage);
        BigQueryTableReference rows = await queries.IntoTableAsync("split", split.Select(input.Tables[0]), input.Definitions, context, cancellationToken);

        ValueList<SplitCount> counts = await CountAsync(request, split, rows, input, context, cancellationToken);
        ValueList<DataFile> parts = await queries.IntoFilesAsync("files", rows, context, cancellationToken);
        Schema schema = new(placed.Schema.Columns.With(new(SplitName.Column, DataType.String, Nullable: false)));
        await LoadAsync(request.Plan, schema, parts, context, cancellationToken);
        return new(request.Plan.Table, new Dataset(parts, schema, placed.Rows), counts);
    }

    public async Task<long?> ForecastBytesAsync(StagingRequest request, StageContext context, CancellationToken cancellationToken)
    {
        if (!CloudDatasets.IsPlaced(request.Dataset))
            return null;
        BigQueryInput input = BigQueryInput.Of([request.Dataset]);
        BigQuerySplit split = new(request.Plan.Split, request.Dataset.Schema, context.Stage);
        return await queries.ForecastBytesAsync(split.Select(input.Tables[0]), input.Definitions, cancellationToken);
    }

    private async Task<ValueList<SplitCount>> CountAsync(
        StagingRequest request, BigQuerySplit split, BigQueryTableReference rows, BigQueryInput input, StageContext context, CancellationToken cancellationToken)
    {
        List<object?[]> counts = await queries.RowsAsync(
            $"SELECT `{SplitName.Column}`, COUNT(*) FROM `{rows}` GROUP BY 1", null, context, cancellationToken);
        if (counts.Find(count => count[0] is null) is { } without)
        {
            throw new StageException(await split.DescribeRowsWithoutAsync(
                input.Tables[0], (long)without[1]!, sql => queries.RowsAsync(sql, input.Definitions, context, cancellationToken)));
        }

        return SplitRules.Check(
            request.Plan.Split, counts.Select(count => new SplitCount((string)count[0]!, (long)count[1]!)), request.Dataset.Rows, context.Stage);
    }

    private async Task LoadAsync(StagingPlan plan, Schema schema, ValueList<DataFile> parts, StageContext context, CancellationToken cancellationToken)
    {
        BigQueryTableReference table = await places.StagedAsync(plan.Table, cancellationToken);
        BigQueryLoad load = new()
        {
            SourceUris = BigQueryInput.Files(parts).SourceUris,
            SourceFormat = "PARQUET",
            DestinationTable = table,
            Schema = new([.. schema.Columns.Select(column => new BigQueryField(column.Name, BigQueryTypes.ToSql(column.Type)))]),
            WriteDisposition = "WRITE_TRUNCATE",
            TimePartitioning = plan.PartitionBy is { } column ? new(plan.Partition.ToString().ToUpperInvariant(), column) : null,
            Clustering = plan.ClusterBy.Count > 0 ? new([.. plan.ClusterBy]) : null,
        };
        BigQueryJob job = await queries.RunAsync("load", _ => new() { Load = load }, context, cancellationToken);
        if (job.Statistics?.Load is { OutputRows: { } written, BadRecords: var bad } && bad is > 0)
            throw new StageException(FormattableString.Invariant($"{context.Stage}: of the rows of {table}, {bad} could not be read and {written} were. Look at the job {job.JobReference}."));
    }
}
