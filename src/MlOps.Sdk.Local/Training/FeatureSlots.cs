namespace MlOps.Sdk.Training;

/// <summary>One feature of all rows: either its values, or the codes that say which of its slots is 1.</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Offset">Its first slot in the vector.</param>
/// <param name="Width">How many slots it takes.</param>
/// <param name="Values">The values of a feature with one slot.</param>
/// <param name="Codes">The codes of a feature with several slots.</param>
internal sealed record FeatureSlots(string Name, int Offset, int Width, float[]? Values, int[]? Codes);
