namespace MlOps.Sdk.Serving;

/// <summary>How <c>MapModel</c> serves a model.</summary>
public sealed class ModelEndpointOptions
{
    /// <summary>
    /// The model's address, such as <c>/models/flight-delays</c>, which is also the default. Predictions are a POST to it with <c>:predict</c> at its end,
    /// its health is <c>/health</c> below it.
    /// </summary>
    public string? Pattern { get; set; }

    /// <summary>The folder of a model bundle to serve instead of what is deployed to the endpoint; null by default.</summary>
    public string? Bundle { get; set; }

    /// <summary>
    /// The folder that holds <c>endpoints/</c>. By default <see cref="MlOpsOptions.Root"/> as the application has configured it (<c>MlOps:Root</c>),
    /// which is <c>.mlops</c> otherwise.
    /// </summary>
    public string? Root { get; set; }

    /// <summary>
    /// Whether the application may start before there is a sound deployment, answering 503 until there is one; false by default: <c>MapModel</c> throws.
    /// </summary>
    public bool AwaitDeployment { get; set; }

    /// <summary>How often to look for a new deployment; every second by default.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest body of a request, in bytes; 10 MB by default. Kestrel's own limit of 30 MB holds as well.</summary>
    public int MaxRequestBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Whether to skip properties that the model doesn't read; false by default: each is an error, because it may be a misspelt column.</summary>
    public bool AllowUnknownProperties { get; set; }

    internal IEnumerable<string> Problems()
    {
        if (Pattern is not null && (!Pattern.StartsWith('/') || Pattern.Length < 2 || Pattern.EndsWith('/') || Pattern.AsSpan().ContainsAny("{}?*:#")))
            yield return $"Pattern: '{Pattern}' is not an address. Write a path such as '/models/flight-delays', without parameters.";
        if (Bundle is not null && AwaitDeployment)
            yield return "AwaitDeployment: a fixed Bundle is never deployed. Set one of the two.";
        if (PollInterval < TimeSpan.FromMilliseconds(10))
            yield return $"PollInterval: must be at least 10 ms, was {PollInterval.TotalMilliseconds} ms.";
        if (MaxRequestBytes < 1)
            yield return $"MaxRequestBytes: must be positive, was {MaxRequestBytes}.";
    }
}
