namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Storage;

/// <summary>A network that changes a byte of every object's content.</summary>
internal sealed class GarblingHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (!request.RequestUri!.Query.Contains("alt=media", StringComparison.Ordinal))
            return response;
        byte[] content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        content[^1] ^= 1;
        response.Content = new ByteArrayContent(content);
        return response;
    }
}
