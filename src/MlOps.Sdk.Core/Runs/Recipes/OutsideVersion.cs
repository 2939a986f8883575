namespace MlOps.Sdk.Runs.Recipes;

/// <summary>The version of what a stage reads from outside of the pipeline.</summary>
/// <param name="Exists">Whether the stage reads anything from outside.</param>
/// <param name="Version">The version; null if the source can't tell.</param>
internal sealed record OutsideVersion(bool Exists, string? Version)
{
    public static OutsideVersion None { get; } = new(false, null);

    public bool IsUnknown => Exists && Version is null;
}
