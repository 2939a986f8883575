using System.Text;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>One SELECT in the making: steps are taken in as long as they mean the same in it; what can't be becomes a SELECT around it.</summary>
internal sealed class GoogleSqlQuery
{
    // A projection onto a projection repeats the inner expressions; beyond this many characters it gets a SELECT of its own.
    private const int LongestInlined = 4000;

    private readonly string _from;
    private readonly bool _isTable;
    private IReadOnlyList<NamedScalar>? _columns;
    private IReadOnlyList<string>? _aggregated;
    private ScalarNode? _predicate;
    private int _keys;
    private bool _isDistinct;
    private string? _order;
    private long? _limit;

    private GoogleSqlQuery(string from, bool isTable = true)
    {
        _from = from;
        _isTable = isTable;
    }

    public static GoogleSqlQuery Of(RelationNode relation, SqlInputs inputs) => relation switch
    {
        InputNode input => new(inputs.TableOf(input)),
        FilterNode filter => Of(filter.Source, inputs).Filter(filter.Predicate),
        ProjectNode project => Of(project.Source, inputs).Project(project.Columns),
        AggregateNode aggregate => Of(aggregate.Source, inputs).Aggregate(aggregate),
        SortLimitNode sort => Of(sort.Source, inputs).SortLimit(sort),
        JoinNode join => Join(join, Of(join.Left, inputs), Of(join.Right, inputs)),
        UnionNode union => Union(union, inputs),
        DistinctNode distinct => Of(distinct.Source, inputs).Distinct(),
        WordsNode words => Words(words, Of(words.Source, inputs)),
        _ => throw new NotSupportedException($"BigQuery has no rendering for {relation.GetType().Name}."),
    };

    private bool IsFinished => _aggregated is not null || _isDistinct || _order is not null || _limit is not null;

    private bool IsBare => !IsFinished && _columns is null && _predicate is null;

    public override string ToString()
    {
        StringBuilder sql = new(_isDistinct ? "SELECT DISTINCT" : "SELECT");
        sql.Append(_aggregated is not null ? List(_aggregated) : _columns is null ? " *" : List(_columns.Select(Named)));
        sql.Append("\nFROM ").Append(_from);
        if (_predicate is not null)
            sql.Append("\nWHERE ").Append(GoogleSqlDialect.Condition(_predicate));
        if (_keys > 0)
            sql.Append("\nGROUP BY ").AppendJoin(", ", Enumerable.Range(1, _keys));
        if (_order is not null)
            sql.Append("\nORDER BY ").Append(_order);
        if (_limit is not null)
            sql.Append("\nLIMIT ").Append(_limit);
        return sql.ToString();
    }

    // All filters of a SELECT are one condition, in which what may fail stands behind what comes before it.
    private GoogleSqlQuery Filter(ScalarNode predicate)
    {
        if (IsFinished)
            return Around().Filter(predicate);
        ScalarNode inlined = Inlined(predicate);
        _predicate = _predicate is null ? inlined : FunctionTable.Call("and", _predicate, inlined);
        return this;
    }

    private GoogleSqlQuery Project(IReadOnlyList<NamedScalar> columns)
    {
        if (IsFinished)
            return Around().Project(columns);
        NamedScalar[] inlined = columns.Select(column => column with { Value = Inlined(column.Value) }).ToArray();
        if (_columns is not null && inlined.Sum(column => Named(column).Length) > LongestInlined)
            return Around().Project(columns);
        _columns = inlined;
        return this;
    }

    private GoogleSqlQuery Aggregate(AggregateNode aggregate)
    {
        if (IsFinished)
            return Around().Aggregate(aggregate);
        IEnumerable<string> keys = aggregate.Keys.Select(key => Named(key with { Value = Inlined(key.Value) }));
        IEnumerable<string> values = aggregate.Aggregates.Select(value =>
            Named(GoogleSqlAggregate.Print(value with { Argument = value.Argument is null ? null : Inlined(value.Argument) }), value.Name));
        _aggregated = [.. keys, .. values];
        _keys = aggregate.Keys.Count;
        return this;
    }

    private GoogleSqlQuery SortLimit(SortLimitNode sort)
    {
        // In ORDER BY a name means the new column, so what is sorted is always a SELECT that is finished.
        if (!IsBare)
            return Around().SortLimit(sort);
        _order = sort.Keys.Count == 0 ? null : string.Join(", ", sort.Keys.Select(GoogleSqlAggregate.Order));
        _limit = sort.Limit;
        return this;
    }

    private GoogleSqlQuery Distinct()
    {
        if (IsFinished)
            return Around().Distinct();
        _isDistinct = true;
        return this;
    }

    // All names differ, so that none needs to say which side it is of.
    private static GoogleSqlQuery Join(JoinNode join, GoogleSqlQuery left, GoogleSqlQuery right)
    {
        IEnumerable<string> keys = join.Keys.Select(key => $"{GoogleSqlText.Identifier(key.Left)} = {GoogleSqlText.Identifier(key.Right)}");
        string kind = join.Kind == JoinKind.Left ? "LEFT JOIN" : "JOIN";
        return new($"{left.Table()} AS left_rows\n{kind} {right.Table()} AS right_rows ON {string.Join(" AND ", keys)}", isTable: false);
    }

    // UNNEST of null gives no row.
    private static GoogleSqlQuery Words(WordsNode words, GoogleSqlQuery source)
    {
        string text = GoogleSqlDialect.Scalar(FunctionTable.Call("words", words.Text));
        string each = $"ARRAY(SELECT DISTINCT one_word FROM UNNEST(SPLIT(TRIM({text}, ' '), ' ')) AS one_word WHERE one_word <> '')";
        return new($"{source.Table()} AS text_rows, UNNEST({each}) AS one_word", isTable: false) { _aggregated = [Named("one_word", words.Column)] };
    }

    // UNION ALL goes by position, so the second names its columns in the order of the first.
    private static GoogleSqlQuery Union(UnionNode union, SqlInputs inputs)
    {
        GoogleSqlQuery second = Of(union.Second, inputs);
        if (ColumnsOf(union.First, inputs) is { } names)
            second = second.Around().Project([.. names.Select(name => new NamedScalar(name, new ColumnNode(name, Data.DataType.String, Nullable: true)))]);
        return new($"(\n({Of(union.First, inputs)})\nUNION ALL\n({second})\n)");
    }

    // Null if they are those of an input whose schema isn't known.
    private static IEnumerable<string>? ColumnsOf(RelationNode relation, SqlInputs inputs) => relation switch
    {
        InputNode input => inputs.SchemaOf(input)?.Columns.Select(column => column.Name),
        ProjectNode project => project.Columns.Select(column => column.Name),
        AggregateNode aggregate => aggregate.Keys.Select(key => key.Name).Concat(aggregate.Aggregates.Select(item => item.Name)),
        FilterNode filter => ColumnsOf(filter.Source, inputs),
        SortLimitNode sort => ColumnsOf(sort.Source, inputs),
        DistinctNode distinct => ColumnsOf(distinct.Source, inputs),
        WordsNode words => [words.Column],
        UnionNode union => ColumnsOf(union.First, inputs),
        JoinNode join => ColumnsOf(join.Left, inputs) is { } left && ColumnsOf(join.Right, inputs) is { } right ? left.Concat(right) : null,
        _ => null,
    };

    private GoogleSqlQuery Around() => new($"(\n{this}\n)");

    private string Table() => IsBare && _isTable ? _from : $"(\n{this}\n)";

    private ScalarNode Inlined(ScalarNode value) =>
        _columns is null ? value : value.Inline(_columns.ToDictionary(column => column.Name, column => column.Value, StringComparer.Ordinal));

    private static string Named(NamedScalar column) => column.Value is ColumnNode source && source.Name == column.Name
        ? GoogleSqlText.Identifier(column.Name)
        : Named(GoogleSqlDialect.Scalar(column.Value), column.Name);

    private static string Named(string sql, string name) => $"{sql} AS {GoogleSqlText.Identifier(name)}";

    private static string List(IEnumerable<string> columns)
    {
        string[] all = columns.ToArray();
        return all.Sum(column => column.Length) < 100 ? " " + string.Join(", ", all) : "\n  " + string.Join(",\n  ", all);
    }
}
