using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training.Learners;

/// <summary>Which recipe trains which learner.</summary>
internal static class LearnerTable
{
    private static readonly Dictionary<Type, LearnerRecipe> Recipes = new()
    {
        [typeof(LightGbmLearner)] = new LightGbmRecipe(),
        [typeof(FastTreeLearner)] = new FastTreeRecipe(),
        [typeof(LinearLearner)] = new LinearRecipe(),
        [typeof(SdcaLearner)] = new SdcaRecipe(),
        [typeof(ProgramLearner)] = new ProgramRecipe(),
    };

    public static LearnerRecipe Find(TrainingPlan plan)
    {
        if (!Recipes.TryGetValue(plan.Learner.GetType(), out LearnerRecipe? recipe))
        {
            throw new StageException(
                $"{plan.Name}: the platform Local doesn't know the learner '{plan.Learner.Name}'. Register a trainer for it with UseTrainer, "
                + "or use Learner.LightGbm(), Learner.FastTree(), Learner.Linear(), Learner.Sdca() or Learner.Program(…).");
        }

        return recipe.Supports(plan.Task)
            ? recipe
            : throw new StageException(
                $"{plan.Name}: the learner '{plan.Learner.Name}' has no {plan.Task.ToString().ToLowerInvariant()} form. "
                + $"Use {string.Join(" or ", Recipes.Values.Where(other => other.Supports(plan.Task)).Select(other => other.Advice))}.");
    }
}
