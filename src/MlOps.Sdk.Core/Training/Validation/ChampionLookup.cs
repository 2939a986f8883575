using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Finds the champion and opens it; what keeps it from being compared is a decision, not a failure.</summary>
internal sealed class ChampionLookup(IModelRegistry registry, ChampionPlan? plan)
{
    public async Task<Champion> FindAsync(TrainedModel challenger, TaskKind task, Schema staged, StageContext context, CancellationToken cancellationToken)
    {
        if (plan is null)
            return new(new ValidatedModel(challenger, []).Decision, null);
        ModelVersion? version = await registry.FindAsync(plan.Model, ModelAlias.Champion, cancellationToken);
        if (version is null)
            return new(new(PromotionOutcome.FirstModel, $"{plan.Model} has no champion yet") { Model = plan.Model }, null);

        PromotionDecision decision = new(PromotionOutcome.IsChampion, FormattableString.Invariant($"it is the champion, version {version.Version}"))
        {
            Model = plan.Model,
            Champion = new(version.Version, version.Bundle.Digest),
        };
        if (version.Bundle.Digest == challenger.Bundle.Digest)
            return new(decision, null);
        try
        {
            ModelBundle bundle = ModelBundle.Open(await context.Artifacts.FetchAsync(version.Bundle, cancellationToken));
            if (bundle.Manifest.Task != task)
                return Refused(decision, $"it predicts another kind of value ({bundle.Manifest.Task}, not {task})");
            return new(decision, ScoredModel.Of(bundle, staged, context.Stage));
        }
        catch (StageException exception)
        {
            return Refused(decision, exception.Message.Replace($"{context.Stage}: ", "", StringComparison.Ordinal).ReplaceLineEndings(" "));
        }
        catch (Exception exception) when (exception is ModelBundleException or FileNotFoundException or DirectoryNotFoundException)
        {
            // Without the message: it names a folder of this machine.
            return Refused(decision, "its bundle is gone or damaged");
        }
    }

    private static Champion Refused(PromotionDecision decision, string why)
    {
        Champion champion = new(decision, null);
        return champion with { Decision = champion.NotComparable(why) };
    }
}

/// <summary>What is known of the champion before a comparison.</summary>
/// <param name="Decision">The decision, unless a comparison makes another.</param>
/// <param name="Model">The champion as a model to compare with; null if there is nothing to compare.</param>
internal sealed record Champion(PromotionDecision Decision, ScoredModel? Model)
{
    /// <summary>The decision if the champion can't be compared with.</summary>
    public PromotionDecision NotComparable(string why) => Decision with
    {
        Outcome = PromotionOutcome.NotComparable,
        Reason = FormattableString.Invariant($"the champion, version {Decision.Champion!.Version}, can't be compared with: {why.TrimEnd('.')}. ")
            + "It stays; to replace it, move the alias 'champion' by hand, or leave BeatChampion(...) out.",
    };
}
