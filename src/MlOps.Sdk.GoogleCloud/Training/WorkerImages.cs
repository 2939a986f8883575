using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>Which stages run in the worker, and in which image.</summary>
internal static class WorkerImages
{
    /// <summary>Whether the worker does the stage's work in a job; not so if BigQuery does.</summary>
    public static bool RunsIn(StagePlan stage) => LearnersOf(stage).Any(learner => learner is not BigQueryLearner);

    /// <summary>The images that the stage's programs name: made from the worker's, with the program added.</summary>
    public static IEnumerable<string> ProgramsOf(StagePlan stage) =>
        LearnersOf(stage).OfType<ProgramLearner>().Select(program => program.Image).OfType<string>();

    private static IEnumerable<Learner> LearnersOf(StagePlan stage) => stage switch
    {
        TrainingPlan training => [training.Learner],
        SpotCheckPlan check => check.Learners,
        TuningPlan tuning => tuning.Spaces.Select(space => space.Learner),
        _ => [],
    };
}
