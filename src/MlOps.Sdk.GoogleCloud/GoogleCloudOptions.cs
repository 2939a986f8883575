namespace MlOps.Sdk;

/// <summary>How Google Cloud is reached; bound from the configuration section <c>MlOps:GoogleCloud</c>.</summary>
public sealed class GoogleCloudOptions
{
    /// <summary>The project that owns and pays, such as <c>my-project-123</c>.</summary>
    public string ProjectId { get; set; } = "";

    /// <summary>The region of jobs, models and endpoints, such as <c>europe-west4</c>.</summary>
    public string Region { get; set; } = "";

    /// <summary>
    /// One address for all services, such as that of an emulator; null, the default, for Google's own. With an address that isn't https no credential is
    /// looked for.
    /// </summary>
    public string? Endpoint { get; set; }

    /// <summary>Addresses of single services, before <see cref="Endpoint"/>; none by default.</summary>
    public GoogleCloudEndpoints Endpoints { get; set; } = new();

    /// <summary>
    /// A file of a service account's key or of workload identity federation; null, the default, for Application Default Credentials: the file that
    /// <c>GOOGLE_APPLICATION_CREDENTIALS</c> names, that of <c>gcloud auth application-default login</c>, or the machine's own service account.
    /// </summary>
    public string? CredentialFile { get; set; }

    /// <summary>A token that somebody else renews, instead of other credentials; null by default. It is never logged.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The e-mail of a service account to act as; null, the default, to act as oneself.</summary>
    public string? ImpersonateServiceAccount { get; set; }

    /// <summary>The domain of Google's addresses; <c>googleapis.com</c> by default, another in a sovereign cloud.</summary>
    public string UniverseDomain { get; set; } = "googleapis.com";

    /// <summary>What is tried again, how often and how long.</summary>
    public GoogleCloudRetryOptions Retry { get; set; } = new();

    /// <summary>How files travel to and from Cloud Storage.</summary>
    public CloudStorageOptions Storage { get; set; } = new();

    /// <summary>The options without secrets.</summary>
    public override string ToString() => $"project '{ProjectId}', region '{Region}', endpoint {Endpoint ?? "of Google"}";
}
