using System.Text;
using System.Text.Json;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Deployments;

/// <summary>The file <c>endpoints/NAME.json</c> that says which model bundle an endpoint serves.</summary>
/// <remarks>A local deployment is one rename of this file; serving hosts follow it.</remarks>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="Model">The model's name in the registry.</param>
/// <param name="Version">The model's version, from 1.</param>
/// <param name="Bundle">The bundle's folder, relative to the root, with <c>/</c>.</param>
/// <param name="Digest">The bundle's digest in the artifact store.</param>
public sealed record EndpointFile(string Endpoint, string Model, int Version, string Bundle, string Digest)
{
    /// <summary>The folder of all endpoints below the root.</summary>
    public static string FolderOf(string root) => Path.Combine(root, "endpoints");

    /// <summary>The file of an endpoint below the root.</summary>
    public static string PathOf(string root, string endpoint) => Path.Combine(FolderOf(root), endpoint + ".json");

    /// <summary>Whether a text can name an endpoint: 1 to 100 of the letters a-z and A-Z, digits, <c>-</c>, <c>_</c> and <c>.</c>, first a letter or digit.</summary>
    public static bool IsName(string endpoint) =>
        endpoint.Length is > 0 and <= 100
        && char.IsAsciiLetterOrDigit(endpoint[0])
        && endpoint.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    /// <summary>The names of the endpoints below the root, in ordinal order.</summary>
    public static IReadOnlyList<string> List(string root) => Directory.Exists(FolderOf(root))
        ? Directory.EnumerateFiles(FolderOf(root), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal).ToList()
        : [];

    /// <summary>The deployment that a file's text holds.</summary>
    /// <exception cref="JsonException">The text isn't such a file.</exception>
    public static EndpointFile Parse(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<EndpointFile>(json, PlanJson.Indented) switch
    {
        { Endpoint: not null, Model: not null, Bundle: not null, Digest: not null } file => file,
        _ => throw new JsonException("An endpoint's file holds endpoint, model, version, bundle and digest."),
    };

    /// <summary>Writes the file below the root in one step: who reads sees the old or the new deployment, never a part.</summary>
    /// <param name="root">The root.</param>
    /// <param name="draftFolder">
    /// A folder on the same volume for the file until it is complete, such as a stage's working folder, which is cleared away if the process dies; null for
    /// the folder of the endpoints.
    /// </param>
    public void Write(string root, string? draftFolder = null)
    {
        Directory.CreateDirectory(FolderOf(root));
        string path = PathOf(root, Endpoint);
        string draft = Path.Combine(draftFolder ?? FolderOf(root), $"{Endpoint}.json.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp");
        using (FileStream stream = new(draft, FileMode.CreateNew, FileAccess.Write))
        {
            stream.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, PlanJson.Indented)));
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }
}
