using System.Text.Json.Serialization;

namespace MlOps.Sdk.Training;

/// <summary>What rows tell of a challenger and a champion.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ComparisonVerdict>))]
public enum ComparisonVerdict
{
    /// <summary>The challenger is better by more than the margin.</summary>
    Better,

    /// <summary>It isn't better by the margin: the whole interval lies on the other side.</summary>
    Worse,

    /// <summary>The rows allow either.</summary>
    NotEnoughEvidence,
}
