using System.Text.Json.Serialization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>A statement about a dataset.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "check")]
[JsonDerivedType(typeof(RowCheckPlan), "rows")]
[JsonDerivedType(typeof(UniqueCheckPlan), "unique")]
[JsonDerivedType(typeof(ReferenceCheckPlan), "references")]
[JsonDerivedType(typeof(RowCountCheckPlan), "count")]
[JsonDerivedType(typeof(FreshnessCheckPlan), "fresh")]
[JsonDerivedType(typeof(DriftCheckPlan), "drift")]
public abstract record CheckPlan
{
    /// <summary>The check in words or in C#, as it stands in messages.</summary>
    public required string Description { get; init; }

    /// <summary>What it means if the check doesn't hold.</summary>
    public CheckSeverity Severity { get; init; }

    /// <summary>What the check looks at, and of which of the verified datasets.</summary>
    internal IEnumerable<(int Input, ScalarNode Value)> Values() => this switch
    {
        RowCheckPlan row => [(0, row.Predicate)],
        UniqueCheckPlan unique => [(0, unique.Value)],
        ReferenceCheckPlan reference => [(0, reference.Value), (reference.Input, reference.Other)],
        FreshnessCheckPlan fresh => [(0, fresh.Time)],
        DriftCheckPlan drift => [(0, drift.Value)],
        _ => [],
    };
}
