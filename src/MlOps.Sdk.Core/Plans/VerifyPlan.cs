using System.Text.Json.Serialization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>Checks a dataset; if a check fails, nothing after it runs.</summary>
public sealed record VerifyPlan : StagePlan
{
    /// <summary>The checks, all evaluated in one query.</summary>
    public required ValueList<CheckPlan> Checks { get; init; }
}

/// <summary>A statement about a dataset.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "check")]
[JsonDerivedType(typeof(RowCheckPlan), "rows")]
[JsonDerivedType(typeof(UniqueCheckPlan), "unique")]
[JsonDerivedType(typeof(RowCountCheckPlan), "count")]
public abstract record CheckPlan
{
    /// <summary>The check in words or in C#, as it stands in messages.</summary>
    public required string Description { get; init; }
}

/// <summary>A predicate must hold on at least a share of the rows.</summary>
/// <param name="Predicate">A Boolean; null counts as false.</param>
/// <param name="AtLeast">The share, 0 to 1.</param>
public sealed record RowCheckPlan(ScalarNode Predicate, double AtLeast = 1) : CheckPlan;

/// <summary>No value may occur twice.</summary>
/// <param name="Value">The value.</param>
public sealed record UniqueCheckPlan(ScalarNode Value) : CheckPlan;

/// <summary>The number of rows must lie in a range, both ends included.</summary>
/// <param name="AtLeast">The least number.</param>
/// <param name="AtMost">The greatest number; null for none.</param>
public sealed record RowCountCheckPlan(long AtLeast, long? AtMost = null) : CheckPlan;
