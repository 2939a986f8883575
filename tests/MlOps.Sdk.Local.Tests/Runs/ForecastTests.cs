using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Local.Tests.Runs;

public sealed class ForecastTests : IAsyncDisposable
{
    private readonly RunnerHost _host = new();
    private readonly string _source;

    public ForecastTests()
    {
        _source = Path.Combine(_host.Root, "source.txt");
        File.WriteAllText(_source, "20");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Before_the_first_run_only_the_first_stage_is_certain()
    {
        RunForecast forecast = await PlanAsync(2);

        Assert.Equal([StageExpectation.Executed, StageExpectation.Depends, StageExpectation.Depends], Expected(forecast));
        Assert.Equal(["first run"], forecast.Stages[0].Reasons);
        Assert.Equal(["after ingest"], forecast.Stages[1].Reasons);
        Assert.Empty(forecast.Problems);
    }

    [Fact]
    public async Task After_a_run_all_is_at_hand()
    {
        await _host.RunAsync(Stages(2));

        Assert.Equal([StageExpectation.Reused, StageExpectation.Reused, StageExpectation.Reused], Expected(await PlanAsync(2)));
    }

    [Fact]
    public async Task A_change_is_named_with_what_depends_on_it()
    {
        PipelineRun run = await _host.RunAsync(Stages(2));
        RunForecast forecast = await PlanAsync(3);

        Assert.Equal([StageExpectation.Reused, StageExpectation.Executed, StageExpectation.Depends], Expected(forecast));
        Assert.Equal($"""
            ingest     reused                   made in run {run.Id}
            transform  executed                 settings: 2 -> 3
            last       depends                  after transform
            """, forecast.Explain(), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public async Task It_leaves_nothing_behind()
    {
        await PlanAsync(2);

        Assert.Empty(await _host.Store.ListAsync(null, 10, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_host.Root, "work")));
        Assert.False(Directory.Exists(Path.Combine(_host.Root, "artifacts")));
    }

    private static StagePlan[] Stages(int addend, string source) =>
        [NumberStages.Ingest(source), NumberStages.Add(addend), NumberStages.Add(20, "last", null, "transform")];

    private StagePlan[] Stages(int addend) => Stages(addend, _source);

    private Task<RunForecast> PlanAsync(int addend) => _host.Runner.PlanAsync(
        new Pipeline(new PipelinePlan("test", [.. Stages(addend)]), new Dictionary<string, object>()), TestContext.Current.CancellationToken);

    private static StageExpectation[] Expected(RunForecast forecast) => [.. forecast.Stages.Select(stage => stage.Expectation)];
}
