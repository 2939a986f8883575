namespace MlOps.Sdk.Stages;

/// <summary>What a stage has made in earlier runs.</summary>
public interface IStageHistory
{
    /// <summary>
    /// What this stage of this pipeline made last for other inputs or settings; null if it never made anything else. It is no part of the stage's key: a
    /// product that depends on it says on which (its fingerprint).
    /// </summary>
    Task<Product?> FindPreviousAsync(CancellationToken cancellationToken);
}
