using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>What is asked of the training split: gathered from the label and every feature, and answered by one query.</summary>
/// <remarks>Each question returns a function that tells the answer, once <see cref="AskAsync"/> is done.</remarks>
internal sealed class TrainingQuestions
{
    private static readonly RelationNode s_training = SplitRows.Of(SplitName.Train);

    private readonly string _stage;
    private readonly Aggregates _aggregates = new();
    private readonly QueryBatch _batch = new();
    private readonly List<string> _problems = [];

    public TrainingQuestions(string stage)
    {
        _stage = stage;
        Rows = Count();
    }

    /// <summary>How many rows the split has.</summary>
    public Func<long> Rows { get; }

    public IReadOnlyList<string> Problems => _problems;

    /// <summary>How many rows there are, or rows where a value isn't null.</summary>
    public Func<long> Count(ScalarNode? value = null)
    {
        int index = _aggregates.Add(AggregateKind.Count, value);
        return () => _aggregates.Count(index);
    }

    public Func<object?> Value(AggregateKind kind, ScalarNode argument)
    {
        int index = _aggregates.Add(kind, argument);
        return () => _aggregates.Value(index);
    }

    public Func<double?> Number(AggregateKind kind, ScalarNode argument, double parameter = 0)
    {
        int index = _aggregates.Add(kind, argument, parameter);
        return () => _aggregates.Number(index);
    }

    /// <summary>The different values but null: the most frequent first, of equally frequent ones the lesser.</summary>
    public Func<IReadOnlyList<object>> MostFrequent(ScalarNode value, int limit) => Frequent(s_training, value, limit);

    /// <summary>The words that the most texts have; of equally frequent ones the lesser first.</summary>
    public Func<IReadOnlyList<string>> MostFrequentWords(ScalarNode text, int limit)
    {
        const string Word = "word";
        Func<IReadOnlyList<object>> words = Frequent(new WordsNode(s_training, text, Word), new ColumnNode(Word, DataType.String, Nullable: false), limit);
        return () => [.. words().Cast<string>()];
    }

    public async Task AskAsync(IWarehouse warehouse, Dataset staged, StageContext context, CancellationToken cancellationToken)
    {
        Func<IReadOnlyList<object?[]>> row = _batch.Add(_aggregates.Of(s_training));
        await _batch.RunAsync(warehouse, [staged], context, cancellationToken);
        _aggregates.Take(row()[0]);
    }

    public void Report(FeaturePlan feature, string problem) => Report(feature.Name, problem);

    public void Report(string part, string problem) => _problems.Add($"{_stage}.{part}: {problem}");

    public void ReportNoValues(FeaturePlan feature) =>
        Report(feature, "is missing in all training rows, so there is nothing to learn. Leave the feature out, or see how it is computed.");

    /// <summary>Whether there is an answer that features can be computed by; else that is reported.</summary>
    public bool IsFinite(FeaturePlan feature, double? answer, out double number)
    {
        number = answer ?? 0;
        if (answer is null)
            ReportNoValues(feature);
        else if (!double.IsFinite(number))
            Report(feature, "is infinite in training rows, or too great to reckon with. Replace such values, or drop those rows in a transform.");
        return answer is { } found && double.IsFinite(found);
    }

    private Func<IReadOnlyList<object>> Frequent(RelationNode source, ScalarNode value, int limit)
    {
        Func<IReadOnlyList<object?[]>> rows = _batch.Add(FrequentValues.Of(source, value, limit));
        return () => [.. FrequentValues.InOrder(rows()).Select(row => row[0]!)];
    }
}
