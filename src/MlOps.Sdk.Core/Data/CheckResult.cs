namespace MlOps.Sdk.Data;

/// <summary>The outcome of one check.</summary>
/// <param name="Description">The check in words.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Found">What was found, in words, such as <c>31 of 10000 rows (0.31 %)</c>.</param>
public sealed record CheckResult(string Description, bool Passed, string Found)
{
    /// <summary>What it means if the check doesn't hold.</summary>
    public CheckSeverity Severity { get; init; }

    /// <summary>How many rows don't meet the check; null for a check that isn't about single rows.</summary>
    public long? Failures { get; init; }

    /// <summary>The first few rows, or values, that don't meet a check that doesn't hold, in an order that the rows alone decide; else empty.</summary>
    public ValueList<ExampleRow> Examples { get; init; } = [];

    /// <summary>Until when a check on the age of the newest row holds, in UTC; null for others, and if it doesn't hold.</summary>
    public DateTime? HoldsUntil { get; init; }

    /// <summary>How the value is distributed, for the run that compares with this one; null for other checks.</summary>
    public Distribution? Distribution { get; init; }
}
