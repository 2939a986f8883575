using MlOps.Sdk.Data;

namespace MlOps.Sdk.Training.Leaks;

/// <summary>Looks for features that seem to know the label, or to name the row; at most one warning for each, the gravest.</summary>
internal static class LeakFinder
{
    public static ValueList<LeakWarning> Find(FeatureMatrix matrix, CancellationToken cancellationToken)
    {
        List<LeakWarning> warnings = [];
        foreach (FeatureSlots feature in matrix.Features)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if ((LabelCopy.Find(feature, matrix.Label) ?? SingleFeature.Find(feature, matrix.Label) ?? RowName.Find(feature)) is { } reason)
                warnings.Add(new LeakWarning(feature.Name, reason));
        }

        return warnings.ToValueList();
    }
}
