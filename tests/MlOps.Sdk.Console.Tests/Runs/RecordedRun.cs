using MlOps.Sdk.Data;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Console.Tests.Runs;

/// <summary>The events of a run of ten stages, as the runner tells them.</summary>
internal static class RecordedRun
{
    public const string Id = "20261123-120000-abcd";

    public static DataFile File { get; } = new("artifact:ab", 10, "ab");

    public static Dataset Birds { get; } = new([File], new Schema([new Column("Speed", DataType.Double), new Column("Make", DataType.String)]), 10_000);

    public static Evaluation Test { get; } = new(SplitName.Test, TaskKind.Binary, 2_013,
    [
        new Metric(nameof(BinaryMetrics.Accuracy), 0.912), new Metric(nameof(BinaryMetrics.AreaUnderRocCurve), 0.8034),
        new Metric(nameof(BinaryMetrics.LogLoss), 0.2467),
    ]);

    public static TrainedModel Model { get; } = new(Learner.LightGbm(), File, [Test]);

    public static ModelVersion Version { get; } = new("bird-strikes", 3, File, Test);

    public static ValueList<StageRun> Stages { get; } =
    [
        Executed("ingest", 412, Birds),
        Executed("profile", 38, new DatasetProfile(10_000, [new("Speed", DataType.Double, 5, 80), new("Make", DataType.String, 0, 9)])),
        Reused("transform", Birds with { Rows = 1 }),
        Reused("verify", new Verification(9_980, [new CheckResult("Speed in 0..500", true, "all")])),
        Executed("stage", 95, new StagedDataset("birds", Birds, [new("test", 1_987), new("train", 8_013)])),
        Executed("features", 61, new FittedFeatures([new FittedFeature("Speed", new Algebra.ConstantNode(DataType.Double, "1")),
            new FittedFeature("Make", new Algebra.ConstantNode(DataType.Int64, "1"), 51)], new Algebra.ConstantNode(DataType.Boolean, "true"),
            new Schema([]), [], [])),
        Executed("train-lightgbm", 3_210, Model),
        Executed("validate", 2, new ValidatedModel(Model, [new GateResult("AreaUnderRocCurve >= 0.79", 0.8034, true)])),
        Executed("register", 7, new Registration(Version, Version, VersionState.Registered, "no comparison with the champion was asked for")),
        Executed("deploy", 70_400, new Deployment("bird-strikes", Version, "endpoints/bird-strikes.json")),
    ];

    public static PipelinePlan PlanOf(params string[] names) => new("bird-strikes", names.Select(StagePlan (name) => new ProfilePlan { Name = name }).ToValueList());

    public static PipelineRun RunOf(IReadOnlyList<StageRun> stages, RunState state = RunState.Succeeded, string id = Id) => new()
    {
        Id = id,
        Pipeline = "bird-strikes",
        State = state,
        Started = DateTimeOffset.UnixEpoch,
        Duration = TimeSpan.FromSeconds(4.321),
        Stages = stages,
    };

    public static void Play(IRunObserver observer, IReadOnlyList<StageRun> stages, RunState state = RunState.Succeeded)
    {
        PipelinePlan plan = PlanOf([.. stages.Select(stage => stage.Name)]);
        observer.RunStarted(Id, plan);
        foreach (StageRun stage in stages)
        {
            StagePlan of = plan.Stages.Single(candidate => candidate.Name == stage.Name);
            if (stage.Outcome is StageOutcome.Executed or StageOutcome.Failed)
            {
                observer.StageStarted(Id, of);
                observer.StageProgressed(Id, of, 0.5);
            }

            observer.StageFinished(Id, stage);
        }

        observer.RunFinished(RunOf(stages, state));
    }

    public static StageRun Executed(string name, double milliseconds, Stages.Product? product = null) =>
        new(name, StageOutcome.Executed) { Duration = TimeSpan.FromMilliseconds(milliseconds), Attempts = 1, Product = product };

    public static StageRun Reused(string name, Stages.Product? product = null) => new(name, StageOutcome.Reused) { Product = product };

    public static StageRun Failed(string name, string error) =>
        new(name, StageOutcome.Failed) { Duration = TimeSpan.FromMilliseconds(1_500), Attempts = 1, Error = error };
}
