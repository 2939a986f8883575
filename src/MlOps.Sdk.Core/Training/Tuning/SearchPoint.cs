namespace MlOps.Sdk.Training;

/// <summary>Settings as a point of a space.</summary>
/// <param name="Space">Which space.</param>
/// <param name="Coordinates">One for each of its axes; NaN where the learner's own setting is outside of the range, or left to the algorithm.</param>
internal sealed record SearchPoint(int Space, double[] Coordinates);
