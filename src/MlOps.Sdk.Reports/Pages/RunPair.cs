using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Reports.Pages;

/// <summary>Two runs that are compared.</summary>
/// <param name="Before">The earlier.</param>
/// <param name="After">The later.</param>
internal sealed record RunPair(RunFacts Before, RunFacts After)
{
    /// <summary>The stages of both by their names, in the order of the later run; null where a run has no such stage.</summary>
    public IEnumerable<(string Name, StageFacts? Before, StageFacts? After)> Stages => After.Stages.Select(stage => stage.Name)
        .Union(Before.Stages.Select(stage => stage.Name))
        .Select(name => (name, Before.Stages.FirstOrDefault(stage => stage.Name == name), After.Stages.FirstOrDefault(stage => stage.Name == name)));

    /// <summary>The products of a type of the stages that both have.</summary>
    public IEnumerable<(string Stage, T Before, T After)> Products<T>()
        where T : Product
    {
        foreach ((string name, StageFacts? before, StageFacts? after) in Stages)
        {
            if (before?.Found is T one && after?.Found is T other)
                yield return (name, one, other);
        }
    }
}
