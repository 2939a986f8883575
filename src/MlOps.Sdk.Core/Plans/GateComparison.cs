using System.Text.Json.Serialization;

namespace MlOps.Sdk.Plans;

/// <summary>How a metric must compare with a gate's bound. NaN never does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateComparison>))]
public enum GateComparison
{
    /// <summary>metric ≥ bound.</summary>
    AtLeast,

    /// <summary>metric &gt; bound.</summary>
    Above,

    /// <summary>metric ≤ bound.</summary>
    AtMost,

    /// <summary>metric &lt; bound.</summary>
    Below,
}
