namespace MlOps.Sdk.Runs;

/// <summary>The order in which the stages of a run are done: each as soon as its inputs are there.</summary>
internal static class StageSchedule
{
    /// <summary>Starts every stage as soon as those that it waits for have ended; so many at a time.</summary>
    public static Task<StageEnd>[] Start(RunScope run, IReadOnlyList<PreparedStage> stages, int parallelism, CancellationToken cancellationToken)
    {
        SemaphoreSlim places = new(parallelism);
        // When the store can't be written to, nothing that the other stages do would last.
        CancellationTokenSource abort = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<StageEnd>[] ends = new Task<StageEnd>[stages.Count];
        for (int index = 0; index < stages.Count; index++)
        {
            PreparedStage stage = stages[index];
            Task<StageEnd>[] inputs = [.. stage.Inputs.Select(input => ends[input])];
            ends[index] = Task.Run(() => RunStageAsync(stage, inputs), CancellationToken.None);
        }

        return ends;

        async Task<StageEnd> RunStageAsync(PreparedStage stage, Task<StageEnd>[] inputs)
        {
            StageEnd[] ready = await Task.WhenAll(inputs);
            await places.WaitAsync(CancellationToken.None);
            try
            {
                return await new StageExecution(run, stage).RunAsync(ready, abort.Token);
            }
            catch
            {
                await abort.CancelAsync();
                throw;
            }
            finally
            {
                places.Release();
            }
        }
    }

    /// <summary>Disposes of the classes that the pipeline names: they were made for this run, all others are the application's.</summary>
    public static async Task DisposeUserClassesAsync(IReadOnlyList<PreparedStage> stages)
    {
        foreach (object made in stages.Where(stage => stage.Plan.Implementation is not null).Select(stage => stage.Service))
        {
            if (made is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else
                (made as IDisposable)?.Dispose();
        }
    }
}
