using MlOps.Sdk.Training;

namespace MlOps.Sdk.Plans;

internal static partial class PlanValidator
{
    private static IEnumerable<Problem> ValidationProblems(ValidationPlan validation, PipelinePlan plan)
    {
        TrainingPlan[] trained = plan.Stages.OfType<TrainingPlan>().Where(stage => validation.Inputs.Contains(stage.Name)).ToArray();
        if (trained.Length == 0)
        {
            yield return new("train", "there is no learner. Write .Try(Learner.LightGbm()).");
            yield break;
        }

        if (trained.Length > 1 && plan.Stages.OfType<StagingPlan>().FirstOrDefault(stage => trained[0].Inputs.Contains(stage.Name)) is { } staging && !HasValidation(staging.Split))
            yield return new($"{staging.Name}.split", $"{trained.Length} learners are tried, and the one taken must be chosen on rows that its metrics aren't reported on. Write SplitByHash(key, test: 0.2, validation: 0.1).");
        string[] metrics = MetricNames.Of(trained[0].Task);
        foreach (GatePlan gate in validation.Gates)
        {
            if (!metrics.Contains(gate.Metric))
                yield return new($"{validation.Name}.gates", $"there is no metric '{gate.Metric}' for {trained[0].Task}; there are {string.Join(", ", metrics)}.");
            if (double.IsNaN(gate.Bound))
                yield return new($"{validation.Name}.gates", $"the bound of {gate.Metric} is not a number; nothing could meet it.");
        }
    }
}
