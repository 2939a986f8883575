namespace MlOps.Sdk.Clients;

/// <summary>The answer to a cancellation.</summary>
internal sealed record BigQueryCancellation(BigQueryJob? Job);
