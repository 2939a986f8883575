namespace MlOps.Sdk.Training;

/// <summary>What serving a model took on the machine that validated it.</summary>
/// <param name="Median">How long half of the predictions took at most, in milliseconds: one row as JSON, read, scored.</param>
/// <param name="P99">How long 99 % of them took at most.</param>
/// <param name="Load">How long it took to open the bundle, to check every byte and to replay the golden rows, in milliseconds.</param>
/// <param name="Predictions">How many predictions were measured.</param>
/// <param name="AllocatedBytes">How many bytes of managed memory a prediction allocates.</param>
/// <param name="BundleBytes">The size of all files of the bundle.</param>
public sealed record ServingMeasurement(double Median, double P99, double Load, int Predictions, double AllocatedBytes, long BundleBytes);
