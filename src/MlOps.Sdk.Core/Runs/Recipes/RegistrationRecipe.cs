using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class RegistrationRecipe : PlatformStageRecipe<RegistrationPlan, IModelRegistry, Registration>
{
    public override string Reads => "one validated model";

    public override bool CanRead(IReadOnlyList<Type> inputs) => inputs is [Type only] && only == typeof(ValidatedModel);

    // The registry is the application's, whatever the platform.
    public override object? Resolve(IServiceProvider provider, string platform) => provider.GetService<IModelRegistry>();

    // Another run, or a person, may have moved the aliases since.
    public override async Task<string?> FindObjectionAsync(
        object service, Product product, StageContext context, CancellationToken cancellationToken)
    {
        if (product is not Registration registration)
            return "it was registered by an earlier package";
        (IModelRegistry registry, ModelVersion version) = ((IModelRegistry)service, registration.Version);
        RegisteredVersion? now = await registry.FindAsync(version.Model, version.Version, cancellationToken);
        if (now?.Version != version)
            return $"the registry doesn't hold {version.Model} {version.Version}";
        ModelVersion? champion = await registry.FindAsync(version.Model, ModelAlias.Champion, cancellationToken);
        if (champion != registration.Live)
            return champion is null ? $"{version.Model} has no champion any more" : $"the champion is {champion.Model} {champion.Version}";
        return now.State == registration.State ? null : $"{version.Model} {version.Version} is {now.State.ToString().ToLowerInvariant()}";
    }

    protected override Task<Registration> ExecuteAsync(
        IModelRegistry service, RegistrationPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        service.RegisterAsync(
            new RegistrationRequest(plan.Model, (ValidatedModel)inputs[0]) { RequiresApproval = plan.RequiresApproval, Card = plan.Card }, cancellationToken);
}
