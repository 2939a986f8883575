using System.Text.Json.Serialization;

namespace MlOps.Sdk.Plans;

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
