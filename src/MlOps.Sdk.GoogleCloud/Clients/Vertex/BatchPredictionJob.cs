using System.Text.Json;

namespace MlOps.Sdk.Clients;

/// <summary>A job that predicts for files or a table.</summary>
public sealed record BatchPredictionJob : VertexJob
{
    /// <summary>The version, with <c>@version</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The version's number, as the service tells it.</summary>
    public string? ModelVersionId { get; init; }

    /// <summary>What is read.</summary>
    public required BatchInput InputConfig { get; init; }

    /// <summary>What is written.</summary>
    public required BatchOutput OutputConfig { get; init; }

    /// <summary>How a row becomes an instance; null takes the service's defaults.</summary>
    public BatchInstances? InstanceConfig { get; init; }

    /// <summary>For the model's server; null for none.</summary>
    public JsonElement? ModelParameters { get; init; }

    /// <summary>The machines.</summary>
    public BatchResources? DedicatedResources { get; init; }

    /// <summary>How many rows the server gets at once; null takes 64.</summary>
    public BatchTuning? ManualBatchTuningParameters { get; init; }

    /// <summary>Where the results are; null before the end.</summary>
    public BatchOutputInfo? OutputInfo { get; init; }

    /// <summary>How many rows succeeded and failed: a job succeeds though some rows fail.</summary>
    public BatchCompletion? CompletionStats { get; init; }

    /// <summary>Some of the failures.</summary>
    public IReadOnlyList<VertexStatus>? PartialFailures { get; init; }
}
