namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>A query in DuckDB's words.</summary>
/// <param name="Sql">The SQL, whose columns have the names <see cref="QueryColumn.Printed"/>.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="IsValues">Whether its one column is what its rows are: SELECT AS STRUCT and AS VALUE.</param>
internal sealed record ResolvedQuery(string Sql, IReadOnlyList<QueryColumn> Columns, bool IsValues = false)
{
    /// <summary>The same with columns of other types, to which they give way.</summary>
    public string As(IReadOnlyList<GoogleSqlType> types) => Columns.Select(column => column.Type).SequenceEqual(types)
        ? Sql
        : $"SELECT {string.Join(", ", Columns.Select((column, index) => Converted(column, types[index])))} FROM ({Sql}) AS converted";

    private static string Converted(QueryColumn column, GoogleSqlType type)
    {
        string name = DuckDbText.Identifier(column.Printed);
        return column.Type.Equals(type) ? name : $"{name}::{type.DuckDb} AS {name}";
    }
}
