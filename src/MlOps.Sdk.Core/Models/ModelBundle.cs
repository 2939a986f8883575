using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Models;

/// <summary>A model bundle whose every byte has been checked against its manifest. Data only: opening one runs nothing that it brought along.</summary>
public sealed class ModelBundle
{
    /// <summary>The name of the file that lists all others.</summary>
    public const string ManifestFile = "manifest.json";

    /// <summary>The name of the file with the model's parameters.</summary>
    public const string ScorerFile = "scorer.json";

    /// <summary>The name of the file with the golden rows.</summary>
    public const string GoldenFile = "golden.json";

    /// <summary>The name of the description for people.</summary>
    public const string CardFile = "model-card.md";

    // A member that is null where the type admits none is refused here, not met later.
    internal static readonly JsonSerializerOptions Strict = new(PlanJson.Compact)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private ModelBundle(string folder, ModelManifest manifest)
    {
        Folder = folder;
        Manifest = manifest;
    }

    /// <summary>The absolute path of the bundle's folder.</summary>
    public string Folder { get; }

    /// <summary>What the bundle says of itself.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>Opens a bundle: checks its format and that it consists of exactly the files that its manifest lists, with their hashes.</summary>
    /// <exception cref="ModelBundleException">The folder is not a sound bundle of a format that this version reads.</exception>
    public static ModelBundle Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        folder = Path.GetFullPath(folder);
        string path = Path.Combine(folder, ManifestFile);
        if (!File.Exists(path))
            throw new ModelBundleException($"{folder}: there is no {ManifestFile}, so this is not a model bundle. Give the folder that a training stage wrote.");

        ModelManifest manifest = Read<ModelManifest>(folder, ManifestFile, RequireFormat);
        RequireWidths(folder, manifest);
        BundleFiles.Verify(folder, manifest.Files);
        return new ModelBundle(folder, manifest);
    }

    /// <summary>Reads the model's parameters and makes the scorer.</summary>
    /// <exception cref="ModelBundleException">The parameters contradict one another or the manifest.</exception>
    public IScorer ReadScorer()
    {
        IScorer scorer = Read<ScorerParameters>(Folder, ScorerFile).CreateScorer();
        if (scorer.FeatureCount != Manifest.Width)
            throw new ModelBundleException($"{Folder}: {ScorerFile} takes {scorer.FeatureCount} features, but the features of {ManifestFile} are {Manifest.Width} wide.");
        if (scorer.ScoreCount != Manifest.Scores)
            throw new ModelBundleException($"{Folder}: {ScorerFile} gives {scorer.ScoreCount} scores, but {ManifestFile} asks for {Manifest.Scores}.");
        return scorer;
    }

    /// <summary>Reads the golden rows.</summary>
    /// <exception cref="ModelBundleException">The file is malformed.</exception>
    public ValueList<GoldenRow> ReadGolden() => Read<ValueList<GoldenRow>>(Folder, GoldenFile);

    private static T Read<T>(string folder, string name, Action<string, JsonElement>? check = null)
    {
        try
        {
            byte[] json = File.ReadAllBytes(Path.Combine(folder, name));
            if (check is not null)
            {
                using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = PlanJson.Compact.MaxDepth });
                check(folder, document.RootElement);
            }

            return JsonSerializer.Deserialize<T>(json, Strict) ?? throw new JsonException("it is null");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            throw new ModelBundleException($"{folder}: {name} can't be read: {exception.Message} Train the model again, or restore the bundle.", exception);
        }
    }

    private static void RequireWidths(string folder, ModelManifest manifest)
    {
        long width = 0;
        foreach (FittedFeature feature in manifest.Features)
        {
            width += feature.Width;
            if (feature.Width < 1 || width > ModelManifest.MaximumWidth)
            {
                throw new ModelBundleException(
                    $"{folder}: feature '{feature.Name}' is {feature.Width} wide; a feature takes at least 1 slot, all together at most {ModelManifest.MaximumWidth}.");
            }
        }

        if (width == 0)
            throw new ModelBundleException($"{folder}: the manifest has no features.");
    }

    private static void RequireFormat(string folder, JsonElement manifest)
    {
        // Looked at before the rest is read: a newer format may have members that this version doesn't know.
        int format = manifest.ValueKind == JsonValueKind.Object && manifest.TryGetProperty("format", out JsonElement element)
            && element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int number)
            ? number
            : 0;
        if (format != ModelManifest.CurrentFormat)
        {
            throw new ModelBundleException(
                $"{folder}: the bundle has format {format}, this version of MlOps.Sdk reads format {ModelManifest.CurrentFormat}. "
                + (format > ModelManifest.CurrentFormat ? "Update MlOps.Sdk in this application." : "Train the model again."));
        }
    }
}
