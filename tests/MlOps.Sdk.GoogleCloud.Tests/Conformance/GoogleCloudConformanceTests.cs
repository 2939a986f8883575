using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.GoogleCloud.Tests.Pipelines;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Testing;
using MlOps.Sdk.Testing.Conformance;

namespace MlOps.Sdk.GoogleCloud.Tests.Conformance;

public sealed class GoogleCloudIngestorTests(EmulatorFixture google) : IngestorConformance, IClassFixture<EmulatorFixture>
{
    protected override bool KeepsOrder => false;

    protected override StageFixture CreateFixture() => google.Create();

    protected override IIngestor CreateStage(StageFixture fixture) => fixture.GoogleCloud<IIngestor>();
}

public sealed class DataflowTransformerTests(EmulatorFixture google) : TransformerConformance, IClassFixture<EmulatorFixture>
{
    protected override bool KeepsOrder => false;

    protected override StageFixture CreateFixture()
    {
        Python.SkipIfMissing();
        return google.Create(options => options.Transform = TransformEngine.Dataflow);
    }

    protected override ITransformer CreateStage(StageFixture fixture) => fixture.GoogleCloud<ITransformer>();
}

public sealed class BigQueryTransformerTests(EmulatorFixture google) : TransformerConformance, IClassFixture<EmulatorFixture>
{
    protected override bool KeepsOrder => false;

    protected override StageFixture CreateFixture() => google.Create(options => options.Transform = TransformEngine.BigQuery);

    protected override ITransformer CreateStage(StageFixture fixture) => fixture.GoogleCloud<ITransformer>();
}

public sealed class BigQueryStagerTests(EmulatorFixture google) : StagerConformance, IClassFixture<EmulatorFixture>
{
    protected override bool KeepsOrder => false;

    protected override StageFixture CreateFixture() => google.Create();

    protected override IStager CreateStage(StageFixture fixture) => fixture.GoogleCloud<IStager>();
}

public sealed class BigQueryWarehouseTests(EmulatorFixture google) : WarehouseConformance, IClassFixture<EmulatorFixture>
{
    protected override bool KeepsOrder => false;

    protected override StageFixture CreateFixture() => google.Create();

    protected override IWarehouse CreateStage(StageFixture fixture) => fixture.GoogleCloud<IWarehouse>();
}

public sealed class VertexTrainerTests(EmulatorFixture google) : TrainerConformance, IClassFixture<EmulatorFixture>
{
    protected override IReadOnlyList<TaskKind> Tasks => [TaskKind.Binary];

    protected override IReadOnlyDictionary<string, string> Gaps => new Dictionary<string, string>
    {
        [nameof(The_bundle_says_where_it_comes_from)] = "Rows that lie here are uploaded first, and the bundle speaks of the uploaded ones.",
        [nameof(Trials_learn_on_each_fold_and_side_by_side_as_one_after_the_other)] = NoTrials,
        [nameof(A_sample_for_trials_is_always_the_same)] = NoTrials,
    };

    internal const string NoTrials = "A job for each trial would take minutes: spot-checks and searches run their trials in the worker.";

    protected override StageFixture CreateFixture() => google.Create();

    protected override ITrainer CreateStage(StageFixture fixture) => fixture.GoogleCloud<ITrainer>();
}

public sealed class BigQueryMlTrainerTests(EmulatorFixture google) : TrainerConformance, IClassFixture<EmulatorFixture>
{
    protected override Learner Learner => Learner.BigQueryLinear();

    protected override IReadOnlyList<TaskKind> Tasks => [TaskKind.Binary, TaskKind.Regression];

    protected override IReadOnlyDictionary<string, string> Gaps => WithoutTrials;

    internal static IReadOnlyDictionary<string, string> WithoutTrials { get; } = new Dictionary<string, string>
    {
        [nameof(Trials_learn_on_each_fold_and_side_by_side_as_one_after_the_other)] = VertexTrainerTests.NoTrials,
        [nameof(A_sample_for_trials_is_always_the_same)] = VertexTrainerTests.NoTrials,
    };

    // BigQuery would put the mean where a number is missing, and the plan refuses it.
    protected override bool TakesMissing => false;

    protected override StageFixture CreateFixture() => google.Create();

    protected override ITrainer CreateStage(StageFixture fixture) => fixture.GoogleCloud<ITrainer>();
}

public sealed class BigQueryTreesTests(EmulatorFixture google) : TrainerConformance, IClassFixture<EmulatorFixture>
{
    protected override Learner Learner => Learner.BigQueryTrees(trees: 20, depth: 4);

    protected override IReadOnlyDictionary<string, string> Gaps => BigQueryMlTrainerTests.WithoutTrials;

    protected override bool TakesMissing => false;

    protected override StageFixture CreateFixture()
    {
        Core.Tests.Models.Xgboost.XgboostPython.OrSkip();
        return google.Create();
    }

    protected override ITrainer CreateStage(StageFixture fixture) => fixture.GoogleCloud<ITrainer>();
}

public sealed class BigQueryNetworkTests(EmulatorFixture google) : TrainerConformance, IClassFixture<EmulatorFixture>
{
    protected override Learner Learner => Learner.BigQueryNetwork([16], maxIterations: 20, batchSize: 32, learningRate: 0.01);

    protected override IReadOnlyDictionary<string, string> Gaps => BigQueryMlTrainerTests.WithoutTrials;

    protected override bool TakesMissing => false;

    protected override StageFixture CreateFixture() => google.Create();

    protected override ITrainer CreateStage(StageFixture fixture) => fixture.GoogleCloud<ITrainer>();
}

public sealed class VertexTunerTests(EmulatorFixture google) : TunerConformance, IClassFixture<EmulatorFixture>
{
    protected override IReadOnlyList<TaskKind> Tasks => [TaskKind.Binary];

    protected override int Trials => 4;

    protected override IReadOnlyDictionary<string, string> Gaps => new Dictionary<string, string>
    {
        [nameof(The_same_rows_and_seed_give_the_same_search)] = "Vertex AI proposes the settings, and takes no seed.",
    };

    protected override StageFixture CreateFixture() => google.Create();

    protected override ITuner CreateStage(StageFixture fixture) => fixture.GoogleCloud<ITuner>();
}

public sealed class VertexDeployerTests(EmulatorFixture google) : DeployerConformance, IClassFixture<EmulatorFixture>
{
    // The plan's rules are narrower than these; what passes them may still be no id of Vertex AI's.
    protected override IReadOnlyList<string> BadEndpoints => ["", "../up", "two words", "-dash", "UPPER", "ends-"];

    protected override StageFixture CreateFixture() => google.Create();

    protected override IDeployer CreateStage(StageFixture fixture) => fixture.GoogleCloud<IDeployer>();

    protected override async Task<float?> PredictAsync(Deployment deployment, string instance)
    {
        VertexPrediction answer = await Fixture.Services.GetRequiredService<IVertexAi>().Endpoints.PredictAsync(
            deployment.Endpoint, [JsonDocument.Parse(instance).RootElement], parameters: null, TestContext.Current.CancellationToken);
        return answer.Predictions[0].GetProperty("value").GetSingle();
    }
}

public sealed class CoverageTests
{
    [Fact]
    public void Every_contract_is_held_to_by_Google_Cloud_or_is_not_its_own() => ConformanceCoverage.Check(
        typeof(CoverageTests).Assembly,
        new Dictionary<Type, string>
        {
            [typeof(ArtifactStoreConformance)] = "The local platform keeps artifacts; Google Cloud is where some of them lie, which IRemoteFiles is for.",
            [typeof(AuditLogConformance)] = "The local platform or PostgreSQL keeps the audit log.",
            [typeof(ModelRegistryConformance)] = "The local platform or PostgreSQL keeps the registry.",
            [typeof(RunStoreConformance)] = "The local platform or PostgreSQL keeps the runs.",
        });
}
