using MlOps.Sdk.Data;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Reports.Tests.Pages;

/// <summary>A recorded run that has a product of every kind, with names of the test's choice.</summary>
internal sealed class SampleRun
{
    public const string Id = "20261125-120000000-aaaaaa";

    private static readonly DateTimeOffset s_started = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly DataFile s_file = new("artifact:0123456789abcdef/model", 10, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");

    private readonly List<(StagePlan Plan, StageRun Run)> _stages = [];

    /// <summary>How every name is spelt that comes from data or from the user.</summary>
    public Func<string, string> Name { get; init; } = name => name;

    public int Columns { get; init; } = 8;

    public int Trials { get; init; } = 30;

    public TaskKind Task { get; init; } = TaskKind.Binary;

    public bool Fails { get; init; }

    public string RunId { get; init; } = Id;

    /// <summary>By how much the data differ from those of other sample runs.</summary>
    public double Shift { get; init; }

    public RecordedStore Store()
    {
        RecordedStore store = new();
        AddTo(store);
        return store;
    }

    public void AddTo(RecordedStore store)
    {
        Build();
        PipelinePlan plan = new(Name("bird-strikes"), _stages.Select(stage => stage.Plan).ToValueList());
        store.Add(
            new RunRecord(RunId, plan.Name, Fails ? RunState.Failed : RunState.Succeeded, s_started, TimeSpan.FromSeconds(12.3), plan.ToJson(),
                """{"machine":"build-7","user":"ci","system":"Debian 12","runtime":".NET 10.0.1","architecture":"X64","processors":2,"sdk":"0.1.0"}"""),
            [.. _stages.Select(stage => stage.Run)]);
    }

    private void Build()
    {
        _stages.Clear();
        Dataset birds = new([s_file], new Schema(Names().Select(name => new Column(name, DataType.Double)).ToValueList()), 9_982);
        Add(new IngestPlan { Name = "ingest" }, birds);
        Add(new ProfilePlan { Name = "profile", Inputs = ["ingest"] }, SampleData.Profile(Names(), Name, Shift, staged: false));
        Add(new TransformPlan { Name = "transform", Inputs = ["ingest"] }, birds, StageOutcome.Reused);
        Verification verification = SampleData.Verification(Name, Fails);
        Add(new VerifyPlan { Name = "verify", Inputs = ["transform"], Checks = [new RowCountCheckPlan(1) { Description = Name("5,000 rows at least") }] }, verification);
        Add(new StagingPlan { Name = "stage", Inputs = ["transform", "verify"], Table = "strikes" }, new StagedDataset("strikes", birds, [new("test", 1_997), new("train", 7_985)]));
        Add(new ProfilePlan { Name = "profile-staged", Inputs = ["stage"] }, SampleData.Profile(Names(), Name, Shift, staged: true));
        Learner learner = Learner.LightGbm(trees: 120, leaves: 24, learningRate: 0.057);
        Add(new SpotCheckPlan { Name = "spot-check", Inputs = ["stage"], Task = Task, Learners = [learner] }, SampleTraining.SpotCheck(Name));
        Add(
            new TuningPlan
            {
                Name = "tune", Inputs = ["stage", "spot-check"], Task = Task, Trials = Trials,
                Spaces = [new SearchSpace(Learner.LightGbm(), [new IntegerParameter("trees", 20, 500, true), new IntegerParameter("leaves", 4, 128, true), new RealParameter("learningRate", 0.01, 0.5, true)])],
            },
            SampleTraining.Tuning(Trials));
        TrainedModel model = new(learner, s_file, SampleTraining.Evaluations(Task, Shift));
        Add(new TrainingPlan { Name = "train", Inputs = ["stage", "tune"], Task = Task, Learner = learner }, model);
        Add(new ValidationPlan { Name = "validate", Inputs = ["train", "stage"] }, SampleTraining.Validated(model, Name));
        ModelVersion version = new(Name("bird-strikes"), 4, s_file, model.Evaluations[0]);
        Add(new RegistrationPlan { Name = "register", Inputs = ["validate"], Model = version.Model }, new Registration(version, version, VersionState.Registered, "no comparison with the champion was asked for"));
        Add(new DeploymentPlan { Name = "deploy", Inputs = ["register"], Endpoint = version.Model }, new Deployment(version.Model, version, "endpoints/bird-strikes.json"));
    }

    private IEnumerable<string> Names() => Enumerable.Range(0, Columns).Select(index => Name(index < SampleData.ColumnNames.Length ? SampleData.ColumnNames[index] : $"Column{index}"));

    private void Add(StagePlan plan, Product product, StageOutcome outcome = StageOutcome.Executed)
    {
        bool fails = Fails && plan.Name == "verify";
        bool skipped = Fails && _stages.Any(stage => plan.Inputs.Contains(stage.Plan.Name) && stage.Run.Outcome is StageOutcome.Failed or StageOutcome.Skipped);
        StageOutcome end = fails ? StageOutcome.Failed : skipped ? StageOutcome.Skipped : outcome;
        bool made = end is StageOutcome.Executed or StageOutcome.Reused;
        // Names of stages are the user's, too.
        StagePlan named = plan with { Name = Name(plan.Name), Inputs = plan.Inputs.Select(Name).ToValueList() };
        _stages.Add((plan, new StageRun(plan.Name, end)));
        _stages[^1] = (named, new StageRun(named.Name, end)
        {
            Platform = "Local",
            Key = $"key-{plan.Name}-{Shift}",
            Started = s_started.AddSeconds(_stages.Count * 0.9),
            Duration = TimeSpan.FromSeconds(0.04 + (_stages.Count * 0.13)),
            Attempts = 1,
            Product = made ? product : null,
            Evidence = fails ? product : null,
            Reasons = skipped ? ["verify failed"] : end == StageOutcome.Reused ? ["nothing has changed"] : [Name("plan.gates[0].bound: 0.79 -> 0.8")],
            Error = fails ? $"{named.Name}: 1 of 4 checks doesn't hold: {Name("SpeedIASInKnots in 0..600")}, 31 of 9,982 rows (0.31 %). Mend the rows, or widen the check." : null,
        });
    }
}
