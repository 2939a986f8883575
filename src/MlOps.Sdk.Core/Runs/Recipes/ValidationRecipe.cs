using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class ValidationRecipe : PlatformStageRecipe<ValidationPlan, Validator, ValidatedModel>
{
    public override string Reads => "one or more trained models, then the staged dataset and the features";

    public override bool CanRead(IReadOnlyList<Type> inputs) =>
        inputs is [Type, .., Type staged, Type features] && staged == typeof(StagedDataset) && features == typeof(FittedFeatures)
        && inputs.SkipLast(2).All(input => input == typeof(TrainedModel));

    // In this process, whatever the platform: the warehouse hands over the test rows, and the registry is the application's.
    public override object? Resolve(IServiceProvider provider, string platform) =>
        provider.GetKeyedService<IWarehouse>(platform) is { } warehouse && provider.GetService<IModelRegistry>() is { } registry
            ? new Validator(warehouse, registry)
            : null;

    public override Task<string?> FindObjectionAsync(object service, Product product, StageContext context, CancellationToken cancellationToken) =>
        ((Validator)service).FindObjectionAsync((ValidatedModel)product, cancellationToken);

    public override Task<long?> ForecastBytesAsync(
        object service, StagePlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        ((Validator)service).ForecastBytesAsync((StagedDataset)inputs[^2], (FittedFeatures)inputs[^1], context, cancellationToken);

    protected override Task<ValidatedModel> ExecuteAsync(
        Validator service, ValidationPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        service.ValidateAsync(plan, [.. inputs.OfType<TrainedModel>()], (StagedDataset)inputs[^2], (FittedFeatures)inputs[^1], context, cancellationToken);
}
