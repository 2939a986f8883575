namespace MlOps.Sdk.Testing.Emulator.GoogleSql;

/// <summary>The whole name of a table or model.</summary>
internal sealed record TablePath(string Project, string Dataset, string Table)
{
    /// <summary>As BigQuery's messages write it: <c>project:dataset.table</c>.</summary>
    public override string ToString() => $"{Project}:{Dataset}.{Table}";
}
