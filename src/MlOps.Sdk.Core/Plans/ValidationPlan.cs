using System.Text.Json.Serialization;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>Chooses the best of the trained models and holds it to the gates.</summary>
/// <remarks>Inputs: the trained models. With several, the best on the validation split is chosen; metrics of the gates are those of the test split.</remarks>
public sealed record ValidationPlan : StagePlan
{
    /// <summary>What the chosen model must reach on the test split; all must hold.</summary>
    public ValueList<GatePlan> Gates { get; init; } = [];
}

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

/// <summary>How a metric must compare with a gate's bound. NaN never does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateComparison>))]
public enum GateComparison
{
    /// <summary>metric ≥ bound.</summary>
    AtLeast,

    /// <summary>metric &gt; bound.</summary>
    Above,

    /// <summary>metric ≤ bound.</summary>
    AtMost,

    /// <summary>metric &lt; bound.</summary>
    Below,
}
