using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>What a search tries before Vertex AI proposes anything: the learners as they are, and the best of an earlier search.</summary>
/// <param name="Settings">The learners with these settings, each once.</param>
/// <param name="WarmStart">The fingerprint of the earlier search; null if there is none that fits.</param>
internal sealed record KnownSettings(ValueList<KnownSetting> Settings, string? WarmStart)
{
    private const string Note = "known settings";

    /// <summary>What is known now, or was when the stage first asked: an earlier search that has ended meanwhile changes nothing.</summary>
    public static async Task<KnownSettings> FindAsync(TuningPlan plan, StageContext context, CancellationToken cancellationToken)
    {
        if (!context.IsRedone && await context.Journal.ReadAsync(Note, cancellationToken) is { } noted)
            return JsonSerializer.Deserialize<KnownSettings>(noted, PlanJson.Compact)!;
        Tuning? earlier = plan.WarmStart ? await context.History.FindPreviousAsync(cancellationToken) as Tuning : null;
        KnownSettings known = Of(plan, earlier);
        await context.Journal.WriteAsync(Note, JsonSerializer.Serialize(known, PlanJson.Compact), cancellationToken);
        return known;
    }

    // Of an earlier search a sixth of the trials, as in a search on the local platform.
    private static KnownSettings Of(TuningPlan plan, Tuning? earlier)
    {
        Learner[] best = earlier?.Metric != TuningStudy.MetricOf(plan) ? [] :
        [
            .. earlier.Trials
                .Where(trial => trial.Failure is null && trial.Rungs.Count > 0 && plan.Spaces.Any(space => Holds(space, trial.Learner)))
                .OrderByDescending(trial => trial.Rungs[^1].Share).ThenByDescending(trial => trial.Rungs[^1].Score)
                .Take(Math.Max(1, plan.Trials / 6))
                .Select(trial => trial.Learner),
        ];
        IEnumerable<KnownSetting> known = plan.Spaces.Select(space => new KnownSetting(space.Learner, "own"))
            .Concat(best.Select(learner => new KnownSetting(learner, "earlier")));
        return new(known.DistinctBy(setting => setting.Learner).Take(plan.Trials).ToValueList(), best.Length > 0 ? earlier!.ComputeFingerprint() : null);
    }

    // If the same values are put where the space searches, nothing may be left that differs.
    private static bool Holds(SearchSpace space, Learner learner)
    {
        Dictionary<string, string> values = space.Parameters.ToDictionary(parameter => parameter.Name, AnyOf, StringComparer.Ordinal);
        try
        {
            return learner.GetType() == space.Learner.GetType() && space.With(values) == (space with { Learner = learner }).With(values);
        }
        catch (ArgumentException)
        {
            // A program whose settings were others then.
            return false;
        }
    }

    private static string AnyOf(SearchParameter parameter) => parameter switch
    {
        RealParameter real => JsonSerializer.Serialize(real.Least),
        IntegerParameter integer => JsonSerializer.Serialize(integer.Least),
        ChoiceParameter choice => choice.Values[0],
        _ => "null",
    };
}

/// <summary>A learner that is tried as it is.</summary>
/// <param name="Learner">The learner.</param>
/// <param name="Origin">Where its settings come from, as in <see cref="TunedTrial.Origin"/>.</param>
internal sealed record KnownSetting(Learner Learner, string Origin);
