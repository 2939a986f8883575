namespace MlOps.Sdk.Plans;

/// <summary>Apache Parquet, used in place.</summary>
/// <param name="Path">A file or a glob; relative to the working directory.</param>
public sealed record ParquetSourcePlan(string Path) : SourcePlan;
