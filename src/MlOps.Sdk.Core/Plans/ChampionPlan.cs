using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>How a model is compared with the champion, whose place it takes if better.</summary>
public sealed record ChampionPlan
{
    /// <summary>The name in the registry.</summary>
    public required string Model { get; init; }

    /// <summary>The metric that decides.</summary>
    public required string Metric { get; init; }

    /// <summary>
    /// The two-sided level: a model that is no better than <see cref="Margin"/> says takes the champion's place with a probability below it. Nominally that is
    /// half of it; of a thousand pairs of equal models at 0.05, 2.0 to 3.5 % were promoted, by the metric (<c>PromotionSimulationTests</c>).
    /// </summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>By how much the model must be better, in units of the metric; a negative number is how much worse it may be.</summary>
    public double Margin { get; init; }

    /// <summary>What slices the test rows; the model may be worse in none of the slices.</summary>
    public ValueList<NamedScalar> Slices { get; init; } = [];

    /// <summary>How much worse a slice may be, in units of the metric.</summary>
    public double Tolerance { get; init; }

    /// <summary>Slices of fewer test rows are not compared.</summary>
    public long MinimumRows { get; init; } = 100;

    /// <summary>How often the rows are resampled.</summary>
    public int Resamples { get; init; } = 2000;
}
