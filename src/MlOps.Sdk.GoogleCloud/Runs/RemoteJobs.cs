using System.Globalization;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Diagnostics;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs;

/// <summary>Runs a stage's jobs elsewhere, each once, however often this process dies.</summary>
/// <remarks>
/// A job's id is made of the stage's key, so that equal work has equal ids, and of a number that counts the failures before. The journal holds the number, and
/// is written before the job is started: who comes later finds the job and waits for it. A job that has failed is never used again.
/// </remarks>
internal sealed class RemoteJobs(StageContext context)
{
    private static readonly TimeSpan LongestCancel = TimeSpan.FromSeconds(30);

    /// <summary>Runs a job to its end.</summary>
    /// <param name="purpose">What the job is for, of a few lower-case letters, digits and <c>-</c>; one job of the stage for each.</param>
    /// <param name="work">The job.</param>
    /// <param name="cancellationToken">Cancels the job, too.</param>
    /// <exception cref="StageException">The job has failed; the next attempt starts another.</exception>
    public async Task<TJob> RunAsync<TJob>(string purpose, IRemoteWork<TJob> work, CancellationToken cancellationToken)
        where TJob : class
    {
        string note = $"job:{purpose}";
        string? known = await context.Journal.ReadAsync(note, cancellationToken);
        int number = known is null ? 1 : int.Parse(known, CultureInfo.InvariantCulture);
        // A job that has succeeded would be found again, with what it made and somebody has changed since.
        if (context.IsRedone && known is not null)
            number++;
        if (known is null || context.IsRedone)
            await WriteAsync(note, number, cancellationToken);

        string id = IdOf(purpose, number);
        try
        {
            TJob job = await work.StartAsync(id, cancellationToken);
            if (known is not null && work.HasFailed(job))
            {
                // It failed while nobody watched. This is a new attempt, which is to have a new job.
                await WriteAsync(note, ++number, cancellationToken);
                id = IdOf(purpose, number);
                job = await work.StartAsync(id, cancellationToken);
            }

            Log.WaitsForJob(context.Logger, context.Stage, id);
            return await work.WaitAsync(job, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await CancelAsync(id, work);
            await WriteAsync(note, number + 1, CancellationToken.None);
            throw;
        }
        catch (GoogleCloudException exception) when (exception.Retryable)
        {
            // The job may go on; who tries again finds it.
            throw;
        }
        catch (Exception exception) when (exception is GoogleCloudException or StageException)
        {
            await WriteAsync(note, number + 1, CancellationToken.None);
            throw new StageException(exception is StageException ? exception.Message : $"{context.Stage}: {exception.Message}", exception);
        }
    }

    private Task WriteAsync(string note, int number, CancellationToken cancellationToken) =>
        context.Journal.WriteAsync(note, number.ToString(CultureInfo.InvariantCulture), cancellationToken);

    private string IdOf(string purpose, int number) => string.Create(CultureInfo.InvariantCulture, $"mlops-{context.Key[..24]}-{purpose}-{number}");

    private async Task CancelAsync<TJob>(string id, IRemoteWork<TJob> work)
        where TJob : class
    {
        using CancellationTokenSource bound = new(LongestCancel, context.Time);
        try
        {
            if (await work.FindAsync(id, bound.Token) is { } job)
            {
                await work.CancelAsync(job, bound.Token);
                Log.CancelledJob(context.Logger, context.Stage, id);
            }
        }
        catch (Exception exception) when (exception is GoogleCloudException or OperationCanceledException)
        {
            // The run ends all the same; the log says what may still cost something.
            Log.CannotCancelJob(context.Logger, context.Stage, id, exception);
        }
    }
}
