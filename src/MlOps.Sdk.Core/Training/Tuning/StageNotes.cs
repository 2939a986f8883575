using System.Text.Json;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Notes of a stage as JSON.</summary>
internal static class StageNotes
{
    /// <summary>A note; null if there is none, if it can't be read, or if nothing made earlier may be taken over.</summary>
    public static async Task<T?> ReadAsync<T>(StageContext context, string name, CancellationToken cancellationToken)
        where T : class
    {
        if (context.IsRedone || await context.Journal.ReadAsync(name, cancellationToken) is not { } text)
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(text, PlanJson.Compact);
        }
        catch (JsonException)
        {
            // What it told is found out again, and noted anew.
            return null;
        }
    }

    public static Task WriteAsync<T>(StageContext context, string name, T note, CancellationToken cancellationToken) =>
        context.Journal.WriteAsync(name, JsonSerializer.Serialize(note, PlanJson.Compact), cancellationToken);
}
