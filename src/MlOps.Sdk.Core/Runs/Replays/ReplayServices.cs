using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Registry;

namespace MlOps.Sdk.Runs;

/// <summary>The application's services, with a registry as it was for the recorded run.</summary>
internal sealed class ReplayServices(IServiceProvider inner, IModelRegistry registry) : IKeyedServiceProvider
{
    public object? GetService(Type serviceType) =>
        serviceType == typeof(IModelRegistry) ? registry : serviceType == typeof(IServiceProvider) ? this : inner.GetService(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) => ((IKeyedServiceProvider)inner).GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => inner.GetRequiredKeyedService(serviceType, serviceKey);
}
