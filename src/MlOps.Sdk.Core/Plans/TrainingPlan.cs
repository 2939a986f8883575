using System.Text.Json.Serialization;

namespace MlOps.Sdk.Plans;

/// <summary>Trains one learner.</summary>
/// <remarks>Inputs: the staged dataset, then the fitted features.</remarks>
public sealed record TrainingPlan : StagePlan
{
    /// <summary>What kind of value is predicted.</summary>
    public required TaskKind Task { get; init; }

    /// <summary>What is trained.</summary>
    public required Learner Learner { get; init; }

    /// <summary>The source of all chance in training; equal seeds give equal models.</summary>
    public int Seed { get; init; }
}

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
