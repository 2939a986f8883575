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
        foreach (GatePlan gate in validation.Gates.Concat(validation.SliceGates.Select(slice => slice.Gate)))
        {
            if (!metrics.Contains(gate.Metric))
                yield return new($"{validation.Name}.gates", $"there is no metric '{gate.Metric}' for {trained[0].Task}; there are {string.Join(", ", metrics)}.");
            if (double.IsNaN(gate.Bound))
                yield return new($"{validation.Name}.gates", $"the bound of {gate.Metric} is not a number; nothing could meet it.");
        }

        foreach (SliceGatePlan gate in validation.SliceGates.Where(gate => gate.MinimumRows < 1))
            yield return new($"{validation.Name}.sliceGates", $"minimumRows must be at least 1, was {gate.MinimumRows}.");
        if (validation.Serving?.P99 <= TimeSpan.Zero)
            yield return new($"{validation.Name}.serving", $"the bound of the latency must be positive, was {validation.Serving.P99}.");
        if (validation.Serving?.Megabytes is { } megabytes && !(megabytes > 0))
            yield return new($"{validation.Name}.serving", Text($"the bound of the size must be positive, was {megabytes} MB."));
        foreach (Problem problem in validation.Champion is { } champion ? ChampionProblems($"{validation.Name}.champion", champion, metrics) : [])
            yield return problem;
        foreach (string slicer in validation.Slicers().CountBy(slicer => slicer.Name).Where(slicers => slicers.Value > 1).Select(slicers => slicers.Key))
            yield return new($"{validation.Name}.slices", $"two expressions that slice are named '{slicer}'. Give one another name: new {{ Other = … }}.");
    }

    private static IEnumerable<Problem> ChampionProblems(string path, ChampionPlan champion, string[] metrics)
    {
        if (!metrics.Contains(champion.Metric))
            yield return new($"{path}.metric", $"there is no metric '{champion.Metric}'; there are {string.Join(", ", metrics)}.");
        if (!(champion.Alpha is > 0 and <= 0.5))
            yield return new($"{path}.alpha", Text($"must be above 0, and at most 0.5, was {champion.Alpha}."));
        if (!double.IsFinite(champion.Margin))
            yield return new($"{path}.margin", Text($"must be a number, was {champion.Margin}."));
        if (!(champion.Tolerance >= 0 && double.IsFinite(champion.Tolerance)))
            yield return new($"{path}.tolerance", Text($"must be at least 0, was {champion.Tolerance}."));
        if (champion.MinimumRows < 20)
            yield return new($"{path}.minimumRows", $"must be at least 20, was {champion.MinimumRows}; fewer rows tell models from one another by luck.");
        if (champion.Resamples is < 500 or > 1_000_000)
            yield return new($"{path}.resamples", $"must be 500 to 1000000, was {champion.Resamples}.");
    }
}
