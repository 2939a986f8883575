using MlOps.Sdk.Data;

namespace MlOps.Sdk.Models;

/// <summary>A sample instance with what training computed for it; every host must compute the same before it takes traffic.</summary>
/// <param name="Instance">The instance as a JSON object.</param>
/// <param name="Vector">The feature vector, computed by the training engine.</param>
/// <param name="Scores">The scores, computed by the training library.</param>
public sealed record GoldenRow(string Instance, ValueList<float> Vector, ValueList<float> Scores);
