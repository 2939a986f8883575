using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace MlOps.Sdk.Clients;

/// <summary>What the clients share: options, credential, clock, chance, and a connection to each service.</summary>
internal sealed class GoogleCloudConnection : IDisposable
{
    private readonly ConcurrentDictionary<GoogleApi, Lazy<GoogleApiService>> _services = new();
    private readonly GoogleCloudCredentials _credentials;
    private readonly RetryPolicy _retry;
    private readonly GoogleHttpClientFactory _clients;

    /// <param name="options">Where the services are, and how they are reached.</param>
    /// <param name="time">The clock of waits and limits.</param>
    /// <param name="logger">Is told of attempts; never of secrets.</param>
    /// <param name="random">Spreads the waits; seeded by chance if null.</param>
    /// <param name="handler">Makes what sends requests, for tests; null for the network.</param>
    public GoogleCloudConnection(
        GoogleCloudOptions options, TimeProvider time, ILogger logger, Random? random = null, Func<HttpMessageHandler>? handler = null)
    {
        Options = options;
        Time = time;
        Logger = logger;
        _credentials = new GoogleCloudCredentials(options);
        _retry = new RetryPolicy(options.Retry, time, random ?? new Random(RandomNumberGenerator.GetInt32(int.MaxValue)));
        _clients = new GoogleHttpClientFactory(handler);
    }

    public GoogleCloudOptions Options { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    /// <summary>The connection to a service; opened once.</summary>
    public GoogleApiService Open(GoogleApi api) => _services.GetOrAdd(api, key => new Lazy<GoogleApiService>(
        () => new GoogleApiService(key, Options, _credentials, _retry, Logger, _clients))).Value;

    public void Dispose()
    {
        foreach (Lazy<GoogleApiService> service in _services.Values.Where(service => service.IsValueCreated))
            service.Value.Dispose();
        _credentials.Dispose();
    }
}
