namespace MlOps.Sdk.Plans;

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
