namespace MlOps.Sdk.Clients;

/// <summary>An answer that is asked for when it is first needed, by one caller at a time, and then kept; a question that failed is asked again.</summary>
/// <param name="ask">Asks.</param>
internal sealed class FirstUse<T>(Func<CancellationToken, Task<T>> ask) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Answer? _answer;

    public async ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        if (_answer is { } known)
            return known.Value;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _answer ??= new Answer(await ask(cancellationToken));
            return _answer.Value;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private sealed record Answer(T Value);
}
