using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>The labels and slices of the test rows, and a way to put them into one order whatever the warehouse's was.</summary>
internal sealed class TestSplit(TaskKind task, ValueList<NamedScalar> by)
{
    private readonly List<bool> _truths = [];
    private readonly List<double> _numbers = [];
    private readonly ValueCodes _classes = new();
    private readonly ValueCodes[] _slices = [.. by.Select(_ => new ValueCodes())];
    private int[] _order = [];

    /// <summary>How many rows were added.</summary>
    public int Rows { get; private set; }

    /// <summary>How many of them have no label, or one that is no number.</summary>
    public long WithoutLabel { get; private set; }

    public void Add(object? label, ReadOnlySpan<object?> slices)
    {
        Rows++;
        WithoutLabel += label is null or double.NaN or double.PositiveInfinity or double.NegativeInfinity ? 1 : 0;
        switch (task)
        {
            case TaskKind.Binary:
                _truths.Add(label is true);
                break;
            case TaskKind.Multiclass:
                _classes.Add(label);
                break;
            default:
                _numbers.Add(label is null ? double.NaN : Convert.ToDouble(label, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }

        for (int index = 0; index < slices.Length; index++)
            _slices[index].Add(slices[index]);
    }

    /// <summary>Orders the rows by scores, label and slices. Rows that are equal in all of them may be exchanged without effect.</summary>
    public void Order(IReadOnlyList<ScoredModel> models)
    {
        _classes.Sort();
        foreach (ValueCodes slices in _slices)
            slices.Sort();
        _order = [.. Enumerable.Range(0, Rows)];
        float[] keys = new float[Rows];
        for (int row = 0; row < keys.Length; row++)
            keys[row] = models[0].Scores[row * models[0].Width];
        Array.Sort(keys, _order);

        Comparer<int> rest = Comparer<int>.Create((one, other) => Compare(models, one, other));
        for (int start = 0, end; start < keys.Length; start = end)
        {
            for (end = start + 1; end < keys.Length && keys[end].Equals(keys[start]); end++)
            {
            }

            Array.Sort(_order, start, end - start, rest);
        }
    }

    /// <summary>What a model predicts for the rows, in their order.</summary>
    public Predictions PredictionsOf(ScoredModel model)
    {
        Dictionary<string, int> codes = model.Classes.Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);
        int[] known = [.. _classes.Values.Select(value => value is null ? -1 : codes.GetValueOrDefault(value, -1))];
        Predictions unordered = new()
        {
            Task = task,
            Scores = model.Scores[..(Rows * model.Width)].ToArray(),
            Width = model.Width,
            Truths = [.. _truths],
            Codes = task == TaskKind.Multiclass ? [.. _classes.Codes.Select(code => known[code])] : [],
            Numbers = [.. _numbers],
        };
        return unordered.Take(_order);
    }

    /// <summary>The slices of the rows, in their order.</summary>
    public SliceTable Slices() => new(
        by, [.. _slices.Select(one => _order.Select(row => one.Codes[row]).ToArray())], [.. _slices.Select(one => one.Values)]);

    private int Compare(IReadOnlyList<ScoredModel> models, int one, int other)
    {
        foreach (ScoredModel model in models)
        {
            int scores = model.Scores.Slice(one * model.Width, model.Width).SequenceCompareTo(model.Scores.Slice(other * model.Width, model.Width));
            if (scores != 0)
                return scores;
        }

        int label = task switch
        {
            TaskKind.Binary => _truths[one].CompareTo(_truths[other]),
            TaskKind.Multiclass => _classes.Codes[one].CompareTo(_classes.Codes[other]),
            _ => _numbers[one].CompareTo(_numbers[other]),
        };
        foreach (ValueCodes slices in _slices)
            label = label != 0 ? label : slices.Codes[one].CompareTo(slices.Codes[other]);
        return label;
    }
}
