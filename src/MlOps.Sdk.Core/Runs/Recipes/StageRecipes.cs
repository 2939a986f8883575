using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Runs.Recipes;

/// <summary>The kinds of stages and how each is run.</summary>
internal static class StageRecipes
{
    private static readonly Dictionary<Type, StageRecipe> Table = new()
    {
        [typeof(IngestPlan)] = new IngestRecipe(),
        [typeof(ProfilePlan)] = new ProfileRecipe(),
        [typeof(TransformPlan)] = new TransformRecipe(),
        [typeof(VerifyPlan)] = new VerifyRecipe(),
        [typeof(StagingPlan)] = new StagingRecipe(),
        [typeof(FeaturesPlan)] = new FeaturesRecipe(),
        [typeof(SpotCheckPlan)] = new SpotCheckRecipe(),
        [typeof(TuningPlan)] = new TuningRecipe(),
        [typeof(TrainingPlan)] = new TrainingRecipe(),
        [typeof(ValidationPlan)] = new ValidationRecipe(),
        [typeof(RegistrationPlan)] = new RegistrationRecipe(),
        [typeof(DeploymentPlan)] = new DeploymentRecipe(),
    };

    public static StageRecipe Of(StagePlan plan) => Table[plan.GetType()];
}
