namespace MlOps.Sdk;

/// <summary>How calls that fail for a passing reason are tried again.</summary>
/// <remarks>
/// Passing are HTTP 408, 429, 500, 502, 503 and 504, exceeded rates, aborted transactions, and connections that break. The wait doubles from attempt to
/// attempt; a random part of it is waited, or what the service asks for.
/// </remarks>
public sealed class GoogleCloudRetryOptions
{
    /// <summary>How often a call is tried in all; 10 by default.</summary>
    public int MaxAttempts { get; set; } = 10;

    /// <summary>How long a call may take with all its attempts and waits; 10 minutes by default.</summary>
    public TimeSpan MaxElapsed { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest wait after the first attempt; 1 second by default.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait after any attempt; 32 seconds by default.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(32);

    /// <summary>How long one attempt may take, or stand still while content flows; 100 seconds by default.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(100);
}
