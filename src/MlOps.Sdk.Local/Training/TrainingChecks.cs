using System.Globalization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training.Learners;

namespace MlOps.Sdk.Training;

/// <summary>What training data must be for a model to come of it; ML.NET would drop rows, or fail without saying where.</summary>
internal static class TrainingChecks
{
    private const int MaximumClasses = 1000;

    public static void BeforeReading(TrainingRequest request)
    {
        string stage = request.Plan.Name;
        if (request.Staged.RowsOf(SplitName.Train) == 0)
        {
            throw new StageException(
                $"{stage}: the split '{SplitName.Train}' of '{request.Staged.Table}' has no rows. Keep rows in it: lower the shares of the other splits in Stage.");
        }

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

    public static void TrainingSplit(FeatureMatrix matrix, LearnerRecipe recipe, TrainingRequest request)
    {
        List<string> problems = [];
        if (ConstantLabel(matrix.Label) is { } constant)
            problems.Add($"the label is {constant} in every row of the split '{SplitName.Train}', so there is nothing to learn. Choose another label, or more rows.");
        AddProblems(problems, matrix, recipe, request, SplitName.Train);
        Throw(problems, request);
    }

    public static void HeldOutSplit(FeatureMatrix matrix, LearnerRecipe recipe, TrainingRequest request, string split)
    {
        List<string> problems = [];
        AddProblems(problems, matrix, recipe, request, split);
        Throw(problems, request);
    }

    private static void AddProblems(List<string> problems, FeatureMatrix matrix, LearnerRecipe recipe, TrainingRequest request, string split)
    {
        if (matrix.Label is LabelColumn.Numbers numbers && numbers.Values.Count(value => !double.IsFinite(value)) is > 0 and int labels)
            problems.Add(Invariant($"the label is missing or infinite in {labels} of {matrix.Rows} rows of the split '{split}'. Drop them: .Where(…) in Transform."));

        if (recipe.TakesMissingValues)
            return;
        foreach (FeatureSlots feature in matrix.Features)
        {
            if (feature.Values?.Count(value => !float.IsFinite(value)) is > 0 and int missing)
            {
                problems.Add(Invariant(
                    $"the feature '{feature.Name}' is missing or infinite in {missing} of {matrix.Rows} rows of the split '{split}', and the learner '{request.Plan.Learner.Name}' takes numbers only. ")
                    + $"Write f.{feature.Name} ?? 0 or Feature.Standardize(f.{feature.Name}), or use Learner.LightGbm().");
            }
        }
    }

    private static string? ConstantLabel(LabelColumn label) => label switch
    {
        LabelColumn.Truths truths when !truths.Values.AsSpan().ContainsAnyExcept(truths.Values[0]) => truths.Values[0] ? "true" : "false",
        LabelColumn.Classes { Count: < 2 } => "of one class",
        LabelColumn.Numbers numbers when !numbers.Values.AsSpan().ContainsAnyExcept(numbers.Values[0]) => numbers.Values[0].ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static void Throw(List<string> problems, TrainingRequest request)
    {
        if (problems.Count > 0)
            throw new StageException(string.Join(Environment.NewLine, problems.Select(problem => $"{request.Plan.Name}: {problem}")));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
