using System.Text;
using MlOps.Sdk.Algebra.Functions;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>One SELECT in the making: steps are taken in as long as they mean the same in it; what can't be becomes a SELECT around it.</summary>
/// <remarks>
/// With a schema the result is reproducible: sums of Doubles are added in a fixed order, ties are broken by all columns, and <see cref="InOrder"/> sorts
/// what joins, groups and DISTINCT leave in the order in which DuckDB's threads happen to finish. Filters, projections, UNION ALL and LIMIT keep the order.
/// </remarks>
internal sealed class DuckDbQuery
{
    // A projection onto a projection repeats the inner expressions; beyond this many nodes it gets a SELECT of its own.
    private const int LargestInlined = 400;

    private readonly string? _inner;
    private string _from;
    private Schema? _schema;
    private IReadOnlyList<NamedScalar>? _columns;
    private IReadOnlyList<string>? _aggregated;
    private ScalarNode? _predicate;
    private int _keys;
    private bool _isDistinct;
    private bool _isInOrder = true;
    private bool _readsLimit;
    private string? _order;
    private long? _limit;

    public DuckDbQuery(string from, Schema? schema, string? inner = null)
    {
        _from = from;
        _schema = schema;
        _inner = inner;
    }

    public static DuckDbQuery Of(RelationNode relation, SqlInputs inputs) => relation switch
    {
        InputNode input => new(inputs.TableOf(input), inputs.SchemaOf(input)),
        FilterNode filter => Of(filter.Source, inputs).Filter(filter.Predicate),
        ProjectNode project => Of(project.Source, inputs).Project(project.Columns),
        AggregateNode aggregate => Of(aggregate.Source, inputs).Aggregate(aggregate),
        SortLimitNode sort => Of(sort.Source, inputs).SortLimit(sort),
        JoinNode join => Of(join.Left, inputs).Join(join, Of(join.Right, inputs)),
        UnionNode union => Of(union.First, inputs).Union(Of(union.Second, inputs)),
        DistinctNode distinct => Of(distinct.Source, inputs).Distinct(),
        WordsNode words => Of(words.Source, inputs).Words(words),
        _ => throw new NotSupportedException($"DuckDB has no rendering for {relation.GetType().Name}."),
    };

    private bool IsReproducible => _schema is not null;

    private bool IsFinished => _aggregated is not null || _isDistinct || _limit is not null;

    private bool IsLimited => _readsLimit || _limit is not null;

    private bool IsBare => !IsFinished && _columns is null && _predicate is null && _order is null;

    /// <summary>The SELECT with its rows in an order that follows from them alone.</summary>
    public string InOrder()
    {
        // The keys tell groups apart.
        if (!_isInOrder)
            _order = _keys > 0 ? Positions(_keys) : "ALL";
        return ToString();
    }

    public override string ToString()
    {
        if (IsBare && _inner is not null)
            return _inner;
        StringBuilder sql = new(_isDistinct ? "SELECT DISTINCT" : "SELECT");
        sql.Append(_aggregated is not null ? List(_aggregated) : _columns is null ? " *" : List(_columns.Select(Selected)));
        sql.Append("\nFROM ").Append(_from);
        if (_predicate is not null)
            sql.Append("\nWHERE ").AppendJoin("\n  AND ", Conditions(_predicate));
        if (_keys > 0)
            sql.Append("\nGROUP BY ").Append(Positions(_keys));
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
        {
            _from = $"(WITH inner_rows AS MATERIALIZED (\n{_inner}\n) SELECT * FROM inner_rows)";
            _isInOrder = !IsReproducible;
        }

        _predicate = _predicate is null ? inlined : FunctionTable.Call("and", _predicate, inlined);
        return this;
    }

    private DuckDbQuery Project(ValueList<NamedScalar> columns)
    {
        if (IsFinished || _order is not null)
            return Around().Project(columns);
        NamedScalar[] inlined = columns.Select(column => column with { Value = Inlined(column.Value) }).ToArray();
        if (_columns is not null && inlined.Sum(column => SizeOf(column.Value)) > LargestInlined)
            return Around().Project(columns);
        _columns = inlined;
        _schema = IsReproducible ? RelationColumns.Of(columns) : null;
        return this;
    }

    private DuckDbQuery Aggregate(AggregateNode aggregate)
    {
        if (IsFinished || _order is not null)
            return Around().Aggregate(aggregate);
        IEnumerable<string> keys = aggregate.Keys.Select(key => Canonical(key with { Value = Inlined(key.Value) }));
        IEnumerable<string> values = aggregate.Aggregates.Select(value => Named(
            DuckDbAggregate.Print(
                value with { Argument = value.Argument is null ? null : Inlined(value.Argument) }, IsReproducible, aggregate.QuantilesOf(value)),
            value.Name));
        _aggregated = [.. keys, .. values];
        _keys = aggregate.Keys.Count;
        _isInOrder = !IsReproducible || _keys == 0;
        _schema = IsReproducible ? RelationColumns.Of(aggregate.Keys, aggregate.Aggregates) : null;
        return this;
    }

    private DuckDbQuery Words(WordsNode words)
    {
        if (IsFinished || _order is not null)
            return Around().Words(words);
        string text = DuckDbDialect.Scalar(FunctionTable.Call("words", Inlined(words.Text)));

        // UNNEST of null gives no row.
        _aggregated = [Named($"unnest(list_distinct(string_split(nullif(trim({text}, ' '), ''), ' ')))", words.Column)];
        _schema = IsReproducible ? new([new(words.Column, DataType.String, Nullable: false)]) : null;
        return this;
    }

    private DuckDbQuery SortLimit(SortLimitNode sort)
    {
        // DuckDB refuses to sort by a constant, which says nothing.
        SortKey[] keys = sort.Keys.Select(key => key with { Value = Inlined(key.Value) }).Where(key => key.Value.Columns().Count > 0).ToArray();
        if (IsFinished || _order is not null || keys.Any(key => IsHidden(key.Value)) || (IsReproducible && MayFail))
            return Around().SortLimit(sort);
        IEnumerable<string> ties = _schema is not null && (keys.Length > 0 || !_isInOrder) ? DuckDbAggregate.Ties(sort, _schema) : [];
        string order = string.Join(", ", keys.Select(DuckDbAggregate.Order).Concat(ties));
        _order = order.Length == 0 ? null : order;
        _limit = sort.Limit;
        _isInOrder = true;
        return this;
    }

    private DuckDbQuery Join(JoinNode join, DuckDbQuery right)
    {
        // All names differ, so that none needs to say which side it is of.
        IEnumerable<string> keys = join.Keys.Select(key => $"{DuckDbText.Identifier(key.Left)} = {DuckDbText.Identifier(key.Right)}");
        string kind = join.Kind == JoinKind.Left ? "LEFT JOIN" : "JOIN";
        string from = $"{Table()} AS left_rows\n{kind} {right.Table()} AS right_rows ON {string.Join(" AND ", keys)}";
        Schema? schema = _schema is not null && right._schema is not null ? RelationColumns.Of(_schema, right._schema, join.Kind) : null;
        return new(from, schema, inner: $"SELECT *\nFROM {from}") { _isInOrder = schema is null };
    }

    private DuckDbQuery Union(DuckDbQuery second)
    {
        string both = $"{Branch()}\nUNION ALL BY NAME\n{second.Branch()}";
        Schema? schema = _schema is not null && second._schema is not null ? RelationColumns.OfUnion(_schema, second._schema) : null;
        return new($"(\n{both}\n)", schema, inner: both) 
        {
            _isInOrder = _isInOrder && second._isInOrder,
            _readsLimit = IsLimited || second.IsLimited,
        };
    }

    private DuckDbQuery Distinct()
    {
        if (IsFinished || _order is not null)
            return Around().Distinct();
        _columns ??= _schema?.Columns.Select(column => new NamedScalar(column.Name, ColumnNode.Of(column))).ToArray();
        _isDistinct = true;
        _isInOrder = !IsReproducible;
        return this;
    }

    // DuckDB refuses a new column in an expression of ORDER BY if it may be an error.
    private bool MayFail => _columns is not null && _columns.Any(column => Failure.IsPossible(column.Value));

    // In ORDER BY a name means the new column, where there is one, rather than the one that it hides.
    private bool IsHidden(ScalarNode key) => _columns is not null && key.Columns().Any(read =>
        _columns.Any(column => column.Name == read.Name && (column.Value as ColumnNode)?.Name != read.Name));

    private DuckDbQuery Around() => new($"(\n{this}\n)", _schema, inner: ToString()) { _isInOrder = _isInOrder, _readsLimit = IsLimited };

    // A side of a join. DuckDB 1.5 hands what it learns of the keys of one side down into the other, even below a LIMIT (duckdb#22924), which then takes
    // other rows; what is materialized is out of its reach.
    private string Table() => IsBare && _inner is null ? _from
        : IsLimited ? $"(WITH first_rows AS MATERIALIZED (\n{this}\n) SELECT * FROM first_rows)"
        : $"(\n{this}\n)";

    private string Branch() => _order is null && _limit is null ? ToString() : $"({this})";

    private ScalarNode Inlined(ScalarNode value) =>
        _columns is null ? value : value.Inline(_columns.ToDictionary(column => column.Name, column => column.Value, StringComparer.Ordinal));

    private string Selected(NamedScalar column) => _isDistinct ? Canonical(column) : Named(column);

    // Of values that are one to GROUP BY and DISTINCT, the one that DuckDB happens to meet first would stand for all: 0 or -0, NaN with a sign or without.
    private string Canonical(NamedScalar column)
    {
        if (!IsReproducible || column.Value.Type != DataType.Double)
            return Named(column);
        string value = DuckDbDialect.Print(column.Value, nullIsFalse: false).At(Level.Sum);
        return Named($"CASE WHEN isnan({value}) THEN 'NaN'::DOUBLE ELSE {value} + 0e0 END", column.Name);
    }

    private static string Named(NamedScalar column) => column.Value is ColumnNode source && source.Name == column.Name
        ? DuckDbText.Identifier(column.Name)
        : Named(DuckDbDialect.Print(column.Value, nullIsFalse: false).Text, column.Name);

    private static string Named(string sql, string name) => $"{sql} AS {DuckDbText.Identifier(name)}";

    private static string Positions(int count) => string.Join(", ", Enumerable.Range(1, count));

    private static string List(IEnumerable<string> columns)
    {
        string[] all = columns.ToArray();
        return all.Sum(column => column.Length) < 100 ? " " + string.Join(", ", all) : "\n  " + string.Join(",\n  ", all);
    }

    private static int SizeOf(ScalarNode value) => 1 + value.Parts().Sum(SizeOf);
}
