using System.Text.Json;

namespace MlOps.Sdk.Clients;

/// <summary>One training of a model of BigQuery ML.</summary>
public sealed record BigQueryTrainingRun
{
    /// <summary>The options that it was trained with, as BigQuery writes them.</summary>
    public JsonElement? TrainingOptions { get; init; }

    /// <summary>How good it is, as BigQuery writes it.</summary>
    public JsonElement? EvaluationMetrics { get; init; }

    /// <summary>Its name in Vertex AI's registry; null if it isn't registered.</summary>
    public string? VertexAiModelId { get; init; }

    /// <summary>Its version in Vertex AI's registry; null if it isn't registered.</summary>
    public string? VertexAiModelVersion { get; init; }
}
