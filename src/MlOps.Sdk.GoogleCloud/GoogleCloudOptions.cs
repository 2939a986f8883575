namespace MlOps.Sdk;

/// <summary>How Google Cloud is reached; bound from the configuration section <c>MlOps:GoogleCloud</c>.</summary>
public sealed class GoogleCloudOptions
{
    /// <summary>The project that owns and pays, such as <c>my-project-123</c>.</summary>
    public string ProjectId { get; set; } = "";

    /// <summary>The region of jobs, models and endpoints, such as <c>europe-west4</c>.</summary>
    public string Region { get; set; } = "";

    /// <summary>Where files lie, such as <c>my-bucket</c> or <c>my-bucket/mlops</c>; the bucket is created in the region if it doesn't exist.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>BigQuery's dataset of staged tables; created if it doesn't exist. What is temporary lives for a day in <c>NAME_temporary</c>.</summary>
    public string Dataset { get; set; } = "mlops";

    /// <summary>BigQuery's location, such as <c>EU</c>; null, the default, for the region.</summary>
    public string? Location { get; set; }

    /// <summary>What runs transforms; <see cref="TransformEngine.Auto"/> by default.</summary>
    public TransformEngine Transform { get; set; }

    /// <summary>The container image of the worker that trains and serves, such as <c>europe-west4-docker.pkg.dev/my-project/mlops/worker:1.0.0</c>.</summary>
    public string WorkerImage { get; set; } = "";

    /// <summary>The service account that jobs and endpoints run as; null, the default, for the services' own agents.</summary>
    public string? ServiceAccount { get; set; }

    /// <summary>The machine that trains if the stage names no cores and memory; <c>n2-standard-4</c> by default.</summary>
    public string TrainingMachine { get; set; } = "n2-standard-4";

    /// <summary>The machine that serves; <c>n2-standard-2</c> by default.</summary>
    public string ServingMachine { get; set; } = "n2-standard-2";

    /// <summary>The least number of machines that serve; 1 by default.</summary>
    public int MinReplicas { get; set; } = 1;

    /// <summary>The most machines that serve; 1 by default.</summary>
    public int MaxReplicas { get; set; } = 1;

    /// <summary>How many earlier deployments stay on an endpoint, without traffic, to roll back to at once; 0 by default, as each costs its machines.</summary>
    public int KeptDeployments { get; set; }

    /// <summary>How many machines a Dataflow job may have; null, the default, leaves it to Dataflow.</summary>
    public int? MaxDataflowWorkers { get; set; }

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
