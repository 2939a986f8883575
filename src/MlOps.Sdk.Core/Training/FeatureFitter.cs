using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Fills what the analyzers learn from the training split into the features.</summary>
internal static class FeatureFitter
{
    public static Task<FittedFeatures> FitAsync(
        IWarehouse warehouse,
        StagedDataset staged,
        Dataset instances,
        FeaturesPlan plan,
        StageContext context,
        CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
