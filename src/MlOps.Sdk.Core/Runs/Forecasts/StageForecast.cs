using MlOps.Sdk.Data;

namespace MlOps.Sdk.Runs;

/// <summary>What a run would do about a stage.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="Platform">Where it would run.</param>
/// <param name="Expectation">Whether it would run.</param>
public sealed record StageForecast(string Name, string Platform, StageExpectation Expectation)
{
    /// <summary>Why: the ingredients that changed, or the stages that it waits for.</summary>
    public ValueList<string> Reasons { get; init; } = [];

    /// <summary>The bytes that a warehouse says it would read, and charge for; null if it has no warehouse, or can't tell before other stages have run.</summary>
    public long? Bytes { get; init; }
}
