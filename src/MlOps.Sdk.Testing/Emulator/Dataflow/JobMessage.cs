using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>Something that a job reported.</summary>
internal sealed record JobMessage(string Id, string Time, string Importance, string Text)
{
    /// <summary>The importances, from the least on.</summary>
    public static readonly string[] Importances = ["JOB_MESSAGE_IMPORTANCE_UNKNOWN", "JOB_MESSAGE_DEBUG", "JOB_MESSAGE_DETAILED", "JOB_MESSAGE_BASIC", "JOB_MESSAGE_WARNING", "JOB_MESSAGE_ERROR"];

    /// <summary>The importances by their numbers, which don't follow their rank.</summary>
    public static readonly string[] ByNumber = ["JOB_MESSAGE_IMPORTANCE_UNKNOWN", "JOB_MESSAGE_DEBUG", "JOB_MESSAGE_DETAILED", "JOB_MESSAGE_WARNING", "JOB_MESSAGE_ERROR", "JOB_MESSAGE_BASIC"];

    public JsonObject ToJson() => new() { ["id"] = Id, ["time"] = Time, ["messageText"] = Text, ["messageImportance"] = Importance };
}
