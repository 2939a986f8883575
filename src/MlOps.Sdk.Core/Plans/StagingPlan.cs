using System.Text.Json.Serialization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>Puts a dataset into the warehouse, with a column that says to which split each row belongs.</summary>
public sealed record StagingPlan : StagePlan
{
    /// <summary>The name of the table.</summary>
    public required string Table { get; init; }

    /// <summary>How rows are divided; null puts all rows into <c>train</c>.</summary>
    public SplitPlan? Split { get; init; }
}

/// <summary>How rows are divided into <c>train</c>, <c>validation</c> and <c>test</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "split")]
[JsonDerivedType(typeof(HashSplitPlan), "hash")]
[JsonDerivedType(typeof(StratifiedSplitPlan), "stratified")]
[JsonDerivedType(typeof(TimeSplitPlan), "time")]
[JsonDerivedType(typeof(ColumnSplitPlan), "column")]
public abstract record SplitPlan;

/// <summary>By a hash of a key: rows with equal keys stay together, and a row stays where it is when others come.</summary>
/// <param name="Key">The values that make the key.</param>
/// <param name="Test">The share of test rows, 0 to 1.</param>
/// <param name="Validation">The share of validation rows, 0 to 1.</param>
public sealed record HashSplitPlan(ValueList<ScalarNode> Key, double Test, double Validation) : SplitPlan;

/// <summary>By a hash of a key within each class, so that every split has the classes in equal shares.</summary>
/// <param name="Class">The value whose shares are kept; null is a class.</param>
/// <param name="Key">The values that make the key.</param>
/// <param name="Test">The share of test rows, 0 to 1.</param>
/// <param name="Validation">The share of validation rows, 0 to 1.</param>
public sealed record StratifiedSplitPlan(ScalarNode Class, ValueList<ScalarNode> Key, double Test, double Validation) : SplitPlan;

/// <summary>By time: the earliest rows train, then validation, the latest test.</summary>
/// <param name="Time">A Date or Timestamp, never null.</param>
/// <param name="TestFrom">The first instant of the test split, as a constant of the type of <paramref name="Time"/>.</param>
/// <param name="ValidationFrom">The first instant of the validation split; null for no validation split.</param>
public sealed record TimeSplitPlan(ScalarNode Time, ConstantNode TestFrom, ConstantNode? ValidationFrom) : SplitPlan;

/// <summary>By a value that says <c>train</c>, <c>validation</c> or <c>test</c>; anything else is an error.</summary>
/// <param name="Value">A String, never null.</param>
public sealed record ColumnSplitPlan(ScalarNode Value) : SplitPlan;
