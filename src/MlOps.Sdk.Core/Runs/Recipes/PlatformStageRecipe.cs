using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs.Recipes;

/// <summary>A kind of stage whose work a service does that each platform registers under its name.</summary>
internal abstract class PlatformStageRecipe<TPlan, TService, TProduct> : StageRecipe
    where TPlan : StagePlan
    where TService : class
    where TProduct : Product
{
    public sealed override Type Service => typeof(TService);

    public sealed override Type Made => typeof(TProduct);

    public override object? Resolve(IServiceProvider provider, string platform) => provider.GetKeyedService<TService>(platform);

    public sealed override async Task<Product> ExecuteAsync(
        object service, StagePlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        await ExecuteAsync(Adopt(service), (TPlan)plan, inputs, context, cancellationToken)
        ?? throw new StageException($"{plan.Name}: {service.GetType().FullName} returned null. Return what the stage has made.");

    // What looks at whole datasets asks a warehouse: the work begins with a stand-in that ends it at its first question.
    public override async Task<long?> ForecastBytesAsync(
        object service, StagePlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken)
    {
        if (service is not IWarehouse warehouse || new ForecastingWarehouse(warehouse) is not TService standIn)
            return null;
        try
        {
            await ExecuteAsync(standIn, (TPlan)plan, inputs, context, cancellationToken);
            return null;
        }
        catch (ForecastingWarehouse.Heard heard)
        {
            return heard.Bytes;
        }
    }

    /// <summary>The service that a class of the user's own is, or is used by.</summary>
    protected virtual TService Adopt(object service) => (TService)service;

    protected abstract Task<TProduct> ExecuteAsync(
        TService service, TPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken);
}
