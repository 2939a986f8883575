using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Data;

/// <summary>What relational nodes ask of columns, and what to write where a column doesn't meet it.</summary>
internal static class RelationRules
{
    public static string? ProblemOf(NamedAggregate aggregate)
    {
        DataType? type = aggregate.Argument?.Type;
        bool fits = aggregate.Aggregate switch
        {
            AggregateKind.Count => true,
            AggregateKind.CountIf => type == DataType.Boolean,
            AggregateKind.CountDistinct or AggregateKind.Min or AggregateKind.Max => type is not null,
            _ => type is DataType.Int64 or DataType.Double,
        };
        if (!fits)
            return $"'{aggregate.Name}' can't be the {aggregate.Aggregate} of {(type is { } given ? Article(given) : "nothing")}.";
        return aggregate is { Aggregate: AggregateKind.Quantile, Parameter: not (>= 0 and <= 1) }
            ? FormattableString.Invariant($"the fraction of the quantile '{aggregate.Name}' must be 0 to 1, was {aggregate.Parameter}.")
            : null;
    }

    /// <summary>Why rows can't be joined by two columns; null if they can.</summary>
    public static string? ProblemOf(Column left, Column right)
    {
        if (left.Type == DataType.Double || right.Type == DataType.Double)
            return $"'{(left.Type == DataType.Double ? left.Name : right.Name)}' is a Double and can't be a key of a join: numbers that should be equal often "
                + "differ in the last bit. Join by whole numbers, as in (long)Math.Round(f.Price * 100).";
        return left.Type == right.Type
            ? null
            : $"the join compares '{left.Name}', {Article(left.Type)}, with '{right.Name}', {Article(right.Type)}. Convert one of them in its key.";
    }

    /// <summary>Why rows can't be put together with others.</summary>
    public static IEnumerable<string> ProblemsOf(Schema first, Schema second)
    {
        string[] missing = [.. first.Columns.Select(column => column.Name).Except(second.Columns.Select(column => column.Name))];
        string[] surplus = [.. second.Columns.Select(column => column.Name).Except(first.Columns.Select(column => column.Name))];
        if (missing.Length > 0)
            yield return $"the second rows of a union lack {Quoted(missing)}. Give both the same columns with Select.";
        if (surplus.Length > 0)
            yield return $"the first rows of a union lack {Quoted(surplus)}. Give both the same columns with Select.";
        foreach (Column column in first.Columns)
        {
            if (second.TryFind(column.Name, out Column? other) && other.Type != column.Type)
            {
                yield return $"'{column.Name}' is {Article(column.Type)} in the first rows of a union and {Article(other.Type)} in the second. "
                    + "Convert one of them with Select.";
            }
        }
    }

    public static string Article(DataType type) => type == DataType.Int64 ? "an Int64" : $"a {type}";

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
