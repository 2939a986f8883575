using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Holds a dataset to the checks of a plan by one query.</summary>
internal static class Verifier
{
    public static Task<Verification> VerifyAsync(
        IWarehouse warehouse, Dataset dataset, VerifyPlan plan, StageContext context, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
