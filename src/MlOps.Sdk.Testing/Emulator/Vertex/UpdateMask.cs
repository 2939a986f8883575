using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;
using MlOps.Sdk.Testing.Emulator.Vertex.Messages;

namespace MlOps.Sdk.Testing.Emulator.Vertex;

/// <summary>The fields that an update changes.</summary>
internal sealed class UpdateMask
{
    private UpdateMask(IReadOnlyList<string> fields) => Fields = fields;

    /// <summary>Their names in JSON.</summary>
    public IReadOnlyList<string> Fields { get; }

    public bool Contains(string field) => Fields.Contains(field);

    /// <summary>Reads the parameter <c>updateMask</c>, which has names in either spelling.</summary>
    public static UpdateMask Of(EmulatorRequest request, IReadOnlyList<string> changeable)
    {
        string[] fields = [.. (request.Parameter("updateMask") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(FieldPath.ToCamel)];
        if (fields.Length == 0)
            throw VertexError.Field("update_mask", "Required field is not set.");
        foreach (string field in fields.Where(field => !changeable.Contains(field)))
            throw VertexError.Field("update_mask", $"The field '{FieldPath.ToSnake(field)}' can't be updated; only {string.Join(", ", changeable.Select(FieldPath.ToSnake))} can.");
        return new UpdateMask(fields);
    }

    /// <summary>Takes over the fields; one that the change lacks is removed.</summary>
    public void Apply(JsonObject change, JsonObject target)
    {
        foreach (string field in Fields)
        {
            if (change[field] is { } value)
                target[field] = value.DeepClone();
            else
                target.Remove(field);
        }
    }
}
