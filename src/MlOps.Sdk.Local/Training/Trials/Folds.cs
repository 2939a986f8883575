using System.Globalization;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training.Trials;

/// <summary>Which rows a trial is trained on, and which it is evaluated on.</summary>
/// <remarks>
/// Rows without an order are dealt out to the folds class by class, so that each fold has its share of a rare one. Rows with a time are cut into one part more
/// than there are folds, and a fold is trained on the parts before the one that it is evaluated on; rows of one time are never parted.
/// </remarks>
internal sealed class Folds
{
    private readonly FeatureMatrix _matrix;
    private readonly int[] _classes;
    private readonly int[] _parts;
    private readonly bool _isOrdered;

    /// <param name="matrix">The rows, shuffled.</param>
    /// <param name="count">How many folds there are.</param>
    /// <param name="earlier">How many rows are earlier than each; null if rows have no order.</param>
    public Folds(FeatureMatrix matrix, int count, int[]? earlier)
    {
        _matrix = matrix;
        Count = count;
        _classes = ClassesOf(matrix.Label);
        _isOrdered = earlier is not null;
        _parts = earlier is null ? Deal(_classes, count) : [.. earlier.Select(before => (int)((long)before * (count + 1) / matrix.Rows))];
    }

    public int Count { get; }

    /// <summary>The rows to evaluate on.</summary>
    public FeatureRows HeldOut(int fold)
    {
        int part = _isOrdered ? fold + 1 : fold;
        return new FeatureRows(_matrix, [.. Enumerable.Range(0, _parts.Length).Where(row => _parts[row] == part)]);
    }

    /// <summary>The rows to train on: a share of each class, of which a lesser share is a part.</summary>
    public FeatureRows Training(int fold, double share)
    {
        int[] rows = [.. Enumerable.Range(0, _parts.Length).Where(row => _isOrdered ? _parts[row] <= fold : _parts[row] != fold)];
        if (share >= 1)
            return new FeatureRows(_matrix, rows);

        int[] left = CountsOf(rows.Select(row => _classes[row]));
        for (int place = 0; place < left.Length; place++)
            left[place] = (int)Math.Ceiling(left[place] * share);
        return new FeatureRows(_matrix, [.. rows.Where(row => left[_classes[row]]-- > 0)]);
    }

    /// <summary>Refuses folds that can't be trained or evaluated on; all of them are named.</summary>
    /// <exception cref="StageException">There are some.</exception>
    public void Check(string stage) => TrainingRules.ThrowIfAny(stage, [.. Enumerable.Range(0, Count).SelectMany(Problems)]);

    private IEnumerable<string> Problems(int fold)
    {
        FeatureRows training = Training(fold, 1);
        FeatureRows heldOut = HeldOut(fold);
        string name = Invariant($"fold {fold + 1} of {Count}");
        if (training.Count == 0 || heldOut.Count == 0)
            yield return $"{name} has no rows{(_isOrdered ? ", because too many of them have the same time" : "")}. {Remedy}";
        else if (IsConstant(training))
            yield return Invariant($"{name} would be trained on {training.Count} rows with one and the same label. {Remedy}");
        else if (_matrix.Label is not LabelColumn.Classes && IsConstant(heldOut))
            yield return Invariant($"{name} would be evaluated on {heldOut.Count} rows with one and the same label, so that nothing can be told apart. {Remedy}");
    }

    private string Remedy => Invariant($"Use fewer folds or more rows: there are {_matrix.Rows}.");

    private static bool IsConstant(FeatureRows rows)
    {
        int first = rows[0];
        return Enumerable.Range(1, rows.Count - 1).All(position => rows.Matrix.Label switch
        {
            LabelColumn.Truths truths => truths.Values[rows[position]] == truths.Values[first],
            LabelColumn.Classes classes => classes.Codes[rows[position]] == classes.Codes[first],
            LabelColumn label => ((LabelColumn.Numbers)label).Values[rows[position]].Equals(((LabelColumn.Numbers)label).Values[first]),
        });
    }

    // As if the rows were sorted by class and then dealt out one by one.
    private static int[] Deal(int[] classes, int count)
    {
        int[] next = CountsOf(classes);
        for (int place = 0, start = 0; place < next.Length; place++)
            (next[place], start) = (start, start + next[place]);
        return [.. classes.Select(place => next[place]++ % count)];
    }

    private static int[] ClassesOf(LabelColumn label) => label switch
    {
        LabelColumn.Truths truths => [.. truths.Values.Select(value => value ? 1 : 0)],
        LabelColumn.Classes classes => classes.Codes,
        _ => new int[label.Rows],
    };

    private static int[] CountsOf(IEnumerable<int> classes)
    {
        List<int> counts = [];
        foreach (int place in classes)
        {
            while (counts.Count <= place)
                counts.Add(0);
            counts[place]++;
        }

        return [.. counts];
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
