using System.Text.Json;

namespace MlOps.Sdk.Clients;

/// <summary>A parameter's value in a trial.</summary>
/// <param name="ParameterId">The parameter.</param>
/// <param name="Value">A number or a text.</param>
public sealed record TrialParameter(string ParameterId, JsonElement Value);
