using MlOps.Sdk.Data;

namespace MlOps.Sdk;

/// <summary>A recorded run that was done again, stage by stage beside what it had made.</summary>
/// <param name="RunId">The recorded run.</param>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Stages">The stages, in the order of the plan.</param>
public sealed record Replay(string RunId, string Pipeline, ValueList<ReplayedStage> Stages)
{
    /// <summary>The first stage that didn't make what it had made, or failed; null if there is none.</summary>
    public ReplayedStage? FirstDifference => Stages.FirstOrDefault(stage => stage.Outcome is ReplayOutcome.Different or ReplayOutcome.Failed);

    /// <summary>Whether every stage that was done again made what it had made.</summary>
    public bool IsSame => FirstDifference is null;

    /// <summary>A line for each stage, with what differs.</summary>
    public override string ToString()
    {
        int width = Stages.Count == 0 ? 0 : Stages.Max(stage => stage.Name.Length);
        return string.Join(Environment.NewLine, Stages.Select(stage =>
            $"{stage.Name.PadRight(width)}  {stage.Outcome.ToString().ToLowerInvariant(),-9}  {string.Join("; ", stage.Differences)}".TrimEnd()));
    }
}

/// <summary>A stage of a replay.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="Outcome">How it compares with the record.</param>
public sealed record ReplayedStage(string Name, ReplayOutcome Outcome)
{
    /// <summary>The fingerprint of what the recorded run had made; null if it had made nothing.</summary>
    public string? Recorded { get; init; }

    /// <summary>The fingerprint of what was made now; null if nothing was.</summary>
    public string? Replayed { get; init; }

    /// <summary>
    /// First what differs in what decides the result (plan, code, source, inputs), which may also be so if the result is the same; then in the product, such as
    /// <c>product.rows: 400 -> 401</c>; or why the stage failed, or wasn't done.
    /// </summary>
    public ValueList<string> Differences { get; init; } = [];
}

/// <summary>How a stage of a replay compares with the record.</summary>
public enum ReplayOutcome
{
    /// <summary>It made what it had made.</summary>
    Same,

    /// <summary>It made something else.</summary>
    Different,

    /// <summary>It failed now, or a stage that it reads from did.</summary>
    Failed,

    /// <summary>It wasn't done: it publishes, or the recorded run hadn't done it either.</summary>
    Left,
}
