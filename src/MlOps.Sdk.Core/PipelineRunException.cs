using MlOps.Sdk.Runs;

namespace MlOps.Sdk;

/// <summary>A run in which a stage has failed; the message lists every failed stage.</summary>
public sealed class PipelineRunException : Exception
{
    internal PipelineRunException(PipelineRun run, IReadOnlyList<Exception> failures)
        : base(Describe(run), failures.Count == 1 ? failures[0] : new AggregateException(failures)) => Run = run;

    /// <summary>The run, with the stages that did finish.</summary>
    public PipelineRun Run { get; }

    private static string Describe(PipelineRun run)
    {
        StageRun[] failed = [.. run.Stages.Where(stage => stage.Outcome == StageOutcome.Failed)];
        int skipped = run.Stages.Count(stage => stage.Outcome == StageOutcome.Skipped);
        string rest = skipped == 0 ? "" : $", {skipped} after {(failed.Length == 1 ? "it" : "them")} didn't run";
        return $"The pipeline '{run.Pipeline}' failed in {failed.Length} stage{(failed.Length == 1 ? "" : "s")}{rest} (run {run.Id}):{Environment.NewLine}"
            + string.Join(Environment.NewLine, failed.Select(stage => $"  {stage.Error}"));
    }
}
