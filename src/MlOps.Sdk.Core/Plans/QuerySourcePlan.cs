namespace MlOps.Sdk.Plans;

/// <summary>The result of a query over any ADO.NET connection that the application hands in.</summary>
/// <param name="Binding">The name under which the pipeline holds the connection; the plan holds no secret.</param>
/// <param name="Sql">The query, in the database's own language.</param>
public sealed record QuerySourcePlan(string Binding, string Sql) : SourcePlan;
