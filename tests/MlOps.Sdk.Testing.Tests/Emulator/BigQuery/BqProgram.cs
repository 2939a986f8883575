namespace MlOps.Sdk.Testing.Tests.Emulator.BigQuery;

/// <summary>The program <c>bq</c> of the Google Cloud SDK, pointed at an emulator.</summary>
internal sealed class BqProgram(Uri address, string discovery)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Writes the SDK's description of BigQuery with the emulator's address into a folder of its own.</summary>
    public static string Discovery(Uri address)
    {
        string? root = Environment.GetEnvironmentVariable("CLOUDSDK_ROOT")
            ?? (Programs.Find("bq") is { } found ? Path.GetDirectoryName(Path.GetDirectoryName(File.ResolveLinkTarget(found, returnFinalTarget: true)?.FullName ?? found)) : null);
        string[] places = root is null ? [] : [root, Path.Combine(root, "lib", "google-cloud-sdk"), Path.Combine(root, "share", "google-cloud-sdk")];
        string? description = places.Select(place => Path.Combine(place, "platform", "bq", "discovery_next", "bigquery.json")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(description is null, "bq of the Google Cloud SDK isn't on the PATH.");
        string copy = Path.Combine(Directory.CreateTempSubdirectory("mlops-bq-").FullName, "bigquery.json");
        File.WriteAllText(copy, File.ReadAllText(description!).Replace("https://bigquery.googleapis.com/", address.AbsoluteUri, StringComparison.Ordinal));
        return copy;
    }

    public async Task<string> RunAsync(params string[] arguments)
    {
        (int code, string output, string errors) = await StartAsync(arguments);
        Assert.True(code == 0, string.Join(' ', arguments) + "\n" + output + errors);
        return output;
    }

    public async Task<string> FailAsync(params string[] arguments)
    {
        (int code, string output, string errors) = await StartAsync(arguments);
        Assert.True(code != 0, string.Join(' ', arguments) + "\n" + output + errors);
        return output + errors;
    }

    private Task<(int Code, string Output, string Errors)> StartAsync(string[] arguments)
    {
        string folder = Path.GetDirectoryName(discovery)!;
        return Programs.RunAsync(
            "bq",
            ["--headless", "--quiet", $"--api={address.AbsoluteUri.TrimEnd('/')}", $"--discovery_file={discovery}", "--project_id=p-1", "--oauth_access_token=none", .. arguments],
            folder,
            Longest,
            new() { ["CLOUDSDK_CONFIG"] = folder, ["HOME"] = folder, ["CLOUDSDK_CORE_DISABLE_PROMPTS"] = "1" });
    }
}
