using MlOps.Sdk.Data;

namespace MlOps.Sdk.Registry;

/// <summary>A version as it stands now.</summary>
/// <param name="Version">The version.</param>
/// <param name="State">What was decided about it.</param>
/// <param name="Aliases">The aliases that name it.</param>
public sealed record RegisteredVersion(ModelVersion Version, VersionState State, ValueList<ModelAlias> Aliases);
