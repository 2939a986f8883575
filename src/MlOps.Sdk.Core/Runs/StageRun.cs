using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs;

/// <summary>What became of a stage in a run.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="Outcome">Whether it ran, was reused, failed or didn't run.</param>
public sealed record StageRun(string Name, StageOutcome Outcome)
{
    /// <summary>The platform on which the stage runs.</summary>
    public string Platform { get; init; } = "";

    /// <summary>The stage's key, by which equal work is recognised; null if it didn't come that far.</summary>
    public string? Key { get; init; }

    /// <summary>When the stage started, in UTC; for one that didn't run, when that was known.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>How long it took, retries included.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How often it was tried; 0 if it was reused or didn't run.</summary>
    public int Attempts { get; init; }

    /// <summary>What the stage has made; null unless it was executed or reused.</summary>
    public Product? Product { get; init; }

    /// <summary>Why it ran, was reused or didn't run: the ingredients that changed, such as <c>plan.gates[0].bound: 0.79 -> 0.8</c>.</summary>
    public ValueList<string> Reasons { get; init; } = [];

    /// <summary>What went wrong, starting with the stage's name; null unless it failed.</summary>
    public string? Error { get; init; }

    /// <summary>What the stage found out before it failed, such as a verification with the checks that don't hold; null for nothing.</summary>
    public Product? Evidence { get; init; }
}
