namespace MlOps.Sdk.Runs;

/// <summary>Shows one run. Calls come from several threads.</summary>
internal interface IRunDisplay
{
    void StageStarted(string stage);

    void StageProgressed(string stage, double share);

    void StageFinished(StageRun stage);

    void RunFinished(PipelineRun run);
}
