using MlOps.Sdk.Lineage;

namespace MlOps.Sdk.Registry;

/// <summary>What the audit log says of an alias that was moved.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Version">The version that it names from now on; null for none.</param>
internal sealed record AliasMove(string Model, ModelAlias Alias, int? Version)
{
    /// <summary>The version that it named before; null for none.</summary>
    public int? From { get; init; }

    /// <summary>Why, as the validation or the registry put it; null if a person moved it.</summary>
    public string? Reason { get; init; }

    /// <summary>The person; null if a run moved it.</summary>
    public string? By { get; init; }

    /// <summary>What the person said.</summary>
    public string? Comment { get; init; }

    /// <summary>The log up to the version's registration, whose entry holds the evidence.</summary>
    public AuditAnchor? Evidence { get; init; }
}
