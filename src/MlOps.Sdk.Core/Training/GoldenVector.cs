using MlOps.Sdk.Data;

namespace MlOps.Sdk.Training;

/// <summary>An instance and its feature vector.</summary>
/// <param name="Instance">The instance as a JSON object.</param>
/// <param name="Vector">The feature vector.</param>
public sealed record GoldenVector(string Instance, ValueList<float> Vector);
