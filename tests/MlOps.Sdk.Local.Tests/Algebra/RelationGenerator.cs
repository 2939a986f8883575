using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Random relations over tables of hostile values: every kind of node, with names and types that fit.</summary>
/// <remarks>What the nodes leave free is not asked for: sorting is by all columns, quantiles are of whole numbers.</remarks>
internal sealed class RelationGenerator(Random random)
{
    private static readonly DataType[] s_types = Enum.GetValues<DataType>();

    private static readonly object?[][] s_values =
    [
        [null, true, false],
        [null, 0L, 1L, -1L, 2L, 2L, 7L, 1000L, long.MaxValue],
        [null, 0d, -0d, 1.5, -2.5, 0.1, double.NaN, double.PositiveInfinity, double.NegativeInfinity],
        [null, "", "a", "A", "a", "é", "😀", "\uffff", " a "],
        [null, new DateOnly(2000, 2, 29), new DateOnly(1969, 12, 31), DateOnly.MaxValue],
        [null, new DateTime(2000, 2, 29, 12, 34, 56, 500, DateTimeKind.Utc), DateTime.UnixEpoch, new DateTime(1, 1, 1, 0, 0, 0, DateTimeKind.Utc)],
    ];

    private readonly HostileValues _constants = new(random);
    private int _names;

    /// <summary>A table with a column of each type that may be null and one that may not; at times it is empty.</summary>
    public Table Table()
    {
        Schema schema = new(s_types.SelectMany(type => (Column[])[new($"{type}", type, false), new($"{type}OrNull", type)]).ToValueList());
        int rows = random.Next(6) == 0 ? 0 : random.Next(1, 12);
        return new(schema, [.. Enumerable.Range(0, rows).Select(_ => schema.Columns.Select(Value).ToArray())]);
    }

    /// <summary>A relation over tables of these columns, and the columns that come out.</summary>
    public (RelationNode Relation, Schema Schema) Next(IReadOnlyList<Schema> inputs, int depth)
    {
        if (depth <= 0)
        {
            int index = random.Next(inputs.Count);
            return (new InputNode(index), inputs[index]);
        }

        (RelationNode source, Schema schema) = Next(inputs, depth - 1);
        return random.Next(8) switch
        {
            0 => (new FilterNode(source, Expressions(schema).Next(DataType.Boolean, depth: 1)), schema),
            1 or 2 => Project(source, schema),
            3 => Aggregate(source, schema),
            4 => Join(source, schema, Next(inputs, depth - 1)),
            5 => Union(source, schema, Next(inputs, depth - 1)),
            6 => (new DistinctNode(source), schema),
            _ => (Sort(source, schema), schema),
        };
    }

    private object? Value(Column column)
    {
        object?[] values = s_values[(int)column.Type];
        return values[random.Next(column.Nullable ? 0 : 1, values.Length)];
    }

    private (RelationNode, Schema) Project(RelationNode source, Schema schema)
    {
        List<NamedScalar> columns = [.. Some(schema.Columns).Select(column => new NamedScalar(random.Next(3) == 0 ? NewName() : column.Name, Read(column)))];
        for (int more = random.Next(3); more > 0; more--)
            columns.Add(new(NewName(), Expression(schema)));
        return (new ProjectNode(source, columns.ToValueList()), RelationColumns.Of(columns.ToValueList()));
    }

    private (RelationNode, Schema) Aggregate(RelationNode source, Schema schema)
    {
        ValueList<NamedScalar> keys = Enumerable.Range(0, random.Next(3))
            .Select(_ => new NamedScalar(NewName(), random.Next(3) == 0 ? Expression(schema) : Read(Any(schema.Columns)))).ToValueList();
        ValueList<NamedAggregate> aggregates = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Aggregate(schema)).ToValueList();
        return (new AggregateNode(source, keys, aggregates), RelationColumns.Of(keys, aggregates));
    }

    private NamedAggregate Aggregate(Schema schema)
    {
        AggregateKind kind = Any(Enum.GetValues<AggregateKind>());
        DataType? type = kind switch
        {
            AggregateKind.Count when random.Next(2) == 0 => null,
            AggregateKind.CountIf => DataType.Boolean,
            AggregateKind.Sum or AggregateKind.Mean or AggregateKind.StandardDeviation => random.Next(2) == 0 ? DataType.Int64 : DataType.Double,
            AggregateKind.Quantile => DataType.Int64,
            _ => Any(s_types),
        };
        return new(NewName(), kind, type is { } wanted ? Read(schema, wanted) : null, kind == AggregateKind.Quantile ? Any([0, 0.25, 0.5, 0.9, 1]) : 0);
    }

    private (RelationNode, Schema) Join(RelationNode left, Schema leftSchema, (RelationNode Relation, Schema Schema) right)
    {
        (left, leftSchema) = Renamed(left, leftSchema);
        (RelationNode other, Schema otherSchema) = Renamed(right.Relation, right.Schema);
        (Column Left, Column Right)[] pairs = [.. leftSchema.Columns
            .SelectMany(one => otherSchema.Columns.Where(candidate => candidate.Type == one.Type && one.Type != DataType.Double), (one, candidate) => (one, candidate))];
        if (pairs.Length == 0)
            return (left, leftSchema);
        ValueList<JoinKey> keys = Enumerable.Range(0, random.Next(1, 3)).Select(_ => Any(pairs)).Select(pair => new JoinKey(pair.Left.Name, pair.Right.Name)).ToValueList();
        JoinKind kind = Any(Enum.GetValues<JoinKind>());
        return (new JoinNode(left, other, kind, keys), RelationColumns.Of(leftSchema, otherSchema, kind));
    }

    // The second rows get the first ones' columns, in another order.
    private (RelationNode, Schema) Union(RelationNode first, Schema firstSchema, (RelationNode Relation, Schema Schema) second)
    {
        Column[] order = [.. firstSchema.Columns];
        random.Shuffle(order);
        ValueList<NamedScalar> columns = order.Select(column => new NamedScalar(column.Name, Read(second.Schema, column.Type))).ToValueList();
        return (new UnionNode(first, new ProjectNode(second.Relation, columns)), RelationColumns.OfUnion(firstSchema, RelationColumns.Of(columns)));
    }

    private SortLimitNode Sort(RelationNode source, Schema schema)
    {
        Column[] order = [.. schema.Columns];
        random.Shuffle(order);
        return new(source, order.Select(column => new SortKey(Read(column), random.Next(2) == 0)).ToValueList(), random.Next(4) == 0 ? null : random.Next(12));
    }

    private (RelationNode, Schema) Renamed(RelationNode source, Schema schema)
    {
        ValueList<NamedScalar> columns = Some(schema.Columns).Select(column => new NamedScalar(NewName(), Read(column))).ToValueList();
        return (new ProjectNode(source, columns), RelationColumns.Of(columns));
    }

    private ScalarNode Expression(Schema schema) => Expressions(schema).Next(Any([.. schema.Columns.Select(column => column.Type)]), depth: 1);

    private ExpressionGenerator Expressions(Schema schema) => new(random, schema, _constants);

    private ScalarNode Read(Schema schema, DataType type)
    {
        Column[] columns = [.. schema.Columns.Where(column => column.Type == type)];
        return columns.Length > 0 ? Read(Any(columns)) : TestValue.Constant(s_values[(int)type][random.Next(3)], type);
    }

    private static ColumnNode Read(Column column) => new(column.Name, column.Type, column.Nullable);

    private Column[] Some(IReadOnlyList<Column> columns)
    {
        Column[] some = [.. columns.Where(_ => random.Next(2) == 0)];
        return some.Length > 0 ? some : [Any(columns)];
    }

    private T Any<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private string NewName() => FormattableString.Invariant($"c{_names++}");
}
