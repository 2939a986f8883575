using System.Text.Json.Serialization;

namespace MlOps.Sdk.Registry;

/// <summary>What the audit log says of an alias that was moved.</summary>
/// <param name="Action">What was done, such as <c>promote</c>; the entry's action.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Version">The version that it names from now on; null for none.</param>
internal sealed record AliasMove([property: JsonIgnore] string Action, string Model, ModelAlias Alias, int? Version)
{
    /// <summary>The version that it named before; null for none.</summary>
    public int? From { get; init; }
}
