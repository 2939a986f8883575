using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Stages;
using static MlOps.Sdk.Algebra.FunctionTable;

namespace MlOps.Sdk.Data.Profiling;

/// <summary>What is asked of each split, or of all rows where there are none: gathered, and answered by one statement.</summary>
/// <param name="splits">The names of the splits; none of a dataset that isn't staged, whose only part is then <see cref="Whole"/>.</param>
internal sealed class SplitQuestions(IReadOnlyList<string> splits)
{
    /// <summary>The name of all rows where there are no splits.</summary>
    public const string Whole = "";

    private readonly QueryBatch _batch = new();
    private readonly Aggregates _aggregates = new();
    private readonly Dictionary<string, object?[]> _answers = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Parts { get; } = splits.Count > 0 ? splits : [Whole];

    public bool IsSplit => splits.Count > 0;

    /// <summary>The rows that models are fitted on.</summary>
    public RelationNode Training { get; } = splits.Count > 0 ? SplitRows.Of(SplitName.Train) : new InputNode();

    public string TrainingPart => IsSplit ? SplitName.Train : Whole;

    /// <summary>Asks for an aggregate of each part; what is asked twice is computed once.</summary>
    public Func<string, object?> Ask(AggregateKind kind, ScalarNode argument)
    {
        int position = Keys.Count + _aggregates.Add(kind, argument);
        return part => _answers.TryGetValue(part, out object?[]? row) ? row[position] : null;
    }

    /// <summary>Asks for count, mean, and mean of the squares.</summary>
    public Func<string, Moments> AskMoments(ScalarNode number)
    {
        Func<string, object?> count = Ask(AggregateKind.Count, number);
        Func<string, object?> mean = Ask(AggregateKind.Mean, number);
        Func<string, object?> square = Ask(AggregateKind.Mean, Call("multiply", number, number));
        return part => count(part) is long found and > 0 ? new(found, (double)mean(part)!, (double)square(part)!) : default;
    }

    /// <summary>Asks how often each value of a key occurs in each part; the key may be null.</summary>
    public Func<IReadOnlyList<(string Part, object? Key, long Rows)>> AskCounts(ScalarNode key)
    {
        Func<IReadOnlyList<object?[]>> rows = _batch.Add(new AggregateNode(new InputNode(), [new("key", key), .. Keys], [new(FrequentValues.Rows.Name, AggregateKind.Count)]));
        return () => [.. rows().Select(row => (IsSplit ? (string)row[1]! : Whole, row[0], (long)row[^1]!))];
    }

    /// <summary>Asks for the most frequent values, and how often each occurs in each part: null not, of equally frequent ones the lesser.</summary>
    public Func<IReadOnlyList<(object Value, IReadOnlyDictionary<string, long> Rows)>> AskTop(ScalarNode value, int limit)
    {
        ColumnNode item = new("value", value.Type, value.Nullable);
        ColumnNode rows = FrequentValues.Rows;
        RelationNode counts = new AggregateNode(new InputNode(), [new(item.Name, value), .. Keys], [new(rows.Name, AggregateKind.Count)]);
        if (IsSplit)
        {
            counts = new AggregateNode(
                counts, [new(item.Name, item)], [new(rows.Name, AggregateKind.Sum, rows), .. splits.Select((split, index) => InSplit(split, index, rows))]);
        }

        Func<IReadOnlyList<object?[]>> found = _batch.Add(FrequentValues.First(counts, item, limit));
        return () =>
        [
            .. FrequentValues.InOrder(found()).Select(row => (row[0]!, (IReadOnlyDictionary<string, long>)Parts
                .Select((part, index) => (part, Count: (long)row[IsSplit ? 2 + index : 1]!))
                .ToDictionary(one => one.part, one => one.Count, StringComparer.Ordinal))),
        ];
    }

    /// <summary>Asks for the row that a relation without keys gives.</summary>
    public Func<object?[]> AskRow(RelationNode relation)
    {
        Func<IReadOnlyList<object?[]>> rows = _batch.Add(relation);
        return () => rows()[0];
    }

    public async Task QueryAsync(IWarehouse warehouse, Dataset dataset, StageContext context, CancellationToken cancellationToken)
    {
        Func<IReadOnlyList<object?[]>>? aggregated = _aggregates.IsEmpty ? null : _batch.Add(_aggregates.Of(new InputNode(), Keys));
        await _batch.RunAsync(warehouse, [dataset], context, cancellationToken);
        foreach (object?[] row in aggregated?.Invoke() ?? [])
            _answers[IsSplit ? (string)row[0]! : Whole] = row;
    }

    private ValueList<NamedScalar> Keys => IsSplit ? [new(SplitName.Column, SplitRows.Column)] : [];

    private static NamedAggregate InSplit(string split, int index, ColumnNode rows) => new(
        string.Create(CultureInfo.InvariantCulture, $"s{index}"), AggregateKind.Sum,
        new ConditionalNode(SplitRows.Is(split), rows, ConstantNode.Of(0L)));
}
