using Microsoft.ML;
using Microsoft.ML.Trainers;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training.Learners;

/// <summary>A learner that is trained in this process.</summary>
internal abstract class MlNetRecipe : LearnerRecipe
{
    public const string Features = FeatureMatrixDataView.FeaturesColumn;
    public const string Label = FeatureMatrixDataView.LabelColumnName;

    public abstract TrainedLearner Fit(FitRequest request);

    // LightGBM's native rounds can't be interrupted: a cancelled stage stops waiting at once and lets them run out unseen.
    public sealed override Task<TrainedLearner> FitAsync(FitRequest request, StageContext context, CancellationToken cancellationToken) =>
        Task.Run(() => Fit(request), cancellationToken).WaitAsync(cancellationToken);

    protected static TrainedLearner Fit(ITrainerEstimator<ISingleFeaturePredictionTransformer<object>, object> estimator, FitRequest request)
    {
        ISingleFeaturePredictionTransformer<object> model = estimator.Fit(request.View);
        return new TrainedLearner(ModelExtraction.Extract(model.Model, request.Rows.Matrix.Width), new MlNetModel(model, request.View.Schema));
    }
}
