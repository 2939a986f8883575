namespace MlOps.Sdk.Clients;

/// <summary>The machines, accounts and folders of a Dataflow job; what is null is left to Dataflow.</summary>
public sealed record DataflowEnvironment
{
    /// <summary>A folder for temporary files, such as <c>gs://bucket/tmp</c>.</summary>
    public string? TempLocation { get; init; }

    /// <summary>A folder for what the workers load, such as <c>gs://bucket/staging</c>.</summary>
    public string? StagingLocation { get; init; }

    /// <summary>The workers' service account.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>The workers' machine type, such as <c>n2-standard-4</c>.</summary>
    public string? MachineType { get; init; }

    /// <summary>How many workers to start with.</summary>
    public int? Workers { get; init; }

    /// <summary>At most so many workers, 1 to 1000.</summary>
    public int? MaxWorkers { get; init; }

    /// <summary>The VPC network.</summary>
    public string? Network { get; init; }

    /// <summary>The subnetwork, such as <c>regions/europe-west3/subnetworks/jobs</c>.</summary>
    public string? Subnetwork { get; init; }

    /// <summary>Whether workers have public addresses.</summary>
    public bool? PublicAddresses { get; init; }

    /// <summary>The key of Cloud KMS that encrypts what the job keeps.</summary>
    public string? KmsKey { get; init; }

    /// <summary>Labels of the job besides the launch's own.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
