using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Training;

/// <summary>A feature in which only constants are left.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">
/// With a width of 1 a Double that is the slot's value, null standing for a missing value (NaN). With a greater width an Int64, never null, that says which
/// of the slots, from 0, holds 1; the others hold 0.
/// </param>
/// <param name="Width">How many slots of the vector it takes.</param>
public sealed record FittedFeature(string Name, ScalarNode Value, int Width = 1);
