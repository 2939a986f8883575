using System.Text.Json.Serialization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Deployments;

/// <summary>A model version that receives an endpoint's traffic.</summary>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="Version">The model version.</param>
/// <param name="Location">Where the endpoint is: a file that serving hosts watch, or a URI.</param>
public sealed record Deployment(string Endpoint, ModelVersion Version, string Location) : Product
{
    /// <summary>The percent of the traffic that it is meant to have at least; null for all of it.</summary>
    public int? Canary { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override ValueList<DataFile> Files => Version.Files;
}
