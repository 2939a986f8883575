using System.Text.Json.Serialization;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>A setting and the values that it may take.</summary>
/// <param name="Name">The setting's path in the learner's JSON, such as <c>leaves</c> or <c>settings.depth</c>.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "parameter")]
[JsonDerivedType(typeof(RealParameter), "real")]
[JsonDerivedType(typeof(IntegerParameter), "integer")]
[JsonDerivedType(typeof(ChoiceParameter), "choice")]
public abstract record SearchParameter(string Name);

/// <summary>A number in a range, both ends included.</summary>
/// <param name="Name">The setting's path.</param>
/// <param name="Least">The least value.</param>
/// <param name="Greatest">The greatest value.</param>
/// <param name="Logarithmic">Whether equal ratios are equally far apart.</param>
public sealed record RealParameter(string Name, double Least, double Greatest, bool Logarithmic = false) : SearchParameter(Name)
{
    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Name} {Least} to {Greatest}{(Logarithmic ? " by its logarithm" : "")}");
}

/// <summary>A whole number in a range, both ends included.</summary>
/// <param name="Name">The setting's path.</param>
/// <param name="Least">The least value.</param>
/// <param name="Greatest">The greatest value.</param>
/// <param name="Logarithmic">Whether equal ratios are equally far apart.</param>
public sealed record IntegerParameter(string Name, long Least, long Greatest, bool Logarithmic = false) : SearchParameter(Name)
{
    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Name} {Least} to {Greatest}{(Logarithmic ? " by its logarithm" : "")}");
}

/// <summary>One of several values without an order.</summary>
/// <param name="Name">The setting's path.</param>
/// <param name="Values">The values as JSON.</param>
public sealed record ChoiceParameter(string Name, ValueList<string> Values) : SearchParameter(Name)
{
    /// <inheritdoc />
    public override string ToString() => $"{Name} one of {string.Join(", ", Values)}";
}
