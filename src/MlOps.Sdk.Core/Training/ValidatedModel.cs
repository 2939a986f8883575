using System.Text.Json.Serialization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>The model that was chosen and has passed all gates.</summary>
/// <param name="Model">The model.</param>
/// <param name="Gates">Each gate with the metric's value.</param>
public sealed record ValidatedModel(TrainedModel Model, ValueList<GateResult> Gates) : Product
{
    /// <inheritdoc />
    [JsonIgnore]
    public override ValueList<DataFile> Files => Model.Files;
}
