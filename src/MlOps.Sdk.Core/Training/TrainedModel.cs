using System.Text.Json.Serialization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>A model bundle and how well it does on rows that it wasn't fitted on.</summary>
/// <param name="Learner">What was trained.</param>
/// <param name="Bundle">The bundle's folder in the artifact store.</param>
/// <param name="Evaluations">The metrics, one entry for each of the splits <c>validation</c> and <c>test</c> that has rows.</param>
public sealed record TrainedModel(Learner Learner, DataFile Bundle, ValueList<Evaluation> Evaluations) : Product
{
    /// <inheritdoc />
    [JsonIgnore]
    public override ValueList<DataFile> Files => [Bundle];

    /// <summary>The metrics on a split.</summary>
    /// <exception cref="InvalidOperationException">The split has no rows.</exception>
    public Evaluation On(string split) => Evaluations.FirstOrDefault(evaluation => evaluation.Split == split)
        ?? throw new InvalidOperationException($"The model has no metrics on '{split}', because that split has no rows.");
}
