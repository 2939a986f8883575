using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>A model of BigQuery ML.</summary>
public sealed record BigQueryModel
{
    /// <summary>Its name.</summary>
    public required BigQueryModelReference ModelReference { get; init; }

    /// <summary>Its kind, such as <c>LINEAR_REGRESSION</c>; not the words of <c>CREATE MODEL</c>.</summary>
    public string? ModelType { get; init; }

    /// <summary>Where it lies.</summary>
    public string? Location { get; init; }

    /// <summary>When it was created, in milliseconds since 1970.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? CreationTime { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The columns that it was trained on.</summary>
    public IReadOnlyList<BigQueryModelColumn>? FeatureColumns { get; init; }

    /// <summary>The columns that it predicts.</summary>
    public IReadOnlyList<BigQueryModelColumn>? LabelColumns { get; init; }

    /// <summary>Its trainings, the last one last.</summary>
    public IReadOnlyList<BigQueryTrainingRun>? TrainingRuns { get; init; }
}
