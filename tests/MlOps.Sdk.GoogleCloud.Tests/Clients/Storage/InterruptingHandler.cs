namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Storage;

/// <summary>A network in which something happens just before the first content is asked for.</summary>
internal sealed class InterruptingHandler(Func<Task> before) : DelegatingHandler(new SocketsHttpHandler())
{
    private bool _isDone;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!_isDone && request.RequestUri!.Query.Contains("alt=media", StringComparison.Ordinal))
        {
            _isDone = true;
            await before();
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
