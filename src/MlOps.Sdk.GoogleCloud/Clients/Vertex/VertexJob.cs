using System.Text.Json.Serialization;

namespace MlOps.Sdk.Clients;

/// <summary>What jobs of all kinds have.</summary>
public abstract record VertexJob
{
    /// <summary>The full name, with the project's number; null before the job is started.</summary>
    public string? Name { get; init; }

    /// <summary>A name for people, at most 128 characters.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The state, such as <see cref="VertexJobState.Running"/>; null before the job is started.</summary>
    public string? State { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it began to run.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    /// <summary>Why it failed or was cancelled.</summary>
    public VertexStatus? Error { get; init; }

    /// <summary>Whether the state is a last one.</summary>
    [JsonIgnore]
    public bool HasEnded => VertexJobState.IsLast(State);

    /// <summary>Whether it did what it was to do.</summary>
    [JsonIgnore]
    public bool HasSucceeded => State == VertexJobState.Succeeded;

    /// <summary>The last part of <see cref="Name"/>; null before the job is started.</summary>
    [JsonIgnore]
    public string? Id => Name?[(Name.LastIndexOf('/') + 1)..];
}
