using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Stages;

/// <summary>Finds out what a platform would refuse, before anything runs there.</summary>
public interface IPlatformCheck
{
    /// <summary>The platform.</summary>
    string Platform { get; }

    /// <summary>Everything that is missing or misconfigured for these stages; empty if nothing was found. Changes nothing and costs nothing.</summary>
    Task<IReadOnlyList<Problem>> CheckAsync(IReadOnlyList<StagePlan> stages, CancellationToken cancellationToken);
}
