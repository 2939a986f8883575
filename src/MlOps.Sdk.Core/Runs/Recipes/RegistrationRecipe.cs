using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class RegistrationRecipe : PlatformStageRecipe<RegistrationPlan, IModelRegistry, ModelVersion>
{
    public override string Reads => "one validated model";

    public override bool CanRead(IReadOnlyList<Type> inputs) => inputs is [Type only] && only == typeof(ValidatedModel);

    // The registry is the application's, whatever the platform.
    public override object? Resolve(IServiceProvider provider, string platform) => provider.GetService<IModelRegistry>();

    public override async Task<string?> FindObjectionAsync(
        object service, Product product, StageContext context, CancellationToken cancellationToken)
    {
        ModelVersion version = (ModelVersion)product;
        IReadOnlyList<ModelVersion> versions = await ((IModelRegistry)service).ListAsync(version.Model, cancellationToken);
        return versions.Contains(version) ? null : $"the registry doesn't hold {version.Model} {version.Version}";
    }

    protected override Task<ModelVersion> ExecuteAsync(
        IModelRegistry service, RegistrationPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        service.RegisterAsync(plan.Model, (ValidatedModel)inputs[0], cancellationToken);
}
