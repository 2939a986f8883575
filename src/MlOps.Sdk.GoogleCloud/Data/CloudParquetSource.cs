using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Parquet in Cloud Storage, used in place.</summary>
internal sealed class CloudParquetSource(IBigQuery bigQuery, BigQueryPlaces places, BigQueryQueries queries)
{
    public async Task<Dataset> ReadAsync(IReadOnlyList<CloudObject> objects, Schema? schema, StageContext context, CancellationToken cancellationToken)
    {
        ValueList<DataFile> parts = objects.Select(CloudFiles.Describe).ToValueList();
        Dictionary<string, BigQueryExternalData> definitions = new(StringComparer.Ordinal) { ["input0"] = BigQueryInput.Files(parts) };
        BigQueryJobStatistics told = await bigQuery.DryRunAsync(
            places.ProjectId, places.Location, new() { Sql = "SELECT * FROM `input0`", TableDefinitions = definitions }, cancellationToken);
        IReadOnlyList<Column> columns = FoundColumns.Of(told.Query?.Schema, schema, context.Stage);
        BigQueryInput input = BigQueryInput.Of([new Dataset(parts, new Schema(columns.ToValueList()), 0)]);
        Dataset measured = await queries.MeasureAsync(parts, columns, input.Tables[0], input.Definitions, context, cancellationToken);
        return FoundColumns.Hold(measured, schema, context.Stage);
    }
}
