using System.Text.Json.Serialization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Registry;

/// <summary>An immutable entry of the model registry.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Version">1 for the first version of the name, and so on.</param>
/// <param name="Bundle">The model bundle's folder in the artifact store.</param>
/// <param name="Evaluation">The metrics on the test split.</param>
public sealed record ModelVersion(string Model, int Version, DataFile Bundle, Evaluation Evaluation) : Product
{
    /// <inheritdoc />
    [JsonIgnore]
    public override ValueList<DataFile> Files => [Bundle];
}
