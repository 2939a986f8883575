using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary>UPDATE, DELETE and TRUNCATE.</summary>
internal sealed class ChangeResolver(ResolverContext context)
{
    public TranslatedStatement Resolve(Delete delete)
    {
        (TablePath path, GoogleSqlTable table, Scope scope, string range) = Target(delete.Path, delete.Alias, delete.At);
        string where = new ExpressionResolver(context, scope).Condition(delete.Where, "WHERE clause").Sql;
        return new(StatementKind.Delete, $"DELETE FROM {table.DuckDb} AS {range} WHERE {where}") { Target = path };
    }

    public TranslatedStatement Resolve(Update update)
    {
        (TablePath path, GoogleSqlTable table, Scope scope, string range) = Target(update.Path, update.Alias, update.At);
        ExpressionResolver resolver = new(context, scope);
        IEnumerable<string> items = update.Items.Select(item =>
        {
            GoogleSqlColumn column = InsertResolver.Column(table, item.Column, update.At);
            string value = item.Value is { } written ? InsertResolver.Value(resolver.Resolve(written), column, written.At).Sql : "NULL";
            return $"{DuckDbText.Identifier(column.Name)} = {value}";
        });
        return new(StatementKind.Update, $"UPDATE {table.DuckDb} AS {range} SET {string.Join(", ", items)} WHERE {resolver.Condition(update.Where, "WHERE clause").Sql}") { Target = path };
    }

    public TranslatedStatement Resolve(Truncate truncate)
    {
        TablePath path = context.Complete(truncate.Path, truncate.At);
        return new(StatementKind.TruncateTable, $"DELETE FROM {context.Table(path, truncate.At).DuckDb}") { Target = path };
    }

    private (TablePath Path, GoogleSqlTable Table, Scope Scope, string Range) Target(IReadOnlyList<string> written, string? alias, Position at)
    {
        TablePath path = context.Complete(written, at);
        GoogleSqlTable table = context.Table(path, at);
        string range = context.NewRange();
        Scope scope = new(null) { NoAggregatesIn = "WHERE clause", NoWindowsIn = "WHERE clause" };
        scope.Ranges.Add(new(alias ?? path.Table, [.. table.Columns.Select(column => new ScopeColumn(column.Name, column.Type, $"{range}.{DuckDbText.Identifier(column.Name)}"))]));
        return (path, table, scope, range);
    }
}
