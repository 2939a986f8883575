using Microsoft.Extensions.Options;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.Local.Tests.Training.Programs;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Testing;
using MlOps.Sdk.Testing.Conformance;

namespace MlOps.Sdk.Local.Tests.Conformance;

public sealed class LocalIngestorTests : IngestorConformance
{
    protected override StageFixture CreateFixture() => LocalFixture.Create();

    protected override IIngestor CreateStage(StageFixture fixture) => fixture.Local<IIngestor>();
}

public sealed class LocalTransformerTests : TransformerConformance
{
    protected override StageFixture CreateFixture() => LocalFixture.Create();

    protected override ITransformer CreateStage(StageFixture fixture) => fixture.Local<ITransformer>();
}

public sealed class LocalStagerTests : StagerConformance
{
    protected override StageFixture CreateFixture() => LocalFixture.Create();

    protected override IStager CreateStage(StageFixture fixture) => fixture.Local<IStager>();
}

public sealed class LocalWarehouseTests : WarehouseConformance
{
    protected override StageFixture CreateFixture() => LocalFixture.Create();

    protected override IWarehouse CreateStage(StageFixture fixture) => fixture.Local<IWarehouse>();
}

public abstract class LocalTrainerTests : TrainerConformance
{
    protected override StageFixture CreateFixture() => LocalFixture.Create();

    protected override ITrainer CreateStage(StageFixture fixture) => fixture.Local<ITrainer>();
}

public sealed class LocalLightGbmTests : LocalTrainerTests;

public sealed class LocalFastTreeTests : LocalTrainerTests
{
    protected override Learner Learner => Learner.FastTree(trees: 20);

    protected override IReadOnlyList<TaskKind> Tasks => [TaskKind.Binary, TaskKind.Regression];

    protected override bool TakesMissing => false;
}

public sealed class LocalLinearTests : LocalTrainerTests
{
    protected override Learner Learner => Learner.Linear(l2: 0.1);

    protected override bool TakesMissing => false;

    protected override double LeastMetric => 0.55;
}

public sealed class LocalSdcaTests : LocalTrainerTests
{
    protected override Learner Learner => Learner.Sdca();

    protected override bool TakesMissing => false;

    // Speeds of hundreds beside ones and zeros are what this algorithm is worst at.
    protected override double LeastMetric => 0.3;
}

public sealed class LocalProgramTests : LocalTrainerTests
{
    protected override Learner Learner => ProgramScripts.Stumps();

    protected override StageFixture CreateFixture()
    {
        ProgramScripts.SkipWithoutPython();
        return base.CreateFixture();
    }
}

public sealed class LocalTunerTests : TunerConformance
{
    protected override StageFixture CreateFixture() => LocalFixture.Create();

    protected override ITuner CreateStage(StageFixture fixture) => fixture.Local<ITuner>();
}

public sealed class LocalDeployerTests : DeployerConformance
{
    protected override StageFixture CreateFixture() => LocalFixture.Create();

    protected override IDeployer CreateStage(StageFixture fixture) => fixture.Local<IDeployer>();

    // As a serving host does that follows the endpoint's file.
    protected override Task<float?> PredictAsync(Deployment deployment, string instance)
    {
        EndpointFile file = EndpointFile.Parse(File.ReadAllBytes(EndpointFile.PathOf(Fixture.Root, deployment.Endpoint)));
        ServableModel model = ServableModel.Load(Path.Combine(Fixture.Root, file.Bundle));
        RowBuffer row = model.CreateRow();
        float[] scores = new float[model.ScoreCount];
        new InstanceReader(model.Manifest.Instance).Read(instance, row);
        model.Predict(row, scores);
        return Task.FromResult<float?>(scores[0]);
    }
}

public sealed class LocalArtifactStoreTests : ArtifactStoreConformance
{
    protected override IArtifactStore Open(string root) => new FileArtifactStore(Options.Create(new MlOpsOptions { Root = root }), []);
}

public sealed class CoverageTests
{
    [Fact]
    public void Every_contract_is_held_to_by_the_local_platform() => ConformanceCoverage.Check(typeof(CoverageTests).Assembly);
}
