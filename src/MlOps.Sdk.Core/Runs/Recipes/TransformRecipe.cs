using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs.Recipes;

internal sealed class TransformRecipe : PlatformStageRecipe<TransformPlan, ITransformer, Dataset>
{
    public override string Reads => "one or more datasets";

    public override bool TakesUserClass => true;

    public override bool CanRead(IReadOnlyList<Type> inputs) => inputs.Count > 0 && inputs.All(input => input == typeof(Dataset));

    public override Task<long?> ForecastBytesAsync(
        object service, StagePlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        ((ITransformer)service).ForecastBytesAsync(
            new TransformRequest(inputs.Cast<Dataset>().ToValueList(), (TransformPlan)plan), context, cancellationToken);

    protected override Task<Dataset> ExecuteAsync(
        ITransformer service, TransformPlan plan, IReadOnlyList<Product> inputs, StageContext context, CancellationToken cancellationToken) =>
        service.TransformAsync(new TransformRequest(inputs.Cast<Dataset>().ToValueList(), plan), context, cancellationToken);
}
