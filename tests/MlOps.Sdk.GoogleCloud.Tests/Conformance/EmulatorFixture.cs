using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.GoogleCloud.Tests.Pipelines;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Conformance;

/// <summary>One emulator for all tests of a class.</summary>
public sealed class EmulatorFixture : IAsyncLifetime
{
    private GoogleCloudEmulator? _google;

    public async ValueTask InitializeAsync() => _google = await CloudRun.StartEmulatorAsync();

    public ValueTask DisposeAsync()
    {
        ExchangeLogs.Keep(_google!);
        return _google!.DisposeAsync();
    }

    /// <summary>What the emulator has been asked so far.</summary>
    public IReadOnlyList<Exchange> Exchanges => _google!.Exchanges.All;

    /// <summary>An application of its own on the emulator.</summary>
    public StageFixture Create(Action<GoogleCloudOptions>? configure = null) => StageFixture.Of((services, root) => services
        .AddMlOps(options =>
        {
            options.Root = root;
            options.Platform = Platforms.GoogleCloud;
        })
        .AddLocal()
        .AddGoogleCloud(options =>
        {
            CloudRun.Configure(options, _google!.Address);
            configure?.Invoke(options);
        }));
}
