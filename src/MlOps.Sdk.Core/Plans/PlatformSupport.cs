using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Plans;

/// <summary>What the engines of a platform lack of a pipeline.</summary>
/// <remarks>
/// On Google Cloud a transform runs on Dataflow (Beam) or, pushed down, in BigQuery, so that only what both lack is a problem; everything that looks at
/// whole datasets runs in BigQuery. The local platform has DuckDB, which lacks nothing of the algebra.
/// </remarks>
internal static class PlatformSupport
{
    /// <summary>The problems of a whole plan: of a stage on its own platform, or on each of those that are named where it has none.</summary>
    public static IEnumerable<Problem> ProblemsOf(PipelinePlan plan, IReadOnlyList<string> platforms) =>
        plan.Stages.SelectMany(stage => (stage.Platform is { } own ? [own] : platforms).SelectMany(platform => ProblemsOf(stage, platform))).Distinct();

    /// <summary>The problems that a stage has on a platform; a class of the user's has none.</summary>
    public static IEnumerable<Problem> ProblemsOf(StagePlan stage, string platform)
    {
        if (stage.Implementation is not null)
            return [];
        if (platform == Platforms.Local && LearnersOf(stage).OfType<BigQueryLearner>().FirstOrDefault() is { } learner)
        {
            return
            [
                new(stage.Name, $"{learner.Method} is trained by BigQuery, which the platform Local doesn't have. "
                    + $"Write {learner.Instead}, or train on Google Cloud: .Train(…, on: Platforms.GoogleCloud)."),
            ];
        }

        if (platform == Platforms.Local && stage is DeploymentPlan { Canary: not null })
        {
            return
            [
                new(stage.Name, "a canary needs an endpoint that splits its traffic, which the platform Local doesn't have. "
                    + "Leave Canary(…) out, or deploy on Google Cloud: .Deploy(…, on: Platforms.GoogleCloud)."),
            ];
        }

        if (platform != Platforms.GoogleCloud)
            return [];
        return stage switch
        {
            TransformPlan { Relation: { } relation } => TransformProblems(stage.Name, relation),
            VerifyPlan verify => verify.Checks.SelectMany((check, index) => Named($"{stage.Name}.checks[{index}]", check.Values().Select(looked => looked.Value))),
            SpotCheckPlan or TuningPlan => TrialProblems(stage.Name, [.. LearnersOf(stage)]),
            StagingPlan { Split: { } split } => Named($"{stage.Name}.split", ValuesOf(split)),
            FeaturesPlan features =>
            [
                .. features.Features.SelectMany(feature => Named($"{stage.Name}.{feature.Name}", [feature.Value])),
                .. Named($"{stage.Name}.label", [features.Label]),
            ],
            _ => [],
        };
    }

    private static IEnumerable<Learner> LearnersOf(StagePlan stage) => stage switch
    {
        TrainingPlan training => [training.Learner],
        SpotCheckPlan check => check.Learners,
        TuningPlan tuning => tuning.Spaces.Select(space => space.Learner),
        _ => [],
    };

    // Trials run in the worker, those of a stage all in one image.
    private static IEnumerable<Problem> TrialProblems(string path, IReadOnlyList<Learner> learners)
    {
        foreach (BigQueryLearner learner in learners.OfType<BigQueryLearner>().DistinctBy(learner => learner.Method))
            yield return new(path, $"{learner.Method} is trained by BigQuery, but what is tried out is trained in the worker. Try {learner.Instead} instead, or leave SpotCheck(…) and Tune(…) out.");
        string[] images = [.. learners.OfType<ProgramLearner>().Select(program => program.Image).OfType<string>().Distinct()];
        if (images.Length > 1)
            yield return new(path, $"the programs name several images, but all are tried out in one: {string.Join(", ", images)}. Put them into the same image.");
    }

    private static IEnumerable<Problem> TransformProblems(string path, RelationNode relation)
    {
        IReadOnlyList<string> beam = EngineSupport.ProblemsOf(relation, Engine.Beam);
        IReadOnlyList<string> bigQuery = EngineSupport.ProblemsOf(relation, Engine.BigQuery);
        return beam.Count == 0 || bigQuery.Count == 0 ? [] : bigQuery.Concat(beam).Select(problem => new Problem(path, problem));
    }

    private static IEnumerable<Problem> Named(string path, IEnumerable<ScalarNode> values) =>
        values.SelectMany(value => EngineSupport.ProblemsOf(value, Engine.BigQuery)).Select(problem => new Problem(path, problem));

    private static IEnumerable<ScalarNode> ValuesOf(SplitPlan split) => split switch
    {
        HashSplitPlan hash => hash.Key,
        StratifiedSplitPlan stratified => [stratified.Class, .. stratified.Key],
        TimeSplitPlan time => [time.Time],
        ColumnSplitPlan column => [column.Value],
        _ => [],
    };
}
