using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Runs;

/// <summary>Is told how runs go; registered in the application's services, any number of them.</summary>
/// <remarks>
/// Calls come from several threads and hold up the run: be quick. What an observer throws is logged and changes nothing for the run. Every started run is
/// finished, also if it fails or is cancelled, and so is every stage; a stage that is reused or skipped isn't started.
/// </remarks>
public interface IRunObserver
{
    /// <summary>A run has passed its checks and starts.</summary>
    void RunStarted(string runId, PipelinePlan plan)
    {
    }

    /// <summary>A stage starts its work.</summary>
    void StageStarted(string runId, StagePlan stage)
    {
    }

    /// <summary>A stage says which share of its work is done, 0 to 1.</summary>
    void StageProgressed(string runId, StagePlan stage, double share)
    {
    }

    /// <summary>It is known what became of a stage.</summary>
    void StageFinished(string runId, StageRun stage)
    {
    }

    /// <summary>The run has ended; its state says how.</summary>
    void RunFinished(PipelineRun run)
    {
    }

    /// <summary>A report about a run that has ended is written.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="location">Where the report is: an absolute path, or a URI.</param>
    void ReportWritten(string runId, string location)
    {
    }
}
