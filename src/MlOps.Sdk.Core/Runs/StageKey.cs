using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Runs;

/// <summary>Identifies a stage's work by all that decides its result: equal keys mean equal work.</summary>
/// <param name="Digest">The key: lower-case hexadecimal SHA-256 of the ingredients as JSON.</param>
/// <param name="Ingredients">What the key is made of, by name, in a fixed order.</param>
public sealed record StageKey(string Digest, ValueList<Ingredient> Ingredients)
{
    /// <summary>The key that is made of these ingredients.</summary>
    public static StageKey Of(ValueList<Ingredient> ingredients) => new(
        PlanJson.Digest(ingredients), ingredients);
}

/// <summary>Something that decides a stage's result.</summary>
/// <param name="Name">What it is, such as <c>plan</c>, or <c>input 0</c> for the first product that the stage reads.</param>
/// <param name="Value">Its value: JSON, a digest or a name.</param>
public sealed record Ingredient(string Name, string Value);
