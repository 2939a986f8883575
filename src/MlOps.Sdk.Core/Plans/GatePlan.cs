namespace MlOps.Sdk.Plans;

/// <summary>A bound on a metric.</summary>
/// <param name="Metric">The metric's name, such as <c>AreaUnderRocCurve</c>.</param>
/// <param name="Comparison">How the metric must compare with the bound.</param>
/// <param name="Bound">The bound.</param>
public sealed record GatePlan(string Metric, GateComparison Comparison, double Bound)
{
    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Metric} {Symbol} {Bound}");

    private string Symbol => Comparison switch
    {
        GateComparison.AtLeast => ">=",
        GateComparison.Above => ">",
        GateComparison.AtMost => "<=",
        _ => "<",
    };
}
