using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Registry;

namespace MlOps.Sdk.Lineage;

/// <summary>What was live at a moment, as the audit log has it.</summary>
/// <param name="Date">The moment.</param>
/// <param name="Models">Which version each alias of each model named; by the model's name, champions first.</param>
/// <param name="Endpoints">What was deployed last on each endpoint, by its name.</param>
public sealed record LiveState(DateTimeOffset Date, ValueList<LiveAlias> Models, ValueList<LiveEndpoint> Endpoints);

/// <summary>A version that an alias named.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Version">The version.</param>
/// <param name="By">Who moved the alias there: the person who was named, or else the user and the machine.</param>
/// <param name="Move">The entry of the move: when, and why.</param>
/// <param name="Registration">The entry of the version's registration, with the evidence; null for a version that was registered before entries were linked.</param>
public sealed record LiveAlias(string Model, ModelAlias Alias, int Version, string By, AuditEntry Move, AuditEntry? Registration);

/// <summary>What was deployed on an endpoint.</summary>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="Model">The model's name; null if the deployer didn't write it.</param>
/// <param name="Version">The version; null if the deployer didn't write it.</param>
/// <param name="Deployment">The entry of the deployment: when, and by whom.</param>
public sealed record LiveEndpoint(string Endpoint, string? Model, int? Version, AuditEntry Deployment)
{
    internal static LiveEndpoint Of(AuditEntry entry)
    {
        using JsonDocument? detail = Parse(entry.Detail);
        JsonElement root = detail?.RootElement ?? default;
        return new LiveEndpoint(
            entry.Subject["endpoint ".Length..],
            root.ValueKind == JsonValueKind.Object && root.TryGetProperty("model", out JsonElement model) && model.ValueKind == JsonValueKind.String ? model.GetString() : null,
            root.ValueKind == JsonValueKind.Object && root.TryGetProperty("version", out JsonElement version) && version.TryGetInt32(out int number) ? number : null,
            entry);
    }

    private static JsonDocument? Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            // A deployer of the user's own writes what it likes.
            return null;
        }
    }
}
