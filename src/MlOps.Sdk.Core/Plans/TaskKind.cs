using System.Text.Json.Serialization;

namespace MlOps.Sdk.Plans;

/// <summary>What kind of value a model predicts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskKind>))]
public enum TaskKind
{
    /// <summary>One of two classes; the label is Boolean.</summary>
    Binary,

    /// <summary>One of several classes; the label is a String, Int64 or Boolean.</summary>
    Multiclass,

    /// <summary>A number; the label is Double or Int64.</summary>
    Regression,
}
