using System.Text.Json.Serialization;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra;

/// <summary>Rows computed from rows. Nodes are immutable and know no engine.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "node")]
[JsonDerivedType(typeof(InputNode), "input")]
[JsonDerivedType(typeof(FilterNode), "filter")]
[JsonDerivedType(typeof(ProjectNode), "project")]
[JsonDerivedType(typeof(AggregateNode), "aggregate")]
[JsonDerivedType(typeof(SortLimitNode), "sortLimit")]
[JsonDerivedType(typeof(JoinNode), "join")]
[JsonDerivedType(typeof(UnionNode), "union")]
[JsonDerivedType(typeof(DistinctNode), "distinct")]
[JsonDerivedType(typeof(WordsNode), "words")]
public abstract record RelationNode;

/// <summary>The rows of a dataset that is handed in by position.</summary>
/// <param name="Index">Which of the stage's datasets, from 0.</param>
public sealed record InputNode(int Index = 0) : RelationNode;

/// <summary>The rows for which a predicate is true; false and null drop the row.</summary>
/// <param name="Source">The rows to choose from.</param>
/// <param name="Predicate">A Boolean.</param>
public sealed record FilterNode(RelationNode Source, ScalarNode Predicate) : RelationNode;

/// <summary>One new row for each row, with the named values as its columns.</summary>
/// <param name="Source">The rows to compute from.</param>
/// <param name="Columns">The new columns, in order.</param>
public sealed record ProjectNode(RelationNode Source, ValueList<NamedScalar> Columns) : RelationNode;

/// <summary>One row for each distinct combination of the keys; a single row if there are no keys.</summary>
/// <param name="Source">The rows to aggregate.</param>
/// <param name="Keys">The columns to group by; null is a group of its own.</param>
/// <param name="Aggregates">The aggregated columns, which follow the keys.</param>
public sealed record AggregateNode(RelationNode Source, ValueList<NamedScalar> Keys, ValueList<NamedAggregate> Aggregates) : RelationNode
{
    /// <summary>The parameters of all quantiles of the value that one of the aggregates is of, from the least on; for dialects that compute them together.</summary>
    internal IReadOnlyList<double> QuantilesOf(NamedAggregate aggregate) =>
    [
        .. Aggregates
            .Where(other => other.Aggregate == AggregateKind.Quantile && other.Argument == aggregate.Argument)
            .Select(other => other.Parameter).Distinct().Order(),
    ];
}

/// <summary>The first rows in an order; ties are broken by the later sort keys and are otherwise arbitrary.</summary>
/// <param name="Source">The rows to sort.</param>
/// <param name="Keys">The sort keys, first the most significant. Nulls sort last.</param>
/// <param name="Limit">How many rows to keep; null keeps all.</param>
public sealed record SortLimitNode(RelationNode Source, ValueList<SortKey> Keys, long? Limit) : RelationNode;

/// <summary>The pairs of rows whose keys are equal: the columns of both, the left ones first. Null equals nothing here.</summary>
/// <param name="Left">The rows on the left.</param>
/// <param name="Right">The rows on the right; none of their columns has the name of one on the left.</param>
/// <param name="Kind">Whether a row on the left that has no partner is dropped or kept.</param>
/// <param name="Keys">The columns that must be equal, at least one; no Doubles.</param>
public sealed record JoinNode(RelationNode Left, RelationNode Right, JoinKind Kind, ValueList<JoinKey> Keys) : RelationNode;

/// <summary>All rows of both, in no order; equal ones stay.</summary>
/// <param name="First">Some rows; they say the names, the types and the order of the columns.</param>
/// <param name="Second">More rows, with columns of the same names and types.</param>
public sealed record UnionNode(RelationNode First, RelationNode Second) : RelationNode;

/// <summary>The different rows, each once, in no order; null equals null, NaN equals NaN, 0 equals −0.</summary>
public sealed record DistinctNode(RelationNode Source) : RelationNode;

/// <summary>One row for each different word of each row's text, in no order: a single column. A text that is null or has no words gives none.</summary>
/// <param name="Source">The rows that hold the texts.</param>
/// <param name="Text">A String; its words are those of the function <c>words</c>.</param>
/// <param name="Column">The name of the new column.</param>
public sealed record WordsNode(RelationNode Source, ScalarNode Text, string Column) : RelationNode;

/// <summary>A column on the left and the column on the right that must equal it.</summary>
public sealed record JoinKey(string Left, string Right);

/// <summary>What becomes of a row on the left that has no partner on the right.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JoinKind>))]
public enum JoinKind
{
    /// <summary>It is dropped.</summary>
    Inner,

    /// <summary>It is kept once, with null in the columns of the right.</summary>
    Left,
}

/// <summary>A value and the name of the column that it becomes.</summary>
public sealed record NamedScalar(string Name, ScalarNode Value);

/// <summary>An aggregate and the name of the column that it becomes.</summary>
/// <param name="Name">The name of the new column.</param>
/// <param name="Aggregate">What is computed. Nulls in the argument are left out.</param>
/// <param name="Argument">The value that is aggregated; null for <see cref="AggregateKind.Count"/> of rows.</param>
/// <param name="Parameter">The fraction (0 to 1) of <see cref="AggregateKind.Quantile"/>; otherwise 0.</param>
public sealed record NamedAggregate(string Name, AggregateKind Aggregate, ScalarNode? Argument = null, double Parameter = 0);

/// <summary>A value to sort by.</summary>
public sealed record SortKey(ScalarNode Value, bool Descending = false);

/// <summary>The ways to make one value of many.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AggregateKind>))]
public enum AggregateKind
{
    /// <summary>The rows, or the rows where the argument is not null; Int64.</summary>
    Count,

    /// <summary>The rows where the Boolean argument is true; Int64.</summary>
    CountIf,

    /// <summary>How many different values there are, exactly; Int64.</summary>
    CountDistinct,

    /// <summary>The sum; of the argument's type; null over no rows.</summary>
    Sum,

    /// <summary>The arithmetic mean; Double; null over no rows.</summary>
    Mean,

    /// <summary>The sample standard deviation (n − 1); Double; null over fewer than two rows.</summary>
    StandardDeviation,

    /// <summary>The least value.</summary>
    Min,

    /// <summary>The greatest value.</summary>
    Max,

    /// <summary>The quantile at the parameter; Double. DuckDB gives a value that occurs; other engines may give one close to it.</summary>
    Quantile,
}
