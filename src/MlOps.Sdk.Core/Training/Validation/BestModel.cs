using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Chooses the best of several models by the validation split, so that the test split is left for judging it.</summary>
internal static class BestModel
{
    /// <exception cref="StageException">The models can't be compared.</exception>
    public static TrainedModel Of(ValidationPlan plan, IReadOnlyList<TrainedModel> models)
    {
        if (models is [var only])
            return only;
        TrainedModel[] unmeasured = [.. models.Where(model => model.Evaluations.All(evaluation => evaluation.Split != SplitName.Validation))];
        if (unmeasured.Length > 0)
            throw new StageException(
                $"{plan.Name}: {models.Count} models can't be compared, because {string.Join(", ", unmeasured.Select(model => model.Learner.Name))} "
                + $"{(unmeasured.Length == 1 ? "has" : "have")} no metrics on the split '{SplitName.Validation}'. Give Stage(...) a validation share.");

        // A NaN loses against every number; the first of equals wins, so that the choice repeats.
        return models.Aggregate((best, model) => Score(model) > Score(best) || (double.IsNaN(Score(best)) && !double.IsNaN(Score(model))) ? model : best);
    }

    private static double Score(TrainedModel model)
    {
        Evaluation evaluation = model.On(SplitName.Validation);
        return evaluation[evaluation.Primary];
    }
}
