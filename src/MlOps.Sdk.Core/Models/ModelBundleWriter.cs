using System.Text;
using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Models;

/// <summary>Writes model bundles.</summary>
public static class ModelBundleWriter
{
    /// <summary>
    /// Writes the scorer, the golden rows, the model card and, last, the manifest, which lists every file of the folder: what is there already
    /// (a library's own model file) becomes part of the bundle. Equal arguments write equal bytes.
    /// </summary>
    /// <param name="folder">The folder; made if it doesn't exist.</param>
    /// <param name="manifest">What the bundle says of itself; <see cref="ModelManifest.Files"/> is filled in.</param>
    /// <param name="scorer">The model's parameters.</param>
    /// <param name="golden">The golden rows.</param>
    /// <returns>The manifest as written.</returns>
    public static ModelManifest Write(string folder, ModelManifest manifest, ScorerParameters scorer, ValueList<GoldenRow> golden)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        Directory.CreateDirectory(folder);
        WriteJson(folder, ModelBundle.ScorerFile, scorer, PlanJson.Compact);
        WriteJson(folder, ModelBundle.GoldenFile, golden, PlanJson.Indented);
        File.WriteAllText(Path.Combine(folder, ModelBundle.CardFile), ModelCard.Of(manifest).Markdown, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

        ModelManifest complete = manifest with { Files = BundleFiles.Describe(folder) };
        WriteJson(folder, ModelBundle.ManifestFile, complete, PlanJson.Indented);
        return complete;
    }

    private static void WriteJson<T>(string folder, string name, T value, JsonSerializerOptions options) =>
        File.WriteAllBytes(Path.Combine(folder, name), JsonSerializer.SerializeToUtf8Bytes(value, options));
}
