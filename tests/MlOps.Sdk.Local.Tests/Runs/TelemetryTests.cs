using System.Diagnostics;
using MlOps.Sdk.Diagnostics;
using MlOps.Sdk.Stages;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace MlOps.Sdk.Local.Tests.Runs;

public sealed class TelemetryTests : IAsyncDisposable
{
    private readonly RunnerHost _host = new();
    private readonly string _pipeline = $"telemetry-{Guid.NewGuid():N}";
    private readonly string _source;

    public TelemetryTests()
    {
        _source = Path.Combine(_host.Root, "source.txt");
        File.WriteAllText(_source, "1");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_run_and_its_stages_are_activities()
    {
        List<Activity> exported = [];
        using (TracerProvider provider = Sdk().AddSource(Telemetry.SourceName).AddInMemoryExporter(exported).Build())
        {
            await _host.RunAsync(_pipeline, [NumberStages.Ingest(_source), NumberStages.Add(1)]);
            provider.ForceFlush();
        }

        Activity[] mine = [.. exported.Where(activity => activity.GetTagItem("mlops.pipeline") as string == _pipeline)];
        Activity run = Assert.Single(mine, activity => activity.OperationName == "mlops.run");
        Activity[] stages = [.. mine.Where(activity => activity.OperationName == "mlops.stage")];
        Assert.Equal(["ingest", "transform"], stages.Select(stage => stage.GetTagItem("mlops.stage.name")));
        Assert.All(stages, stage => Assert.Equal(run.SpanId, stage.ParentSpanId));
        Assert.All(stages, stage => Assert.Equal("Executed", stage.GetTagItem("mlops.outcome")));
    }

    [Fact]
    public async Task A_failed_stage_marks_its_activity_as_failed()
    {
        List<Activity> exported = [];
        using (TracerProvider provider = Sdk().AddSource(Telemetry.SourceName).AddInMemoryExporter(exported).Build())
        {
            await Assert.ThrowsAsync<PipelineRunException>(() => _host.RunAsync(
                _pipeline, [NumberStages.Ingest(_source), ScriptedTransformer.Plan("bad", (_, _) => throw new StageException("no"))]));
            provider.ForceFlush();
        }

        Activity bad = Assert.Single(exported, activity => activity.GetTagItem("mlops.stage.name") as string == "bad");
        Assert.Equal(ActivityStatusCode.Error, bad.Status);
        Assert.Equal("bad: no", bad.StatusDescription);
    }

    [Fact]
    public async Task Stages_are_counted_by_outcome()
    {
        List<Metric> exported = [];
        // Exported once, when the provider is disposed.
        using (MeterProvider _ = OpenTelemetry.Sdk.CreateMeterProviderBuilder().AddMeter(Telemetry.SourceName).AddInMemoryExporter(exported).Build())
        {
            await _host.RunAsync(_pipeline, [NumberStages.Ingest(_source), NumberStages.Add(1)]);
            await _host.RunAsync(_pipeline, [NumberStages.Ingest(_source), NumberStages.Add(1)]);
        }

        Assert.Equal(2, Count(exported, "mlops.stages", "Executed"));
        Assert.Equal(2, Count(exported, "mlops.stages", "Reused"));
        Assert.Equal(2, Count(exported, "mlops.runs", "Succeeded"));
    }

    private static TracerProviderBuilder Sdk() => OpenTelemetry.Sdk.CreateTracerProviderBuilder();

    private long Count(List<Metric> exported, string name, string outcome)
    {
        long sum = 0;
        foreach (Metric metric in exported.Where(metric => metric.Name == name))
        {
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                Dictionary<string, object?> tags = [];
                foreach (KeyValuePair<string, object?> tag in point.Tags)
                    tags[tag.Key] = tag.Value;
                if (Equals(tags["mlops.pipeline"], _pipeline) && Equals(tags["mlops.outcome"], outcome))
                    sum += point.GetSumLong();
            }
        }

        return sum;
    }
}
