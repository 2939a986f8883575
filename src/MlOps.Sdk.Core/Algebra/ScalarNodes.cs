namespace MlOps.Sdk.Algebra;

/// <summary>Questions to and changes of values.</summary>
public static class ScalarNodes
{
    /// <summary>The columns that a value reads, each once, in the order in which they first occur.</summary>
    public static IReadOnlyList<ColumnNode> Columns(this ScalarNode value)
    {
        List<ColumnNode> columns = [];
        new ColumnVisitor(columns).Visit(value);
        return columns;
    }

    /// <summary>
    /// The value with columns replaced by what they are computed from. A column that is not in <paramref name="definitions"/> stays; types and nullability
    /// are worked out anew.
    /// </summary>
    public static ScalarNode Inline(this ScalarNode value, IReadOnlyDictionary<string, ScalarNode> definitions) =>
        new InliningRewriter(definitions).Visit(value);

    /// <summary>The values that a value is computed from directly; none for a column or constant.</summary>
    internal static IEnumerable<ScalarNode> Parts(this ScalarNode value) => value switch
    {
        CallNode call => call.Arguments,
        ConditionalNode conditional => [conditional.Test, conditional.Then, conditional.Otherwise],
        CastNode cast => [cast.Operand],
        _ => [],
    };

    /// <summary>The value with other names of columns.</summary>
    internal static ScalarNode Renamed(this ScalarNode value, IReadOnlyDictionary<string, string> names) => new RenamingRewriter(names).Visit(value);

    private sealed class RenamingRewriter(IReadOnlyDictionary<string, string> names) : ScalarRewriter
    {
        protected override ScalarNode VisitColumn(ColumnNode column) =>
            names.TryGetValue(column.Name, out string? name) ? column with { Name = name } : column;
    }

    private sealed class ColumnVisitor(List<ColumnNode> columns) : ScalarRewriter
    {
        protected override ScalarNode VisitColumn(ColumnNode column)
        {
            if (!columns.Contains(column))
                columns.Add(column);
            return column;
        }
    }

    private sealed class InliningRewriter(IReadOnlyDictionary<string, ScalarNode> definitions) : ScalarRewriter
    {
        protected override ScalarNode VisitColumn(ColumnNode column)
        {
            if (!definitions.TryGetValue(column.Name, out ScalarNode? definition))
                return column;
            ScalarNode value = definition.Type == column.Type ? definition : new CastNode(definition, column.Type);
            return value.Nullable && !column.Nullable ? FunctionTable.Call("value", value) : value;
        }
    }
}
