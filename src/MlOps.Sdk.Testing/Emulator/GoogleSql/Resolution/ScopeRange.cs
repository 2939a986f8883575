namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>A FROM item: its name, its columns, and its value where its rows are values rather than rows of columns.</summary>
internal sealed record ScopeRange(string? Name, IReadOnlyList<ScopeColumn> Columns, Typed? Value = null)
{
    /// <summary>Columns that can be named but that * leaves out.</summary>
    public IReadOnlyList<ScopeColumn> Hidden { get; init; } = [];
}
