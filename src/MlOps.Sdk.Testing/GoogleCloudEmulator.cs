using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlOps.Sdk.Testing.Emulator;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing;

/// <summary>Cloud Storage, BigQuery, Dataflow and Vertex AI on one local port, for tests.</summary>
/// <remarks>
/// It executes what it is sent: BigQuery's SQL on DuckDB, boosted trees of BigQuery ML with XGBoost of <c>python3</c>, Beam YAML step by step with
/// <c>python3</c>, custom jobs as local processes, endpoints as running hosts. It is strict: what the real services refuse is refused. Nothing outlives it.
/// </remarks>
/// <example><code>await using GoogleCloudEmulator google = await GoogleCloudEmulator.StartAsync();</code></example>
public sealed class GoogleCloudEmulator : IAsyncDisposable
{
    private readonly EmulatorState _state;
    private readonly IReadOnlyList<EmulatedService> _services;
    private readonly WebApplication _host;
    private bool _hasEnded;

    private GoogleCloudEmulator(EmulatorState state, IReadOnlyList<EmulatedService> services, WebApplication host)
    {
        _state = state;
        _services = services;
        _host = host;
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address => _state.Address;

    /// <summary>What is to go wrong.</summary>
    public FaultPlan Faults => _state.Faults;

    /// <summary>Every exchange so far, in the order in which they ended.</summary>
    public ExchangeLog Exchanges => _state.Exchanges;

    internal EmulatorState State => _state;

    /// <summary>Starts an emulator on a free port.</summary>
    /// <param name="configure">Sets options.</param>
    public static async Task<GoogleCloudEmulator> StartAsync(Action<GoogleCloudEmulatorOptions>? configure = null)
    {
        GoogleCloudEmulatorOptions options = new();
        configure?.Invoke(options);
        EmulatorState state = new(options);
        IReadOnlyList<EmulatedService> services = EmulatedServices.Create(state);
        RouteTable routes = new();
        foreach (EmulatedService service in services)
            service.Map(routes);

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            // Google.Apis sends URLs and headers of some thousand characters.
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        WebApplication host = builder.Build();
        host.Run(new EmulatorPipeline(state, routes).HandleAsync);
        await host.StartAsync();
        state.Address = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");
        return new GoogleCloudEmulator(state, services, host);
    }

    /// <summary>Stops the processes that run for jobs and endpoints, and forgets everything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _hasEnded, true))
            return;
        foreach (EmulatedService service in _services)
            await service.DisposeAsync();
        await _host.DisposeAsync();
        _state.Dispose();
    }
}
