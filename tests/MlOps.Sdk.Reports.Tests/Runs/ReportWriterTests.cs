using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Tests.Runs;

/// <summary>Reports of real runs of the local platform.</summary>
public sealed class ReportWriterTests : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mlops-reports-").FullName;
    private readonly ServiceProvider _provider;
    private readonly List<string> _reports = [];

    public ReportWriterTests() => _provider = new ServiceCollection()
        .AddSingleton<IRunObserver>(new Observer(_reports))
        .AddMlOps(options => options.Root = _root).AddLocal().AddReports().AddReports()
        .Services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Csv => Path.Combine(_root, "numbers.csv");

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        foreach (FileInfo file in new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories))
            file.IsReadOnly = false;
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task A_run_leaves_its_report_below_the_root_and_the_observers_are_told()
    {
        File.WriteAllText(Csv, "Number\n1\n2\n3\n");

        PipelineRun run = await RunAsync();

        string path = Path.Combine(_root, "reports", $"{run.Id}.html");
        Assert.Equal([path], _reports);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(Path.Combine(_root, "reports")));
        string html = await File.ReadAllTextAsync(path, Token);
        Assert.Contains("✓ succeeded", html, StringComparison.Ordinal);
        Assert.Equal(html, (await _provider.GetRequiredService<RunReports>().CreateAsync(run.Id, Token)).Html);
    }

    [Fact]
    public async Task A_run_that_failed_is_reported_with_its_error()
    {
        File.WriteAllText(Csv, "Number\n1\n700\n");

        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(RunAsync);

        string html = await File.ReadAllTextAsync(Assert.Single(_reports), Token);
        Assert.Contains("✗ failed", html, StringComparison.Ordinal);
        string error = exception.Run.Stages.Single(stage => stage.Outcome == StageOutcome.Failed).Error!;
        Assert.Contains(MlOps.Sdk.Reports.Markup.Html.Text(error).ToString(), html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_report_is_the_same_after_a_later_run()
    {
        File.WriteAllText(Csv, "Number\n1\n2\n3\n");
        await RunAsync();
        File.WriteAllText(Csv, "Number\n1\n2\n3\n4\n");
        PipelineRun second = await RunAsync();
        File.WriteAllText(Csv, "Number\n9\n");
        await RunAsync();

        string html = await File.ReadAllTextAsync(_reports[1], Token);
        Assert.Equal(html, (await _provider.GetRequiredService<RunReports>().CreateAsync(second.Id, Token)).Html);
        Assert.Contains("source changed", (await _provider.GetRequiredService<RunReports>().CompareAsync(
            Path.GetFileNameWithoutExtension(_reports[0]), second.Id, Token)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_fails_no_run()
    {
        File.WriteAllText(Csv, "Number\n1\n");
        File.WriteAllText(Path.Combine(_root, "reports"), "a file where the folder should be");

        PipelineRun run = await RunAsync();

        Assert.Equal(RunState.Succeeded, run.State);
        Assert.Empty(_reports);
    }

    private Task<PipelineRun> RunAsync()
    {
        Pipeline pipeline = new PipelineBuilder("numbers")
            .Ingest(Source.Csv<Numbered>(Csv))
            .Verify(check => check.Between(row => row.Number, 0, 600))
            .Build();
        return _provider.GetRequiredService<PipelineRunner>().RunAsync(pipeline, Token);
    }

    private sealed record Numbered(long Number);

    private sealed class Observer(List<string> reports) : IRunObserver
    {
        public void ReportWritten(string runId, string location) => reports.Add(location);
    }
}
