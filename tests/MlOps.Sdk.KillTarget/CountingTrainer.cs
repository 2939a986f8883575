using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.KillTarget;

/// <summary>Adds a line to a file for each trial that has been trained.</summary>
internal sealed class CountingTrainer(ITrainer inner, string path) : ITrainer
{
    public Task<TrainedModel> TrainAsync(TrainingRequest request, StageContext context, CancellationToken cancellationToken) =>
        inner.TrainAsync(request, context, cancellationToken);

    public async Task<ITrials> OpenTrialsAsync(TrialsRequest request, StageContext context, CancellationToken cancellationToken) =>
        new Trials(await inner.OpenTrialsAsync(request, context, cancellationToken), path);

    private sealed class Trials(ITrials inner, string path) : ITrials
    {
        private readonly Lock _lock = new();

        public long Rows => inner.Rows;

        public long BytesPerTrial => inner.BytesPerTrial;

        public async Task<Evaluation> RunAsync(Trial trial, CancellationToken cancellationToken)
        {
            Evaluation evaluation = await inner.RunAsync(trial, cancellationToken);
            lock (_lock)
                File.AppendAllText(path, $"{trial}\n");
            return evaluation;
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
