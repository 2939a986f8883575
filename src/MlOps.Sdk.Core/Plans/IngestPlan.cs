using System.Text.Json.Serialization;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>Brings rows from a source into a dataset.</summary>
public sealed record IngestPlan : StagePlan
{
    /// <summary>Where the rows come from; null if <see cref="StagePlan.Implementation"/> knows by itself.</summary>
    public SourcePlan? Source { get; init; }

    /// <summary>The columns to expect; null infers them from the source.</summary>
    public Schema? Schema { get; init; }
}

/// <summary>Where rows come from, as data.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "source")]
[JsonDerivedType(typeof(CsvSourcePlan), "csv")]
[JsonDerivedType(typeof(JsonSourcePlan), "json")]
[JsonDerivedType(typeof(ParquetSourcePlan), "parquet")]
[JsonDerivedType(typeof(QuerySourcePlan), "query")]
[JsonDerivedType(typeof(RowsSourcePlan), "rows")]
public abstract record SourcePlan;

/// <summary>Delimited text.</summary>
/// <param name="Path">A file, or a glob such as <c>data/2026-*.csv.gz</c>; relative to the working directory.</param>
public sealed record CsvSourcePlan(string Path) : SourcePlan
{
    /// <summary>The character between cells; a comma by default.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>Whether the first line holds the names; without it columns are taken by position.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The .NET format of dates, such as <c>d/M/yyyy</c>; ISO 8601 by default.</summary>
    public string? DateFormat { get; init; }

    /// <summary>The .NET format of timestamps; ISO 8601 by default.</summary>
    public string? TimestampFormat { get; init; }

    /// <summary>The text of an absent value besides the empty cell; none by default.</summary>
    public string? NullText { get; init; }
}

/// <summary>JSON: one object per line, or one array of objects.</summary>
/// <param name="Path">A file or a glob; relative to the working directory.</param>
/// <param name="Lines">True for an object per line, false for an array.</param>
public sealed record JsonSourcePlan(string Path, bool Lines) : SourcePlan
{
    /// <summary>The .NET format of dates; ISO 8601 by default.</summary>
    public string? DateFormat { get; init; }

    /// <summary>The .NET format of timestamps; ISO 8601 by default.</summary>
    public string? TimestampFormat { get; init; }
}

/// <summary>Apache Parquet, used in place.</summary>
/// <param name="Path">A file or a glob; relative to the working directory.</param>
public sealed record ParquetSourcePlan(string Path) : SourcePlan;

/// <summary>The result of a query over any ADO.NET connection that the application hands in.</summary>
/// <param name="Binding">The name under which the pipeline holds the connection; the plan holds no secret.</param>
/// <param name="Sql">The query, in the database's own language.</param>
public sealed record QuerySourcePlan(string Binding, string Sql) : SourcePlan;

/// <summary>Rows that the application holds in memory.</summary>
/// <param name="Binding">The name under which the pipeline holds the rows.</param>
public sealed record RowsSourcePlan(string Binding) : SourcePlan;
