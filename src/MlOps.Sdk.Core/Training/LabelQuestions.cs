using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Training;

/// <summary>What must be known of a label before anything is learnt: whether it can be learnt from, and its classes.</summary>
internal sealed class LabelQuestions
{
    // A whole-number label with more values is a quantity, and a text with more is refused by the trainers.
    private const int MostClasses = 1000;

    private readonly ScalarNode _label;
    private readonly TrainingQuestions _questions;
    private readonly Func<long> _known;
    private readonly Func<object?> _min;
    private readonly Func<object?> _max;
    private readonly Func<IReadOnlyList<object>>? _values;

    public LabelQuestions(ScalarNode label, TrainingQuestions questions)
    {
        _label = label;
        _questions = questions;
        _known = questions.Count(label);
        _min = questions.Value(AggregateKind.Min, label);
        _max = questions.Value(AggregateKind.Max, label);
        _values = label.Type is DataType.Double or DataType.Date or DataType.Timestamp ? null : questions.MostFrequent(label, MostClasses + 1);
    }

    /// <summary>Reports why nothing can be learnt, if so.</summary>
    public void Check()
    {
        long rows = _questions.Rows();
        long nulls = rows - _known();
        if (nulls > 0)
            Report($"is null in {nulls} of the {rows} training rows. Drop those rows in a transform, or give the label a value with '??'.");
        else if (_label.Type == DataType.Double && !(double.IsFinite((double)_min()!) && double.IsFinite((double)_max()!)))
            Report($"is NaN or infinite in training rows. Drop those rows in a transform.");
        else if (Equals(_min(), _max()))
            Report($"is {ConstantNode.Of(_min()!).Text} in all {rows} training rows, so there is nothing to learn. See how the label is computed and how the rows are split.");
    }

    /// <summary>The classes, in ordinal order of their text; none if the label is a quantity.</summary>
    public ValueList<string> Classes()
    {
        if (_values is null)
            return [];
        IReadOnlyList<object> values = _values();
        return _label.Type == DataType.Int64 && values.Count > MostClasses
            ? []
            : values.Select(value => ConstantNode.Of(value).Text!).Order(StringComparer.Ordinal).ToValueList();
    }

    private void Report(FormattableString problem) => _questions.Report("label", problem.ToString(CultureInfo.InvariantCulture));
}
