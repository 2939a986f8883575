using System.Text.Json.Serialization;

namespace MlOps.Sdk.Models;

/// <summary>What becomes of a unit's sum in a neural network.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Activation>))]
public enum Activation
{
    /// <summary>The sum itself.</summary>
    Identity,

    /// <summary>The sum, or 0 if it is negative.</summary>
    Relu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1 / (1 + exp(−sum)).</summary>
    Sigmoid,
}
