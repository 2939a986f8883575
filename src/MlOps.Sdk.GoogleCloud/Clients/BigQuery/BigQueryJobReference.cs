namespace MlOps.Sdk.Clients;

/// <summary>The name of a job, chosen by who starts it.</summary>
/// <param name="ProjectId">The project that pays.</param>
/// <param name="JobId">Letters, digits, <c>_</c> and <c>-</c>, 1024 at most; never used again, not even when the job failed.</param>
/// <param name="Location">Where it runs: that of the data. Without it only jobs in <c>US</c> and <c>EU</c> are found.</param>
public sealed record BigQueryJobReference(string ProjectId, string JobId, string? Location)
{
    /// <inheritdoc />
    public override string ToString() => $"{ProjectId}:{Location}.{JobId}";
}
