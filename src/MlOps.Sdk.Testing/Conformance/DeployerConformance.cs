using MlOps.Sdk.Deployments;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Stages;
using Xunit;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>What every deployer promises.</summary>
public abstract class DeployerConformance : StageConformance<IDeployer>
{
    /// <summary>Names that can't be an endpoint's; the ones that no platform takes by default.</summary>
    protected virtual IReadOnlyList<string> BadEndpoints => ["", "../up", "two words", "-dash"];

    /// <summary>Whether the class says what is in effect; true by default. Without, every run deploys anew.</summary>
    protected virtual bool KnowsWhatIsInEffect => true;

    /// <summary>The score that a deployed model gives for an instance; null if the test can't ask it, which is then not checked.</summary>
    /// <param name="deployment">What was deployed.</param>
    /// <param name="instance">The instance as a JSON object.</param>
    protected virtual Task<float?> PredictAsync(Deployment deployment, string instance) => Task.FromResult<float?>(null);

    [Fact]
    public Task What_is_deployed_is_in_effect_and_answers() => PromiseAsync(async () =>
    {
        ModelVersion version = await SampleModel.WriteAsync(Fixture, 1, factor: 3);
        Deployment deployment = await DeployAsync(version);
        Assert.Equal(("birds-api", version), (deployment.Endpoint, deployment.Version));
        Assert.NotEmpty(deployment.Location);
        await AssertFilesAsync(deployment);
        await AssertInEffectAsync(deployment, true);
        await AssertAnswersAsync(deployment, 7);
        AssertProgress();
    });

    [Fact]
    public Task Deploying_again_is_the_same_deployment() => PromiseAsync(async () =>
    {
        ModelVersion version = await SampleModel.WriteAsync(Fixture, 1, factor: 3);
        Deployment first = await DeployAsync(version);
        Deployment second = await DeployAsync(version);
        Assert.Equal(first.ComputeFingerprint(), second.ComputeFingerprint());
        await AssertInEffectAsync(first, true);
    });

    [Fact]
    public Task The_next_version_takes_over_and_the_one_before_can_come_back() => PromiseAsync(async () =>
    {
        Deployment first = await DeployAsync(await SampleModel.WriteAsync(Fixture, 1, factor: 3));
        Deployment second = await DeployAsync(await SampleModel.WriteAsync(Fixture, 2, factor: 5));
        await AssertInEffectAsync(first, false);
        await AssertInEffectAsync(second, true);
        await AssertAnswersAsync(second, 11);

        Deployment back = await DeployAsync(first.Version);
        await AssertInEffectAsync(back, true);
        await AssertInEffectAsync(second, false);
        await AssertAnswersAsync(back, 7);
    });

    [Fact]
    public Task Endpoints_are_independent() => PromiseAsync(async () =>
    {
        Deployment one = await DeployAsync(await SampleModel.WriteAsync(Fixture, 1, factor: 3));
        Deployment other = await DeployAsync(await SampleModel.WriteAsync(Fixture, 2, factor: 5), "other-api");
        await AssertInEffectAsync(one, true);
        await AssertAnswersAsync(one, 7);
        await AssertAnswersAsync(other, 11);
    });

    [Fact]
    public Task A_model_that_does_not_repeat_its_golden_rows_is_refused_and_the_one_before_stays() => PromiseAsync(async () =>
    {
        Deployment good = await DeployAsync(await SampleModel.WriteAsync(Fixture, 1, factor: 3));
        ModelVersion bad = await SampleModel.WriteAsync(Fixture, 2, factor: 5, golden: 12);
        await AssertRefusedAsync(() => DeployAsync(bad));
        await AssertInEffectAsync(good, true);
        await AssertAnswersAsync(good, 7);
    });

    [Fact]
    public Task A_name_that_cannot_be_an_endpoints_is_refused() => PromiseAsync(async () =>
    {
        ModelVersion version = await SampleModel.WriteAsync(Fixture, 1, factor: 3);
        foreach (string name in BadEndpoints)
            Assert.Contains($"'{name}'", await AssertRefusedAsync(() => DeployAsync(version, name)), StringComparison.Ordinal);
    });

    [Fact]
    public Task A_cancelled_deployment_changes_nothing() => PromiseAsync(async () =>
    {
        Deployment good = await DeployAsync(await SampleModel.WriteAsync(Fixture, 1, factor: 3));
        ModelVersion next = await SampleModel.WriteAsync(Fixture, 2, factor: 5);
        await AssertCancelledAsync(token => Stage.DeployAsync(Request(next, "birds-api"), Context(), token));
        await AssertInEffectAsync(good, true);
        await AssertAnswersAsync(good, 7);
    });

    private static DeploymentRequest Request(ModelVersion version, string endpoint) => new(version, new DeploymentPlan { Name = StageName, Endpoint = endpoint });

    private Task<Deployment> DeployAsync(ModelVersion version, string endpoint = "birds-api") => Stage.DeployAsync(Request(version, endpoint), Context(), Token);

    private async Task AssertInEffectAsync(Deployment deployment, bool expected) =>
        Assert.Equal(expected && KnowsWhatIsInEffect, await Stage.IsInEffectAsync(deployment, Context(), Token));

    private async Task AssertAnswersAsync(Deployment deployment, float score)
    {
        if (await PredictAsync(deployment, SampleModel.Instance) is { } answer)
            Assert.Equal(score, answer);
    }
}
