using System.Text.Json.Serialization;

namespace MlOps.Sdk.Data;

/// <summary>What it means if a check doesn't hold.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckSeverity>))]
public enum CheckSeverity
{
    /// <summary>The stage fails, and nothing after it runs.</summary>
    Blocking,

    /// <summary>It is said, and the run goes on.</summary>
    Warning,
}
