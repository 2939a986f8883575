using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class ValidationRecipe : PlatformStageRecipe<ValidationPlan, Validator, ValidatedModel>
{
    private static readonly Validator TheValidator = new();

    public override string Reads => "one or more trained models, then the staged dataset and the features";

    public override bool CanRead(IReadOnlyList<Type> inputs) =>
        inputs is [Type, .., Type staged, Type features] && staged == typeof(StagedDataset) && features == typeof(FittedFeatures)
        && inputs.SkipLast(2).All(input => input == typeof(TrainedModel));

    public override object Resolve(IServiceProvider provider, string platform) => TheValidator;

    protected override Task<ValidatedModel> ExecuteAsync(
        Validator service, ValidationPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        Task.FromResult(service.Validate(plan, [.. inputs.OfType<TrainedModel>()]));
}
