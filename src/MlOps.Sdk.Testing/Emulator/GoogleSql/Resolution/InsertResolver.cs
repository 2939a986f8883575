using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>INSERT.</summary>
internal sealed class InsertResolver(ResolverContext context)
{
    public TranslatedStatement Resolve(Insert insert)
    {
        TablePath path = context.Complete(insert.Path, insert.At);
        GoogleSqlTable table = context.Table(path, insert.At);
        GoogleSqlColumn[] columns = insert.Columns.Count == 0 ? [.. table.Columns] : [.. insert.Columns.Select(name => Column(table, name, insert.At))];
        if (columns.DistinctBy(column => column.Name.ToUpperInvariant()).Count() < columns.Length)
            throw SqlError.At(insert.At, "INSERT has columns with duplicate name");
        string rows = insert.Query is { } query ? Rows(query, columns, insert.At) : $"VALUES {string.Join(", ", insert.Rows.Select(row => Row(row, columns, insert.At)))}";
        string names = string.Join(", ", columns.Select(column => DuckDbText.Identifier(column.Name)));
        return new(StatementKind.Insert, $"INSERT INTO {table.DuckDb} ({names}) {rows}") { Target = path, Columns = columns };
    }

    public static GoogleSqlColumn Column(GoogleSqlTable table, string name, Position at) =>
        table.Columns.FirstOrDefault(column => Scope.Is(column.Name, name)) ?? throw SqlError.At(at, $"Column {name} is not present in table");

    private string Rows(Query query, GoogleSqlColumn[] columns, Position at)
    {
        ResolvedQuery rows = new QueryResolver(context, null).Resolve(query);
        if (rows.Columns.Count != columns.Length)
            throw SqlError.At(at, $"Inserted row has wrong column count; Has {rows.Columns.Count}, expected {columns.Length}");
        IEnumerable<string> values = columns.Select((column, index) =>
        {
            Typed value = rows.Columns[index].IsNull ? Literals.Null : new(rows.Columns[index].Type, DuckDbText.Identifier(rows.Columns[index].Printed));
            return Value(value, column, at).Sql;
        });
        return $"SELECT {string.Join(", ", values)} FROM ({rows.Sql}) AS inserted";
    }

    private string Row(IReadOnlyList<Expression?> row, GoogleSqlColumn[] columns, Position at)
    {
        if (row.Count != columns.Length)
            throw SqlError.At(row[0]?.At ?? at, $"Inserted row has wrong column count; Has {row.Count}, expected {columns.Length}");
        ExpressionResolver resolver = new(context, new Scope(null) { NoAggregatesIn = "INSERT VALUES", NoWindowsIn = "INSERT VALUES" });
        return $"({string.Join(", ", row.Select((value, index) => value is null ? "NULL" : Value(resolver.Resolve(value), columns[index], value.At).Sql))})";
    }

    public static Typed Value(Typed value, GoogleSqlColumn column, Position at) =>
        Coercion.Require(value, column.Type, at, () => $"Value has type {value.Type} which cannot be inserted into column {column.Name}, which has type {column.Type}");
}
