using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data.Profiling;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Data.Checks;

/// <summary>Holds a distribution against the one of the verification before: over the quantiles that that one had, or by the most frequent values.</summary>
internal sealed class DriftCheck(DriftCheckPlan plan) : CheckOfRows
{
    private const int Bins = 20;
    private const int LongestTop = 50;

    private Func<double?>[] _quantiles = [];
    private Func<long>? _values;
    private Func<long>? _distinct;
    private Func<IReadOnlyList<object?[]>>? _top;
    private DriftBins? _own;
    private DriftBins? _earlier;
    private Func<IReadOnlyList<object?[]>>? _ownCounts;
    private Func<IReadOnlyList<object?[]>>? _earlierCounts;
    private Distribution? _previous;

    public override bool IsCompared => true;

    private bool IsOrdered => plan.Value.Type is not (DataType.String or DataType.Boolean);

    public override void Prepare(CheckQuestions questions)
    {
        if (IsOrdered)
            _quantiles = [.. Enumerable.Range(1, Bins - 1).Select(part => questions.Quantile(Numbers.Of(plan.Value), (double)part / Bins))];
    }

    public override void Ask(CheckQuestions questions)
    {
        _previous = questions.Previous?.Checks.FirstOrDefault(check => check.Description == plan.Description)?.Distribution;
        if (!IsOrdered)
        {
            _values = questions.Count(plan.Value);
            _distinct = questions.Count(plan.Value, AggregateKind.CountDistinct);
            _top = questions.Ask(FrequentValues.Of(new InputNode(), plan.Value, LongestTop));
            return;
        }

        ScalarNode number = Numbers.Of(plan.Value);
        _values = questions.Count(number);
        _own = DriftBins.OfQuantiles(_quantiles.Select(quantile => quantile()).OfType<double>());
        _ownCounts = questions.Ask(_own.Count(number));
        _earlier = _previous?.Cuts is { } cuts ? new DriftBins(cuts) : null;
        _earlierCounts = _earlier is null ? null : questions.Ask(_earlier.Count(number));
    }

    public override CheckResult Judge(CheckQuestions questions)
    {
        Distribution now = new(questions.Rows, questions.Rows - _values!())
        {
            Cuts = _own?.Cuts,
            Counts = _own?.CountsOf(_ownCounts!()).ToValueList(),
            Top = _top is null ? null : FrequentValues.InOrder(_top()).Select(row => new ValueCount(ConstantNode.Of(row[0]!).Text!, (long)row[1]!)).ToValueList(),
            Distinct = _distinct?.Invoke() ?? 0,
        };
        CheckResult result = DriftFrom(now) is { } drift
            ? CheckText.Of(plan, drift <= plan.AtMost, FormattableString.Invariant($"the drift is {drift:0.####}, allowed is {plan.AtMost:0.####}"))
            : CheckText.Of(plan, true, "there is nothing yet to compare with");
        return result with { Distribution = now };
    }

    private double? DriftFrom(Distribution now)
    {
        if (_earlier is not null && _previous!.Counts is { } counts)
            return Drift.Between([.. counts, _previous.Missing], [.. _earlier.CountsOf(_earlierCounts!()), now.Missing]);
        return now.Top is not null && _previous?.Top is { } top
            ? Drift.Between(top, _previous.Distinct, _previous.Rows, _previous.Missing, now.Top, now.Distinct, now.Rows, now.Missing)
            : null;
    }
}
