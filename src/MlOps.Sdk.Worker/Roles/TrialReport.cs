using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Roles;

/// <summary>Tells Vertex AI how well a trial did, as its library cloudml-hypertune does: by a line of JSON in a file that the service looks at.</summary>
internal static class TrialReport
{
    private const string UsualPlace = "/tmp/hypertune/output.metrics";

    public static async Task WriteAsync(string metric, Rung rung, TimeProvider time, CancellationToken cancellationToken)
    {
        string path = WorkerEnvironment.Variable("CLOUD_ML_HP_METRIC_FILE") ?? UsualPlace;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        JsonObject line = new()
        {
            ["timestamp"] = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0,
            ["trial"] = WorkerEnvironment.Variable("CLOUD_ML_TRIAL_ID") ?? "0",
            [metric] = rung.Score.ToString("R", CultureInfo.InvariantCulture),
            ["global_step"] = "1",
            ["checkpoint_path"] = "",
        };
        await File.WriteAllTextAsync(path, line.ToJsonString(JsonSerializerOptions.Default) + "\n", cancellationToken);
    }
}
