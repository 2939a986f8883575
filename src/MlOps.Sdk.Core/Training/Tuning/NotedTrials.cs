using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Trials whose outcome is noted in the journal before it is told, so that a search that is taken up again repeats none of them.</summary>
internal sealed class NotedTrials(ITrials inner, StageContext context) : ITrials
{
    public long Rows => inner.Rows;

    public long BytesPerTrial => inner.BytesPerTrial;

    public async Task<Evaluation> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        // By what is tried, so that a note never tells of other settings than it was made for.
        string name = $"trial-{PlanJson.Digest(trial)}";
        Note note = await StageNotes.ReadAsync<Note>(context, name, cancellationToken) is { IsWhole: true } noted ? noted : await RunAsync(trial, name, cancellationToken);
        return note.Evaluation ?? throw new StageException(note.Failure!);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task<Note> RunAsync(Trial trial, string name, CancellationToken cancellationToken)
    {
        Note note;
        try
        {
            note = new Note(await inner.RunAsync(trial, cancellationToken), null);
        }
        catch (StageException exception)
        {
            note = new Note(null, exception.Message);
        }

        // What was found out is noted even if the search is being cancelled: a note takes less than a training.
        await StageNotes.WriteAsync(context, name, note, CancellationToken.None);
        return note;
    }

    private sealed record Note(Evaluation? Evaluation, string? Failure)
    {
        public bool IsWhole => Evaluation is { Metrics: not null } || Failure is not null;
    }
}
