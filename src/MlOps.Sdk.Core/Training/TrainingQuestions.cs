using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Functions;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>What is asked of the training split: gathered from the label and every feature, and answered by one query.</summary>
/// <remarks>Each question returns a function that tells the answer, once <see cref="AskAsync"/> is done.</remarks>
internal sealed class TrainingQuestions
{
    private static readonly RelationNode s_training = new FilterNode(new InputNode(), FunctionTable.Call(
        "equal", new ColumnNode(SplitName.Column, DataType.String, Nullable: false), ConstantNode.Of(SplitName.Train)));

    private readonly string _stage;
    private readonly Aggregates _aggregates = new();
    private readonly List<RelationNode> _relations = [];
    private readonly List<string> _problems = [];
    private IReadOnlyList<QueryResult> _answers = [];

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
        _answers = await warehouse.QueryAsync([_aggregates.Of(s_training), .. _relations], staged, context, cancellationToken);
        _aggregates.Take(_answers[0]);
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
        ColumnNode item = new("value", value.Type, value.Nullable);
        RelationNode counts = new AggregateNode(source, [new("value", value)], [new("rows", AggregateKind.Count)]);
        if (value.Nullable)
            counts = new FilterNode(counts, FunctionTable.Call("is_not_null", item));
        SortKey[] order = [new(new ColumnNode("rows", DataType.Int64, false), Descending: true), new(item)];
        _relations.Add(new SortLimitNode(counts, [.. order], limit));
        int answer = _relations.Count;

        // Which rows there are is settled, but a batch may hand them over in another order.
        return () => [.. _answers[answer].Rows
            .OrderByDescending(row => (long)row[1]!)
            .ThenBy(row => row[0]!, Comparer<object>.Create((a, b) => a is string text ? Text.Compare(text, (string)b) : Comparer<object>.Default.Compare(a, b)))
            .Select(row => row[0]!)];
    }
}
