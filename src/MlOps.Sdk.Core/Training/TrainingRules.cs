using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>What every trainer holds the rows of a split to, in the same words.</summary>
public static class TrainingRules
{
    /// <summary>Refuses a dataset whose training split is empty.</summary>
    /// <exception cref="StageException">It is.</exception>
    public static void ThrowIfNothingToTrainOn(TrainingRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Staged.RowsOf(SplitName.Train) == 0)
        {
            throw new StageException(
                $"{request.Plan.Name}: the split '{SplitName.Train}' of '{request.Staged.Table}' has no rows. Keep rows in it: lower the shares of the other splits in Stage.");
        }
    }

    /// <summary>Refuses a split for all that was found in it.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="problems">What was found.</param>
    /// <exception cref="StageException">There is something.</exception>
    public static void ThrowIfAny(string stage, IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        if (problems.Count > 0)
            throw new StageException(string.Join(Environment.NewLine, problems.Select(problem => $"{stage}: {problem}")));
    }

    /// <summary>What is wrong with a label that is the same everywhere.</summary>
    /// <param name="label">The label, as it is written.</param>
    public static string ConstantLabel(string label) =>
        $"the label is {label} in every row of the split '{SplitName.Train}', so there is nothing to learn. Choose another label, or more rows.";

    /// <summary>What is wrong with labels that are missing or infinite.</summary>
    public static string MissingLabels(long missing, long rows, string split) => FormattableString.Invariant(
        $"the label is missing or infinite in {missing} of {rows} rows of the split '{split}'. Drop them: .Where(…) in Transform.");

    /// <summary>What is wrong with a feature that is missing or infinite, for a learner that can't take that.</summary>
    public static string MissingValues(string feature, long missing, long rows, string split, Learner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        return FormattableString.Invariant(
                $"the feature '{feature}' is missing or infinite in {missing} of {rows} rows of the split '{split}', and the learner '{learner.Name}' takes numbers only. ")
            + $"Write f.{feature} ?? 0 or Feature.Standardize(f.{feature}), or use Learner.LightGbm().";
    }
}
