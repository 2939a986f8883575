namespace MlOps.Sdk.Clients;

/// <summary>Decides whether a failed call is made again, and when.</summary>
internal sealed class RetryPolicy(GoogleCloudRetryOptions options, TimeProvider time, Random random)
{
    private readonly Lock _lock = new();

    public TimeSpan AttemptTimeout => options.AttemptTimeout;

    public TimeProvider Time => time;

    /// <summary>How long to wait before the next attempt; null if there shall be none.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="idempotency">Whether the call may be made twice.</param>
    /// <param name="attempt">Which attempt it was, from 1.</param>
    /// <param name="started">The timestamp of the first attempt.</param>
    public TimeSpan? DelayAfter(ApiFailure failure, Idempotency idempotency, int attempt, long started)
    {
        if (!failure.IsTransient || attempt >= options.MaxAttempts || (idempotency == Idempotency.Never && !failure.HadNoEffect))
            return null;
        TimeSpan delay = failure.RetryAfter is { } asked ? asked + Jitter(options.FirstDelay) : Jitter(Longest(attempt));
        return time.GetElapsedTime(started) + delay > options.MaxElapsed ? null : delay;
    }

    // Twice as long each time, up to the limit.
    private TimeSpan Longest(int attempt) => TimeSpan.FromTicks((long)Math.Min(
        options.MaxDelay.Ticks, options.FirstDelay.Ticks * Math.Pow(2, Math.Min(attempt - 1, 40))));

    // Any part of it: many workers that failed together don't come again together.
    private TimeSpan Jitter(TimeSpan longest)
    {
        lock (_lock)
            return longest * random.NextDouble();
    }
}
