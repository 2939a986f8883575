namespace MlOps.Sdk.Runs;

/// <summary>One run of one pipeline.</summary>
internal sealed class RunExecution(RunServices services, Pipeline pipeline)
{
    public Task<PipelineRun> RunAsync(CancellationToken cancellationToken) => throw new NotSupportedException($"{services}{pipeline}{cancellationToken}");
}
