namespace MlOps.Sdk;

/// <summary>What runs the transforms of a pipeline on Google Cloud.</summary>
public enum TransformEngine
{
    /// <summary>Dataflow, or BigQuery for what Beam lacks, such as the first rows of an order.</summary>
    Auto,

    /// <summary>Dataflow, from Parquet to Parquet.</summary>
    Dataflow,

    /// <summary>BigQuery, as a query over the Parquet.</summary>
    BigQuery,
}
