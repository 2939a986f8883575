using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator;

/// <summary>One of Google's services: its routes and what stands behind them.</summary>
internal abstract class EmulatedService : IAsyncDisposable
{
    /// <summary>Adds the service's methods.</summary>
    public abstract void Map(RouteTable routes);

    /// <summary>Stops what runs.</summary>
    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
