using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Datasets in Cloud Storage.</summary>
internal sealed class CloudDatasets(CloudFiles files, ICloudStorage storage)
{
    /// <summary>Whether all files are in Cloud Storage.</summary>
    public static bool IsPlaced(Dataset dataset) => dataset.Parts.All(part => part.Scheme == CloudFiles.GoogleStorage);

    /// <summary>The dataset with all files in Cloud Storage; uploads those that are here.</summary>
    public async Task<Dataset> PlaceAsync(Dataset dataset, StageContext context, CancellationToken cancellationToken)
    {
        List<DataFile> parts = [];
        foreach (DataFile part in dataset.Parts)
            parts.Add(await files.PlaceAsync(part, context.Artifacts, cancellationToken));
        return dataset with { Parts = parts.ToValueList() };
    }

    /// <summary>One pattern that names the files of a placed dataset and nothing else; copies them into a folder of their own if there is none.</summary>
    /// <param name="dataset">A placed dataset.</param>
    /// <param name="folder">Where to copy to.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    public async Task<string> PatternOfAsync(Dataset dataset, ObjectUri folder, CancellationToken cancellationToken)
    {
        ObjectUri[] parts = [.. dataset.Parts.Select(part => ObjectUri.Parse(part.Location) with { Generation = null })];
        if (parts is [var only])
            return only.ToString();
        for (int index = 0; index < parts.Length; index++)
            await storage.CopyAsync(parts[index], folder.At(FormattableString.Invariant($"part-{index:000000}.parquet")), ifGeneration: null, cancellationToken);
        return folder.At("part-*.parquet").ToString();
    }
}
