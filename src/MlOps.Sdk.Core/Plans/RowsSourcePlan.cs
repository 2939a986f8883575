namespace MlOps.Sdk.Plans;

/// <summary>Rows that the application holds in memory.</summary>
/// <param name="Binding">The name under which the pipeline holds the rows.</param>
public sealed record RowsSourcePlan(string Binding) : SourcePlan;
