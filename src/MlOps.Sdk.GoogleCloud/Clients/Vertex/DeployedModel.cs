namespace MlOps.Sdk.Clients;

/// <summary>A model version on an endpoint.</summary>
public sealed record DeployedModel
{
    /// <summary>1 to 10 digits, not beginning with 0; belongs to this deployment alone.</summary>
    public required string Id { get; init; }

    /// <summary>The version: to deploy, its name with <c>@version</c>; an endpoint tells it without, see <see cref="ModelVersionId"/>.</summary>
    public required string Model { get; init; }

    /// <summary>The version's number, as the endpoint tells it.</summary>
    public string? ModelVersionId { get; init; }

    /// <summary>A name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The account that the container runs as; null takes the service's agent.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>The machines.</summary>
    public DedicatedResources? DedicatedResources { get; init; }

    /// <summary>Whether each request is logged.</summary>
    public bool? EnableAccessLogging { get; init; }

    /// <summary>When it was deployed.</summary>
    public DateTimeOffset? CreateTime { get; init; }
}
