using System.Text.Json.Serialization;

namespace MlOps.Sdk.Models;

/// <summary>What makes scores of a model's raw sums.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScoreTransform>))]
public enum ScoreTransform
{
    /// <summary>The sum is the score (regression).</summary>
    Identity,

    /// <summary>1 / (1 + exp(slope · sum + offset)), Platt's calibration (binary).</summary>
    Logistic,

    /// <summary>exp(sumᵢ) / Σ exp(sumⱼ) over the classes (multiclass).</summary>
    Softmax,
}
