using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Vertex;

/// <summary>The tags that change with every change.</summary>
internal static class Etags
{
    public static string Next(EmulatorState state) => $"AMEw9y{state.NextId()}";

    /// <summary>Refuses a change of something that has changed since it was read; without a tag it is overwritten blindly.</summary>
    public static void Check(JsonObject change, JsonObject current, string name)
    {
        if (change["etag"]?.GetValue<string>() is { Length: > 0 } given && given != current["etag"]?.GetValue<string>())
            throw VertexError.Aborted($"The etag '{given}' is not that of {name}, which was changed meanwhile; read it again.");
    }
}
