namespace MlOps.Sdk.Clients;

/// <summary>How often the service is asked whether something is done: at first soon, then ever more seldom.</summary>
internal sealed class JobPolling(GoogleCloudRetryOptions retry, TimeProvider time)
{
    private const double Growth = 1.5;

    /// <summary>How often something whose fate is unknown is looked for and tried again.</summary>
    public int MaxAttempts => retry.MaxAttempts;

    /// <summary>Waits before the n-th look, from 1.</summary>
    public Task DelayAsync(int look, CancellationToken cancellationToken)
    {
        double first = retry.FirstDelay.TotalMilliseconds / 4;
        double delay = Math.Min(first * Math.Pow(Growth, Math.Min(look - 1, 40)), retry.MaxDelay.TotalMilliseconds);
        return Task.Delay(TimeSpan.FromMilliseconds(delay), time, cancellationToken);
    }
}
