using Google.Apis.Http;

namespace MlOps.Sdk.Clients;

/// <summary>Google.Apis' factory over .NET's own handler, which inflates nothing: checksums are of what is stored.</summary>
internal sealed class GoogleHttpClientFactory(Func<HttpMessageHandler>? inner = null) : HttpClientFactory
{
    protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => inner?.Invoke() ?? new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(20),
        // Google moves its addresses; a connection that is used without pause would never see it.
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    };
}
