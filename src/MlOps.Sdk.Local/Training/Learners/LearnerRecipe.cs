using Microsoft.ML;
using Microsoft.ML.Trainers;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Learners;

/// <summary>How one learner is trained for each task; a new learner is a new recipe and a line in <see cref="LearnerTable"/>.</summary>
internal abstract class LearnerRecipe
{
    public const string Features = FeatureMatrixDataView.FeaturesColumn;
    public const string Label = FeatureMatrixDataView.LabelColumnName;

    /// <summary>The learner as it stands in C#, for messages.</summary>
    public abstract string Advice { get; }

    /// <summary>Whether the learner has an answer to missing values.</summary>
    public abstract bool TakesMissingValues { get; }

    public abstract bool Supports(TaskKind task);

    public abstract TrainedLearner Fit(FitRequest request);

    /// <summary>A fit that is handed the training split block by block, for a learner that needs each row once; null for one that needs all rows at hand.</summary>
    public virtual IBlockFit? StartFit(TrainingPlan plan) => null;

    protected static TrainedLearner Fit(ITrainerEstimator<ISingleFeaturePredictionTransformer<object>, object> estimator, FitRequest request)
    {
        ISingleFeaturePredictionTransformer<object> model = estimator.Fit(request.View);
        return new TrainedLearner(ModelExtraction.Extract(model.Model, request.Matrix.Width), new MlNetModel(model, request.View.Schema));
    }
}

/// <summary>What a recipe is given.</summary>
/// <param name="Context">ML.NET, seeded.</param>
/// <param name="Matrix">The training split.</param>
/// <param name="View">The same, as ML.NET reads it.</param>
/// <param name="Plan">The task, the learner, the seed.</param>
/// <param name="Threads">How many threads to use where the result doesn't depend on it; null for all processors.</param>
internal sealed record FitRequest(MLContext Context, FeatureMatrix Matrix, IDataView View, TrainingPlan Plan, int? Threads);

/// <summary>What a recipe makes.</summary>
/// <param name="Scorer">The model's parameters.</param>
/// <param name="Model">ML.NET's own model; null if ML.NET didn't train it.</param>
internal sealed record TrainedLearner(ScorerParameters Scorer, MlNetModel? Model);

/// <summary>ML.NET's own model.</summary>
internal sealed record MlNetModel(ITransformer Transformer, DataViewSchema Schema);
