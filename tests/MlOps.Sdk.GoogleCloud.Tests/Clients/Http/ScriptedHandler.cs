using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Http;

/// <summary>A network that answers by a script and keeps what it was sent.</summary>
internal sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _script = new();

    public ConcurrentQueue<HttpRequestMessage> Requests { get; } = new();

    public ConcurrentQueue<byte[]> Bodies { get; } = new();

    public ScriptedHandler Then(int status, string body = "{}", params (string Name, string Value)[] headers)
    {
        _script.Enqueue((_, _) =>
        {
            HttpResponseMessage response = new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            foreach ((string name, string value) in headers)
                response.Headers.TryAddWithoutValidation(name, value);
            return Task.FromResult(response);
        });
        return this;
    }

    public ScriptedHandler ThenThrow(Exception exception)
    {
        _script.Enqueue((_, _) => Task.FromException<HttpResponseMessage>(exception));
        return this;
    }

    public ScriptedHandler ThenHang()
    {
        _script.Enqueue(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException();
        });
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Bodies.Enqueue(request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken));
        Requests.Enqueue(request);
        HttpResponseMessage response = await _script.Dequeue()(request, cancellationToken);
        response.RequestMessage = request;
        return response;
    }
}
