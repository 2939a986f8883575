using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Data;
using MlOps.Sdk.Runs.Recipes;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs;

/// <summary>Goes through a pipeline as a run would, looks at what is at hand, and asks what the rest would cost.</summary>
internal sealed class RunForecasting(RunServices services, Pipeline pipeline)
{
    public async Task<RunForecast> ForecastAsync(CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = services.Provider.CreateAsyncScope();
        IReadOnlyList<PreparedStage> stages = new Preflight(scope.ServiceProvider, services.Options, pipeline).Check();
        string runId = RunIdentifier.At(services.Time.GetUtcNow());
        using RunFolders folders = await RunFolders.OpenAsync(Path.GetFullPath(services.Options.Root), runId, services.Time, cancellationToken);
        RunScope run = RunScope.Of(services, scope.ServiceProvider, pipeline, runId, folders, observers: []);

        List<Problem> problems = [];
        foreach (IGrouping<string, PreparedStage> platform in stages.GroupBy(stage => stage.Platform))
        {
            foreach (IPlatformCheck check in scope.ServiceProvider.GetServices<IPlatformCheck>().Where(check => check.Platform == platform.Key))
                problems.AddRange(await check.CheckAsync([.. platform.Select(stage => stage.Plan)], cancellationToken));
        }

        List<(StageForecast Forecast, StageResult? Result)> forecasts = [];
        foreach (PreparedStage stage in stages)
            forecasts.Add(await ForecastAsync(run, stage, forecasts, problems, cancellationToken));
        RunForecast forecast = new() { Pipeline = pipeline.Name, Stages = [.. forecasts.Select(one => one.Forecast)], Problems = problems };
        if (services.Options.ByteBudget is { } budget && forecast.Bytes > budget)
        {
            problems.Add(new Problem("MlOps:ByteBudget", string.Create(
                CultureInfo.InvariantCulture,
                $"the run would read {forecast.Bytes} bytes, the budget is {budget}. Raise it, stage fewer columns or rows, or partition what is read.")));
        }

        return forecast;
    }

    private static async Task<(StageForecast, StageResult?)> ForecastAsync(
        RunScope run, PreparedStage stage, List<(StageForecast Forecast, StageResult? Result)> before, List<Problem> problems, CancellationToken cancellationToken)
    {
        (StageForecast Forecast, StageResult? Result)[] inputs = [.. stage.Inputs.Select(index => before[index])];
        if (inputs.Any(input => input.Result is null))
        {
            IEnumerable<string> waits = inputs.Where(input => input.Result is null).Select(input => $"after {input.Forecast.Name}");
            return (new StageForecast(stage.Plan.Name, stage.Platform, StageExpectation.Depends) { Reasons = waits.ToValueList() }, null);
        }

        try
        {
            return await AskAsync(run, stage, [.. inputs.Where((_, index) => !stage.Barriers[index]).Select(input => input.Result!)], cancellationToken);
        }
        catch (Exception exception) when (exception is not (RunStoreException or OperationCanceledException))
        {
            problems.Add(new Problem(stage.Plan.Name, exception.Message));
            return (new StageForecast(stage.Plan.Name, stage.Platform, StageExpectation.Depends) { Reasons = ["it can't be told"] }, null);
        }
    }

    private static async Task<(StageForecast, StageResult?)> AskAsync(RunScope run, PreparedStage stage, StageResult[] read, CancellationToken cancellationToken)
    {
        if (stage.Recipe.FindReasonToSkip([.. read.Select(input => input.Product)]) is { } reason)
            return (new StageForecast(stage.Plan.Name, stage.Platform, StageExpectation.Depends) { Reasons = [reason] }, null);
        StageAttempts attempts = new(run, stage);
        OutsideVersion version = await attempts.ReadVersionAsync(cancellationToken);
        StageKey key = KeyComposer.Compose(stage, [.. read.Select(input => input.Fingerprint)], version, run.RunId);
        StageMemory memory = new(run, stage, attempts);
        (StageResult? sound, string? objection) = await memory.FindAsync(key, version, cancellationToken);
        if (sound is not null)
            return (new StageForecast(stage.Plan.Name, stage.Platform, StageExpectation.Reused) { Reasons = [$"made in run {sound.RunId}"] }, sound);

        IReadOnlyList<string> reasons = objection is not null ? [objection] : await memory.FindChangesAsync(key, cancellationToken);
        long? bytes = await attempts.ForecastBytesAsync(key.Digest, [.. read.Select(input => input.Product)], cancellationToken);
        return (new StageForecast(stage.Plan.Name, stage.Platform, StageExpectation.Executed) { Reasons = reasons.ToValueList(), Bytes = bytes }, null);
    }
}
