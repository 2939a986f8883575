namespace MlOps.Sdk.Clients;

/// <summary>One attempt of a call, with its own time limit.</summary>
internal sealed class ApiAttempt : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _either;

    public ApiAttempt(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _timeout = timeout;
        _limit = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, cancellationToken);
    }

    /// <summary>Fires when the attempt has taken too long, or the caller has given up.</summary>
    public CancellationToken Token => _either.Token;

    public TimeSpan Timeout => _timeout;

    /// <summary>Whether something has come that a further attempt needn't fetch again.</summary>
    public bool HasProgressed { get; private set; }

    /// <summary>Says that something has come for good: the limit counts from now on, and so do attempts.</summary>
    public void Progress()
    {
        HasProgressed = true;
        _limit.CancelAfter(_timeout);
    }

    public void Dispose()
    {
        _either.Dispose();
        _limit.Dispose();
    }
}
