namespace MlOps.Sdk.Clients;

/// <summary>How many rows of a batch prediction succeeded and failed.</summary>
/// <param name="SuccessfulCount">Rows with a prediction.</param>
/// <param name="FailedCount">Rows with an error.</param>
/// <param name="IncompleteCount">Rows that weren't reached; -1 if unknown.</param>
public sealed record BatchCompletion(long SuccessfulCount, long FailedCount, long IncompleteCount);
