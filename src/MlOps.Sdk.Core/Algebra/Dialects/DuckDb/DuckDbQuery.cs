using System.Text;
using MlOps.Sdk.Algebra.Functions;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>One SELECT in the making: steps are taken in as long as they mean the same in it; what can't be becomes a SELECT around it.</summary>
internal sealed class DuckDbQuery
{
    // A projection onto a projection repeats the inner expressions; beyond this many nodes it gets a SELECT of its own.
    private const int LargestInlined = 400;

    private readonly string? _inner;
    private string _from;
    private IReadOnlyList<NamedScalar>? _columns;
    private IReadOnlyList<string>? _aggregated;
    private ScalarNode? _predicate;
    private string? _keys;
    private string? _order;
    private long? _limit;

    private DuckDbQuery(string from, string? inner = null)
    {
        _from = from;
        _inner = inner;
    }

    public static DuckDbQuery Of(RelationNode relation, IReadOnlyList<string> inputs) => relation switch
    {
        InputNode input => input.Index >= 0 && input.Index < inputs.Count
            ? new(inputs[input.Index])
            : throw new ArgumentException($"The relation reads input {input.Index}, but there are {inputs.Count}.", nameof(inputs)),
        FilterNode filter => Of(filter.Source, inputs).Filter(filter.Predicate),
        ProjectNode project => Of(project.Source, inputs).Project(project.Columns),
        AggregateNode aggregate => Of(aggregate.Source, inputs).Aggregate(aggregate),
        SortLimitNode sort => Of(sort.Source, inputs).SortLimit(sort),
        _ => throw new NotSupportedException($"DuckDB has no rendering for {relation.GetType().Name}."),
    };

    private bool IsFinished => _aggregated is not null || _limit is not null;

    public override string ToString()
    {
        StringBuilder sql = new("SELECT");
        sql.Append(_aggregated is not null ? List(_aggregated) : _columns is null ? " *" : List(_columns.Select(Named)));
        sql.Append("\nFROM ").Append(_from);
        if (_predicate is not null)
            sql.Append("\nWHERE ").AppendJoin("\n  AND ", Conditions(_predicate));
        if (_keys is not null)
            sql.Append("\nGROUP BY ").Append(_keys);
        if (_order is not null)
            sql.Append("\nORDER BY ").Append(_order);
        if (_limit is not null)
            sql.Append("\nLIMIT ").Append(_limit);
        return sql.ToString();
    }

    // What can't fail stands by itself, where DuckDB can hand it down to the reading of Parquet; what may fail stands behind all that comes before it.
    private static List<string> Conditions(ScalarNode predicate)
    {
        List<string> conditions = [];
        ScalarNode? before = null;
        foreach (ScalarNode conjunct in Conjuncts(predicate))
        {
            ScalarNode guarded = before is not null && Failure.IsPossible(conjunct) ? FunctionTable.Call("and", before, conjunct) : conjunct;
            conditions.Add(DuckDbDialect.Print(guarded, nullIsFalse: true).At(Level.Not));
            before = before is null ? conjunct : FunctionTable.Call("and", before, conjunct);
        }

        return conditions;
    }

    private static IEnumerable<ScalarNode> Conjuncts(ScalarNode value) => value is CallNode { Function: "and", Arguments: [var first, var second] }
        ? Conjuncts(first).Concat(Conjuncts(second))
        : [value];

    private DuckDbQuery Filter(ScalarNode predicate)
    {
        if (IsFinished)
            return Around().Filter(predicate);

        // Written as one condition, so that a later filter that may fail is never tried on rows that an earlier one drops.
        // DuckDB would hand it down into an inner SELECT, beside the conditions there; what is materialized is out of its reach.
        ScalarNode inlined = Inlined(predicate);
        if (_inner is not null && Failure.IsPossible(inlined))
            _from = $"(WITH inner_rows AS MATERIALIZED (\n{_inner}\n) SELECT * FROM inner_rows)";
        _predicate = _predicate is null ? inlined : FunctionTable.Call("and", _predicate, inlined);
        return this;
    }

    private DuckDbQuery Project(IReadOnlyList<NamedScalar> columns)
    {
        if (IsFinished || _order is not null)
            return Around().Project(columns);
        NamedScalar[] inlined = columns.Select(column => column with { Value = Inlined(column.Value) }).ToArray();
        if (_columns is not null && inlined.Sum(column => SizeOf(column.Value)) > LargestInlined)
            return Around().Project(columns);
        _columns = inlined;
        return this;
    }

    private DuckDbQuery Aggregate(AggregateNode aggregate)
    {
        if (IsFinished || _order is not null)
            return Around().Aggregate(aggregate);
        string[] keys = aggregate.Keys.Select(key => Named(key with { Value = Inlined(key.Value) })).ToArray();
        IEnumerable<string> values = aggregate.Aggregates.Select(value =>
            Named(DuckDbAggregate.Print(value with { Argument = value.Argument is null ? null : Inlined(value.Argument) }), value.Name));
        _aggregated = [.. keys, .. values];
        _keys = keys.Length == 0 ? null : string.Join(", ", Enumerable.Range(1, keys.Length));
        return this;
    }

    private DuckDbQuery SortLimit(SortLimitNode sort)
    {
        SortKey[] keys = sort.Keys.Select(key => key with { Value = Inlined(key.Value) }).ToArray();
        if (IsFinished || _order is not null || keys.Any(key => IsHidden(key.Value)))
            return Around().SortLimit(sort);
        _order = keys.Length == 0 ? null : string.Join(", ", keys.Select(DuckDbAggregate.Order));
        _limit = sort.Limit;
        return this;
    }

    // In ORDER BY a name means the new column, where there is one, rather than the one that it hides.
    private bool IsHidden(ScalarNode key) => _columns is not null && key.Columns().Any(read =>
        _columns.Any(column => column.Name == read.Name && (column.Value as ColumnNode)?.Name != read.Name));

    private DuckDbQuery Around() => new($"(\n{this}\n)", inner: ToString());

    private ScalarNode Inlined(ScalarNode value) =>
        _columns is null ? value : value.Inline(_columns.ToDictionary(column => column.Name, column => column.Value, StringComparer.Ordinal));

    private static string Named(NamedScalar column) => column.Value is ColumnNode source && source.Name == column.Name
        ? DuckDbText.Identifier(column.Name)
        : Named(DuckDbDialect.Print(column.Value, nullIsFalse: false).Text, column.Name);

    private static string Named(string sql, string name) => $"{sql} AS {DuckDbText.Identifier(name)}";

    private static string List(IEnumerable<string> columns)
    {
        string[] all = columns.ToArray();
        return all.Sum(column => column.Length) < 100 ? " " + string.Join(", ", all) : "\n  " + string.Join(",\n  ", all);
    }

    private static int SizeOf(ScalarNode value) => 1 + value switch
    {
        CallNode call => call.Arguments.Sum(SizeOf),
        ConditionalNode conditional => SizeOf(conditional.Test) + SizeOf(conditional.Then) + SizeOf(conditional.Otherwise),
        CastNode cast => SizeOf(cast.Operand),
        _ => 0,
    };
}
