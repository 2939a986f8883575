using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

/// <summary><c>*</c> and <c>t.*</c>, with EXCEPT and REPLACE.</summary>
internal sealed class StarResolver(ExpressionResolver resolver, Scope from)
{
    public IEnumerable<SelectColumn> Columns(SelectStar star)
    {
        ScopeColumn[] columns = [.. star.Source is { } source ? Of(source) : All(star)];
        foreach (string name in star.Except.Concat(star.Replace.Select(item => item.Name)))
        {
            if (!columns.Any(column => Scope.Is(column.Name, name)))
                throw SqlError.At(star.At, $"Column {name} in SELECT * {(star.Except.Contains(name) ? "EXCEPT" : "REPLACE")} list does not exist");
        }

        columns = [.. columns.Where(column => !star.Except.Any(name => Scope.Is(name, column.Name)))];
        if (columns.Length == 0)
            throw SqlError.At(star.At, "SELECT * expands to zero columns after applying EXCEPT");
        return columns.Select(column =>
        {
            (Expression Value, string Name) replacement = star.Replace.FirstOrDefault(item => Scope.Is(item.Name, column.Name));
            return new SelectColumn(
                star.At, column.Name.Length == 0 ? null : column.Name, false, replacement.Name is null ? Scope.Read(column, star.At) : resolver.Resolve(replacement.Value), null);
        });
    }

    private IEnumerable<ScopeColumn> All(SelectStar star)
    {
        if (from.Ranges.Count == 0)
            throw SqlError.At(star.At, "SELECT * must have a FROM clause");
        IEnumerable<ScopeColumn> columns = from.Ranges.SelectMany(range => range.Columns);
        return from.Merged.Concat(columns.Where(column => !from.Merged.Any(merged => Scope.Is(merged.Name, column.Name))));
    }

    private IEnumerable<ScopeColumn> Of(Expression source)
    {
        if (source is Name name && from.FindRange(name.Text) is { } range)
            return range.Columns;
        Typed value = resolver.Resolve(source);
        return value.Type.Kind == GoogleSqlTypeKind.Struct
            ? value.Type.Fields.Select((field, index) =>
                new ScopeColumn(field.Name, field.Type, $"struct_extract({value.Sql}, {DuckDbText.Literal(value.Type.DuckDbField(index))})"))
            : throw SqlError.At(source.At, $"Dot-star is not supported for type {value.Type}");
    }
}
