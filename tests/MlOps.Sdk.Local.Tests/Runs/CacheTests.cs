using MlOps.Sdk.Data;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Local.Tests.Runs;

public sealed class CacheTests : IAsyncDisposable
{
    private readonly RunnerHost _host = new();
    private readonly string _source;

    public CacheTests()
    {
        _source = Path.Combine(_host.Root, "source.txt");
        File.WriteAllText(_source, "20");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_second_run_reuses_everything()
    {
        PipelineRun first = await RunAsync();
        PipelineRun second = await RunAsync();

        Assert.Equal([StageOutcome.Executed, StageOutcome.Executed, StageOutcome.Executed], Outcomes(first));
        Assert.Equal([StageOutcome.Reused, StageOutcome.Reused, StageOutcome.Reused], Outcomes(second));
        Assert.Equal(first.Product<Dataset>("last"), second.Product<Dataset>("last"));
        Assert.Equal("42", File.ReadAllText(PathOf(second, "last")));
        Assert.Equal(["first run"], first.Stages[0].Reasons);
        Assert.Equal([$"made in run {first.Id}"], second.Stages[0].Reasons);
    }

    [Fact]
    public async Task A_changed_source_runs_what_depends_on_it()
    {
        await RunAsync();
        File.WriteAllText(_source, "30");
        PipelineRun run = await RunAsync();

        Assert.Equal([StageOutcome.Executed, StageOutcome.Executed, StageOutcome.Executed], Outcomes(run));
        Assert.Equal("52", File.ReadAllText(PathOf(run, "last")));
        Assert.Equal(["source changed"], run.Stages[0].Reasons);
        Assert.Equal(["input ingest changed"], run.Stages[1].Reasons);
    }

    [Fact]
    public async Task A_source_without_a_version_is_read_in_every_run_and_stages_after_it_are_reused_while_it_says_the_same()
    {
        File.WriteAllText(_source, "20?");
        await RunAsync();
        PipelineRun run = await RunAsync();

        Assert.Equal([StageOutcome.Executed, StageOutcome.Reused, StageOutcome.Reused], Outcomes(run));
        Assert.Equal(["the source can't tell its version, so it is read in every run"], run.Stages[0].Reasons);
    }

    [Fact]
    public async Task A_changed_setting_runs_its_stage_and_what_depends_on_it()
    {
        await RunAsync();
        PipelineRun run = await _host.RunAsync(NumberStages.Ingest(_source), NumberStages.Add(2), NumberStages.Add(21, "last", null, "transform"));

        Assert.Equal([StageOutcome.Reused, StageOutcome.Reused, StageOutcome.Executed], Outcomes(run));
        Assert.Equal(["settings: 20 -> 21"], run.Stages[2].Reasons);
        Assert.EndsWith("last       executed   settings: 20 -> 21", run.Explain());
    }

    [Fact]
    public async Task A_product_that_comes_out_the_same_stops_the_change()
    {
        await RunAsync();
        File.WriteAllText(_source, "020");
        PipelineRun run = await RunAsync();
        Assert.Equal([StageOutcome.Executed, StageOutcome.Reused, StageOutcome.Reused], Outcomes(run));
    }

    [Fact]
    public async Task A_stage_and_its_inputs_may_be_renamed()
    {
        await RunAsync();
        PipelineRun run = await _host.RunAsync(
            NumberStages.Ingest(_source, "in"), NumberStages.Add(2, "t", null, "in"), NumberStages.Add(20, "out", null, "t"));
        Assert.Equal([StageOutcome.Reused, StageOutcome.Reused, StageOutcome.Reused], Outcomes(run));
    }

    [Fact]
    public async Task A_deleted_artifact_is_made_anew()
    {
        string artifact = PathOf(await RunAsync(), "transform");
        File.Delete(artifact);
        PipelineRun run = await RunAsync();

        Assert.Equal([StageOutcome.Reused, StageOutcome.Executed, StageOutcome.Reused], Outcomes(run));
        Assert.Equal($"artifact missing: artifact:{Path.GetFileName(artifact)[..12]}...", Assert.Single(run.Stages[1].Reasons));
        Assert.Equal("22", File.ReadAllText(artifact));
    }

    [Fact]
    public async Task A_flipped_bit_in_an_artifact_is_noticed_and_mended()
    {
        string artifact = PathOf(await RunAsync(), "transform");
        new FileInfo(artifact).IsReadOnly = false;
        File.WriteAllText(artifact, "23");
        PipelineRun run = await RunAsync();

        Assert.Equal([StageOutcome.Reused, StageOutcome.Executed, StageOutcome.Reused], Outcomes(run));
        Assert.StartsWith("artifact damaged: artifact:", Assert.Single(run.Stages[1].Reasons));
        Assert.Equal("22", File.ReadAllText(artifact));
    }

    [Fact]
    public async Task A_truncated_artifact_is_noticed_and_mended()
    {
        string artifact = PathOf(await RunAsync(), "last");
        new FileInfo(artifact).IsReadOnly = false;
        using (FileStream stream = new(artifact, FileMode.Open))
            stream.SetLength(1);
        PipelineRun run = await RunAsync();

        Assert.Equal([StageOutcome.Reused, StageOutcome.Reused, StageOutcome.Executed], Outcomes(run));
        Assert.Equal("42", File.ReadAllText(artifact));
    }

    private Task<PipelineRun> RunAsync() =>
        _host.RunAsync(NumberStages.Ingest(_source), NumberStages.Add(2), NumberStages.Add(20, "last", null, "transform"));

    private string PathOf(PipelineRun run, string stage) => _host.Artifacts.Resolve(run.Product<Dataset>(stage).Parts[0]);

    private static StageOutcome[] Outcomes(PipelineRun run) => [.. run.Stages.Select(stage => stage.Outcome)];
}
