using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Data.Profiling;

/// <summary>What is asked about a column: first counts and the range, then, knowing these, how its values are distributed.</summary>
internal sealed class ColumnQuestions
{
    private const int LongestTop = 20;

    // A sum of so many numbers as there can be doesn't overflow if each is so much smaller.
    private const double Small = 1.0 / (1L << 62);

    private static readonly double[] s_shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

    private readonly string _name;
    private readonly Func<CountsAndRange> _whole;
    private readonly Func<ValueList<Quantile>?> _quantiles;
    private CountsAndRange _found;
    private Func<string, CountsAndRange>? _part;
    private Func<string, Moments>? _moments;
    private NumberScale? _scale;
    private HistogramGrid? _grid;
    private Func<IReadOnlyList<(string Part, object? Key, long Rows)>>? _bins;
    private Func<IReadOnlyList<(object Value, IReadOnlyDictionary<string, long> Rows)>>? _top;
    private Func<Association?>? _association;

    /// <param name="name">The column's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="all">Takes what is asked of all rows.</param>
    /// <param name="sampled">Takes what is asked of some.</param>
    public ColumnQuestions(string name, ScalarNode value, Aggregates all, Aggregates sampled)
    {
        _name = name;
        Value = value;
        ScalarNode finite = Numbers.FiniteOf(value);
        int count = all.Add(AggregateKind.Count, value);
        int usable = all.Add(AggregateKind.Count, finite);
        int distinct = all.Add(AggregateKind.CountDistinct, value);
        int min = all.Add(AggregateKind.Min, finite);
        int max = all.Add(AggregateKind.Max, finite);
        int mean = IsNumber ? all.Add(AggregateKind.Mean, FunctionTable.Call("multiply", Numbers.Of(value), ConstantNode.Of(Small))) : -1;
        _whole = () => new(all.Count(count), all.Count(usable), all.Count(distinct), all.Value(min), all.Value(max), IsNumber ? all.Number(mean) / Small : null);
        (double Share, int Index)[] quantiles = IsQuantity ? [.. s_shares.Select(share => (share, sampled.Add(AggregateKind.Quantile, finite, share)))] : [];
        _quantiles = () => IsQuantity && quantiles.All(quantile => sampled.Value(quantile.Index) is not null)
            ? quantiles.Select(quantile => new Quantile(quantile.Share, sampled.Number(quantile.Index)!.Value + 0.0)).ToValueList()
            : null;
    }

    public ScalarNode Value { get; }

    /// <summary>Whether the values can be reckoned with: all but texts.</summary>
    public bool IsNumber => Value.Type != DataType.String;

    /// <summary>Whether there is anything but nulls, NaN and infinities.</summary>
    public bool HasValues => _found.Finite > 0;

    /// <summary>Whether there are no nulls, NaN and infinities.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The value as a number about 0; only of numbers that have values.</summary>
    public ScalarNode Scaled => field ??= _scale!.Apply(Numbers.Of(Value));

    private bool IsQuantity => Value.Type is DataType.Int64 or DataType.Double;

    private bool IsOrdered => IsNumber && Value.Type != DataType.Boolean;

    /// <summary>Asks for the distribution, once counts and range are there.</summary>
    public void AskMore(SplitQuestions questions, long rows)
    {
        _found = _whole();
        IsComplete = _found.Finite == rows;
        if (questions.IsSplit)
            _part = AskPart(questions);
        if (!HasValues)
            return;

        if (IsNumber)
        {
            double least = Numbers.Of(_found.Min!);
            double greatest = Numbers.Of(_found.Max!);
            _scale = NumberScale.Of(least, greatest, _found.Mean ?? double.NaN);
            if (IsOrdered)
            {
                _grid = HistogramGrid.Of(Value.Type, least, greatest);
                _bins = questions.AskCounts(_grid.BinOf(Numbers.Of(Value)));
            }

            if (IsQuantity)
                _moments = questions.AskMoments(Scaled);
        }

        bool areFew = Value.Type switch
        {
            DataType.String or DataType.Boolean => true,
            DataType.Int64 => _found.Distinct <= LongestTop,
            _ => false,
        };
        if (areFew && _found.Distinct < _found.Count)
            _top = questions.AskTop(Value, LongestTop);
    }

    /// <summary>Asks how closely the column and the label go together.</summary>
    public void AskLabel(LabelQuestions label) => _association = label.Ask(this);

    public ColumnProfile Profile(IReadOnlyList<(string Part, long Rows)> parts) => Profile(parts, _found) with
    {
        Distinct = _found.Distinct,
        Quantiles = _quantiles(),
        Label = _association?.Invoke(),
    };

    public ColumnProfile ProfileOf(string part, long rows) => Profile([(part, rows)], _part!(part));

    private ColumnProfile Profile(IReadOnlyList<(string Part, long Rows)> parts, CountsAndRange found)
    {
        string[] names = [.. parts.Select(part => part.Part)];
        Moments moments = _moments is null ? default : Moments.Of(names.Select(_moments));
        double? deviation = moments.Deviation is { } scaled ? _scale!.DeviationOf(scaled) : null;
        return new(_name, Value.Type, parts.Sum(part => part.Rows) - found.Count, Distinct: null)
        {
            NotFinite = found.Count - found.Finite,
            Min = TextOf(found.Min),
            Max = TextOf(found.Max),
            Mean = moments.Count > 0 ? Rounded(_scale!.MeanOf(moments.Mean), deviation) : null,
            StandardDeviation = deviation is { } spread ? Statistic.Round(spread) : null,
            Histogram = _grid?.Fill(_bins!().Where(bin => bin.Key is not null && names.Contains(bin.Part)).Select(bin => ((double)bin.Key!, bin.Rows))),
            Top = _top is null ? [] : _top().Select(one => new ValueCount(TextOf(one.Value)!, names.Sum(name => one.Rows[name]))).ToValueList(),
        };
    }

    private Func<string, CountsAndRange> AskPart(SplitQuestions questions)
    {
        ScalarNode finite = Numbers.FiniteOf(Value);
        Func<string, object?> count = questions.Ask(AggregateKind.Count, Value);
        Func<string, object?> usable = questions.Ask(AggregateKind.Count, finite);
        Func<string, object?> min = questions.Ask(AggregateKind.Min, finite);
        Func<string, object?> max = questions.Ask(AggregateKind.Max, finite);
        return part => new((long?)count(part) ?? 0, (long?)usable(part) ?? 0, null, min(part), max(part), null);
    }

    private static double Rounded(double mean, double? deviation) => Statistic.Round(mean, deviation is > 0 ? deviation.Value : mean);

    // Which of 0 and -0 an engine finds is chance.
    private static string? TextOf(object? value) => value is null ? null : ConstantNode.Of(value is double number ? number + 0.0 : value).Text;

    private readonly record struct CountsAndRange(long Count, long Finite, long? Distinct, object? Min, object? Max, double? Mean);
}
