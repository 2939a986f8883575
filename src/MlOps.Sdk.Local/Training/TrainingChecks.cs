using System.Globalization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>What training data must be for a model to come of it; ML.NET would drop rows, or fail without saying where.</summary>
internal static class TrainingChecks
{
    private const int MaximumClasses = 1000;

    public static void BeforeReading(TrainingRequest request)
    {
        string stage = request.Plan.Name;
        TrainingRules.ThrowIfNothingToTrainOn(request);
        if (request.Staged.RowsOf(SplitName.Train) > int.MaxValue)
        {
            throw new StageException(Invariant(
                $"{stage}: the split '{SplitName.Train}' has {request.Staged.RowsOf(SplitName.Train)} rows, training in this process takes at most {int.MaxValue}. Train on a sample."));
        }

        int classes = request.Features.Classes.Count;
        if (request.Plan.Task == TaskKind.Multiclass && classes > MaximumClasses)
        {
            throw new StageException(Invariant(
                $"{stage}: the label has {classes} classes, at most {MaximumClasses} can be told apart. Group rare ones in Transform, or predict a number with Regression."));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
