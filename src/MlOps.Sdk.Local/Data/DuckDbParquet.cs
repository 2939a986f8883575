using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Datasets as DuckDB reads and writes them.</summary>
internal static class DuckDbParquet
{
    /// <summary>The table expression that yields a dataset's rows.</summary>
    public static string Table(Dataset dataset, StageContext context) =>
        $"read_parquet({Sql.List(dataset.Parts.Select(part => Sql.Text(context.Artifacts.Resolve(part))))})";
}
