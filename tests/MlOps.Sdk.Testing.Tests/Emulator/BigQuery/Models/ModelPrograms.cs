using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Tests.Emulator.BigQuery.Models;

/// <summary>Programs of Python that judge exported models without the emulator.</summary>
internal static class ModelPrograms
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>What a program beside this page says of a folder.</summary>
    public static async Task<JsonNode> AskAsync(string python, string program, string folder, JsonNode request)
    {
        string file = Path.Combine(folder, "request.json");
        await File.WriteAllTextAsync(file, request.ToJsonString(), TestContext.Current.CancellationToken);
        (int code, string output, string errors) = await RunAsync(python, Path.Combine(AppContext.BaseDirectory, "Emulator", "BigQuery", "Models", program), folder, file);
        Assert.True(code == 0, errors);
        return JsonNode.Parse(output)!;
    }

    /// <summary>The objects of a folder, as files.</summary>
    public static string Download(GoogleCloudEmulator emulator, string bucket, string prefix)
    {
        string folder = Directory.CreateTempSubdirectory("mlops-model-").FullName;
        foreach (MlOps.Sdk.Testing.Emulator.Storage.StoredObject stored in emulator.State.Objects.List(bucket, prefix))
        {
            string file = Path.Combine(folder, stored.Name[prefix.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Copy(stored.Path, file);
        }

        return folder;
    }

    private static Task<(int Code, string Output, string Errors)> RunAsync(string python, params string[] arguments) =>
        Programs.RunAsync(python, arguments, Path.GetTempPath(), Longest, new() { ["PYTHONDONTWRITEBYTECODE"] = "1" });
}
