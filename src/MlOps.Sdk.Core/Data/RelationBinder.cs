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
    private readonly IReadOnlyList<Schema> _inputs;
    private readonly List<string> _problems = [];

    private RelationBinder(IReadOnlyList<Schema> inputs) => _inputs = inputs;

    /// <summary>The relation over the inputs' own columns, and the columns that come out.</summary>
    /// <param name="relation">The relation, as the plan has it.</param>
    /// <param name="inputs">The columns of each dataset, in the order that <see cref="InputNode.Index"/> counts them.</param>
    /// <param name="stage">The stage, for the message.</param>
    /// <exception cref="StageException">Columns don't exist or are of another type; all are listed.</exception>
    public static (RelationNode Relation, Schema Schema) Bind(RelationNode relation, IReadOnlyList<Schema> inputs, string stage)
    {
        RelationBinder binder = new(inputs);
        (RelationNode, Schema) bound = binder.Bind(relation);
        binder.ThrowIfAny(stage);
        return bound;
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

    private (RelationNode Relation, Schema Schema) Bind(RelationNode relation)
    {
        switch (relation)
        {
            case InputNode input:
                return (input, _inputs[input.Index]);
            case FilterNode filter:
                (RelationNode kept, Schema keptSchema) = Bind(filter.Source);
                return (new FilterNode(kept, Bind(filter.Predicate, keptSchema)), keptSchema);
            case ProjectNode project:
                (RelationNode projected, Schema projectedSchema) = Bind(project.Source);
                ValueList<NamedScalar> columns = Bind(project.Columns, projectedSchema);
                return (new ProjectNode(projected, columns), new(columns.Select(ToColumn).ToValueList()));
            case AggregateNode aggregate:
                return Bind(aggregate);
            case SortLimitNode sort:
                (RelationNode sorted, Schema sortedSchema) = Bind(sort.Source);
                ValueList<SortKey> keys = sort.Keys.Select(key => key with { Value = Bind(key.Value, sortedSchema) }).ToValueList();
                return (new SortLimitNode(sorted, keys, sort.Limit), sortedSchema);
            default:
                throw new NotSupportedException($"The relation {relation.GetType().Name} is unknown.");
        }
    }

    private (RelationNode Relation, Schema Schema) Bind(AggregateNode aggregate)
    {
        (RelationNode source, Schema schema) = Bind(aggregate.Source);
        ValueList<NamedScalar> keys = Bind(aggregate.Keys, schema);
        ValueList<NamedAggregate> aggregates = aggregate.Aggregates
            .Select(item => item.Argument is null ? item : item with { Argument = Bind(item.Argument, schema) })
            .ToValueList();
        return (new AggregateNode(source, keys, aggregates), new([.. keys.Select(ToColumn), .. aggregates.Select(ToColumn)]));
    }

    private ValueList<NamedScalar> Bind(ValueList<NamedScalar> columns, Schema schema) =>
        columns.Select(column => column with { Value = Bind(column.Value, schema) }).ToValueList();

    private ScalarNode Bind(ScalarNode value, Schema schema)
    {
        Dictionary<string, ScalarNode> definitions = new(StringComparer.Ordinal);
        int before = _problems.Count;
        foreach (ColumnNode read in value.Columns())
        {
            if (!schema.TryFind(read.Name, out Column? column))
                Report($"there is no column '{read.Name}'.{Suggestion.For(read.Name, schema.Columns.Select(known => known.Name))} There are {Listing(schema)}.");
            else if (column.Type != read.Type && (column.Type, read.Type) is not (DataType.Int64, DataType.Double))
                Report($"the column '{read.Name}' is {Article(column.Type)} and read as {Article(read.Type)}. "
                    + $"Read it as {Article(column.Type)} and convert that.");
            else
                definitions[read.Name] = new ColumnNode(column.Name, column.Type, column.Nullable);
        }

        return _problems.Count == before ? value.Inline(definitions) : value;
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

    private static Column ToColumn(NamedScalar column) => new(column.Name, column.Value.Type, column.Value.Nullable);

    private static Column ToColumn(NamedAggregate aggregate) => aggregate.Aggregate switch
    {
        AggregateKind.Count or AggregateKind.CountIf or AggregateKind.CountDistinct => new(aggregate.Name, DataType.Int64, Nullable: false),
        AggregateKind.Mean or AggregateKind.StandardDeviation or AggregateKind.Quantile => new(aggregate.Name, DataType.Double),
        _ => new(aggregate.Name, aggregate.Argument!.Type),
    };

    private static string Listing(Schema schema) =>
        string.Join(", ", schema.Columns.Take(50).Select(column => $"'{column.Name}'")) + (schema.Columns.Count > 50 ? ", …" : "");

    private static string Article(DataType type) => type == DataType.Int64 ? "an Int64" : $"a {type}";
}
