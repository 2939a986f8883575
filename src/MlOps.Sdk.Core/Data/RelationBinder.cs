using MlOps.Sdk.Algebra;
using MlOps.Sdk.Diagnostics;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Ties a relation to the columns that its datasets really have.</summary>
/// <remarks>
/// The compiler has checked the columns of a typed pipeline; those of a dynamic one (<c>row["Speed"]</c>) are known only here. A column that is read as a
/// Double and is an Int64 is converted; one that is read as never null and may be null fails on the first null.
/// </remarks>
public sealed class RelationBinder
{
    private readonly IReadOnlyList<Schema?> _inputs;
    private readonly List<string> _problems = [];

    private RelationBinder(IReadOnlyList<Schema?> inputs) => _inputs = inputs;

    /// <summary>The relation over the inputs' own columns, and the columns that come out.</summary>
    /// <param name="relation">The relation, as the plan has it.</param>
    /// <param name="inputs">The columns of each dataset, in the order that <see cref="InputNode.Index"/> counts them.</param>
    /// <param name="stage">The stage, for the message.</param>
    /// <exception cref="StageException">Columns don't exist or are of another type; all are listed.</exception>
    public static (RelationNode Relation, Schema Schema) Bind(RelationNode relation, IReadOnlyList<Schema> inputs, string stage)
    {
        RelationBinder binder = new(inputs);
        (RelationNode bound, Schema? schema) = binder.Bind(relation);
        binder.ThrowIfAny(stage);
        return (bound, schema!);
    }

    /// <summary>A value over a dataset's own columns.</summary>
    /// <exception cref="StageException">Columns don't exist or are of another type; all are listed.</exception>
    public static ScalarNode Bind(ScalarNode value, Schema schema, string stage)
    {
        RelationBinder binder = new([schema]);
        ScalarNode bound = binder.Bind(value, schema);
        binder.ThrowIfAny(stage);
        return bound;
    }

    /// <summary>What is wrong with a relation, as far as that can be told before the run; a schema that only the run knows is null.</summary>
    internal static IReadOnlyList<string> FindProblems(RelationNode relation, IReadOnlyList<Schema?> inputs)
    {
        RelationBinder binder = new(inputs);
        binder.Bind(relation);
        return binder._problems;
    }

    private (RelationNode Relation, Schema? Schema) Bind(RelationNode relation) => relation switch
    {
        InputNode input => (input, SchemaOf(input)),
        FilterNode filter => Bind(filter),
        ProjectNode project => Bind(project),
        AggregateNode aggregate => Bind(aggregate),
        SortLimitNode sort => Bind(sort),
        JoinNode join => Bind(join),
        UnionNode union => Bind(union),
        DistinctNode distinct => Bind(distinct),
        WordsNode words => Bind(words),
        _ => throw new NotSupportedException($"The relation {relation.GetType().Name} is unknown."),
    };

    private Schema? SchemaOf(InputNode input)
    {
        if (input.Index >= 0 && input.Index < _inputs.Count)
            return _inputs[input.Index];
        Report($"input {input.Index} is read, but the stage has {_inputs.Count}, counted from 0.");
        return null;
    }

    private (RelationNode, Schema?) Bind(FilterNode filter)
    {
        (RelationNode source, Schema? schema) = Bind(filter.Source);
        return (new FilterNode(source, Bind(filter.Predicate, schema)), schema);
    }

    private (RelationNode, Schema?) Bind(WordsNode words)
    {
        (RelationNode source, Schema? schema) = Bind(words.Source);
        return (words with { Source = source, Text = Bind(words.Text, schema) }, new([new Column(words.Column, DataType.String, Nullable: false)]));
    }

    private (RelationNode, Schema?) Bind(ProjectNode project)
    {
        (RelationNode source, Schema? schema) = Bind(project.Source);
        ValueList<NamedScalar> columns = Bind(project.Columns, schema);
        return (new ProjectNode(source, columns), Distinguished(RelationColumns.Of(columns)));
    }

    private (RelationNode, Schema?) Bind(AggregateNode aggregate)
    {
        (RelationNode source, Schema? schema) = Bind(aggregate.Source);
        ValueList<NamedScalar> keys = Bind(aggregate.Keys, schema);
        ValueList<NamedAggregate> aggregates = aggregate.Aggregates
            .Select(item => item.Argument is null ? item : item with { Argument = Bind(item.Argument, schema) })
            .ToValueList();
        foreach (NamedAggregate item in aggregates)
        {
            if (RelationRules.ProblemOf(item) is { } problem)
                Report(problem);
        }

        return (new AggregateNode(source, keys, aggregates), Distinguished(RelationColumns.Of(keys, aggregates)));
    }

    private (RelationNode, Schema?) Bind(SortLimitNode sort)
    {
        (RelationNode source, Schema? schema) = Bind(sort.Source);
        if (sort.Limit < 0)
            Report($"{sort.Limit} rows can't be taken. Write Take(n) with an n of at least 0.");
        return (new SortLimitNode(source, sort.Keys.Select(key => key with { Value = Bind(key.Value, schema) }).ToValueList(), sort.Limit), schema);
    }

    private (RelationNode, Schema?) Bind(JoinNode join)
    {
        (RelationNode left, Schema? leftSchema) = Bind(join.Left);
        (RelationNode right, Schema? rightSchema) = Bind(join.Right);
        if (join.Keys.Count == 0)
            Report("a join needs at least one key.");
        foreach (JoinKey key in join.Keys)
        {
            Column? one = Find(key.Left, leftSchema);
            Column? other = Find(key.Right, rightSchema);
            if (one is not null && other is not null && RelationRules.ProblemOf(one, other) is { } problem)
                Report(problem);
        }

        return (join with { Left = left, Right = right }, leftSchema is null || rightSchema is null
            ? null
            : Distinguished(RelationColumns.Of(leftSchema, rightSchema, join.Kind)));
    }

    private (RelationNode, Schema?) Bind(UnionNode union)
    {
        (RelationNode first, Schema? firstSchema) = Bind(union.First);
        (RelationNode second, Schema? secondSchema) = Bind(union.Second);
        if (firstSchema is null || secondSchema is null)
            return (new UnionNode(first, second), null);
        foreach (string problem in RelationRules.ProblemsOf(firstSchema, secondSchema))
            Report(problem);
        return (new UnionNode(first, second), RelationColumns.OfUnion(firstSchema, secondSchema));
    }

    private (RelationNode, Schema?) Bind(DistinctNode distinct)
    {
        (RelationNode source, Schema? schema) = Bind(distinct.Source);
        return (new DistinctNode(source), schema);
    }

    private ValueList<NamedScalar> Bind(ValueList<NamedScalar> columns, Schema? schema) =>
        columns.Select(column => column with { Value = Bind(column.Value, schema) }).ToValueList();

    private ScalarNode Bind(ScalarNode value, Schema? schema)
    {
        if (schema is null)
            return value;
        Dictionary<string, ScalarNode> definitions = new(StringComparer.Ordinal);
        int before = _problems.Count;
        foreach (ColumnNode read in value.Columns())
        {
            if (Find(read.Name, schema) is not { } column)
                continue;
            if (column.Type != read.Type && (column.Type, read.Type) is not (DataType.Int64, DataType.Double))
                Report($"the column '{read.Name}' is {RelationRules.Article(column.Type)} and read as {RelationRules.Article(read.Type)}. "
                    + $"Read it as {RelationRules.Article(column.Type)} and convert that.");
            else
                definitions[read.Name] = ColumnNode.Of(column);
        }

        return _problems.Count == before ? value.Inline(definitions) : value;
    }

    private Column? Find(string name, Schema? schema)
    {
        if (schema is null)
            return null;
        if (!schema.TryFind(name, out Column? column))
            Report($"there is no column '{name}'.{Suggestion.For(name, schema.Columns.Select(known => known.Name))} There are {Listing(schema)}.");
        return column;
    }

    // Names that differ by case alone are one name to SQL.
    private Schema Distinguished(Schema schema)
    {
        foreach (IGrouping<string, Column> namesakes in schema.Columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (namesakes.Count() > 1)
                Report($"two columns are named '{namesakes.Key}'. Names must differ in more than case.");
        }

        return schema;
    }

    private void Report(string problem)
    {
        if (!_problems.Contains(problem))
            _problems.Add(problem);
    }

    private void ThrowIfAny(string stage)
    {
        if (_problems.Count > 0)
            throw new StageException(string.Join(Environment.NewLine, _problems.Select(problem => $"{stage}: {problem}")));
    }

    private static string Listing(Schema schema) =>
        string.Join(", ", schema.Columns.Take(50).Select(column => $"'{column.Name}'")) + (schema.Columns.Count > 50 ? ", …" : "");
}
