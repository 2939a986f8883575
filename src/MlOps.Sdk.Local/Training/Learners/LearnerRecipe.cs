using Microsoft.ML;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using ITransformer = Microsoft.ML.ITransformer;

namespace MlOps.Sdk.Training.Learners;

/// <summary>How one learner is trained for each task; a new learner is a new recipe and a line in <see cref="LearnerTable"/>.</summary>
internal abstract class LearnerRecipe
{
    /// <summary>The learner as it stands in C#, for messages.</summary>
    public abstract string Advice { get; }

    /// <summary>Whether the learner has an answer to missing values.</summary>
    public abstract bool TakesMissingValues { get; }

    public abstract bool Supports(TaskKind task);

    /// <summary>Whether the model that was trained has one. A program chooses its kind of model itself, and a linear one has none.</summary>
    public bool TakesMissingValuesIn(TrainedLearner trained) => TakesMissingValues && trained.Scorer is TreeEnsembleParameters;

    public abstract Task<TrainedLearner> FitAsync(FitRequest request, StageContext context, CancellationToken cancellationToken);

    /// <summary>A fit that is handed the training split block by block, for a learner that needs each row once; null for one that needs all rows at hand.</summary>
    public virtual IBlockFit? StartFit(TrainingPlan plan) => null;
}

/// <summary>What a recipe is given.</summary>
/// <param name="Context">ML.NET, seeded.</param>
/// <param name="Rows">What is trained on.</param>
/// <param name="View">The same, as ML.NET reads it.</param>
/// <param name="Plan">The task, the learner, the seed.</param>
/// <param name="Threads">How many threads to use where the result doesn't depend on it; null for all processors.</param>
/// <param name="Classes">The names of the classes; none for regression.</param>
/// <param name="Folder">A folder of the training's own; may not be there yet.</param>
/// <param name="Progress">Hears the share of the training that is done.</param>
internal sealed record FitRequest(
    MLContext Context, FeatureRows Rows, IDataView View, TrainingPlan Plan, int? Threads, ValueList<string> Classes, string Folder, Action<double> Progress);

/// <summary>What a recipe makes.</summary>
/// <param name="Scorer">The model's parameters.</param>
/// <param name="Model">ML.NET's own model; null if ML.NET didn't train it.</param>
internal sealed record TrainedLearner(ScorerParameters Scorer, MlNetModel? Model);

/// <summary>ML.NET's own model.</summary>
internal sealed record MlNetModel(ITransformer Transformer, DataViewSchema Schema);
