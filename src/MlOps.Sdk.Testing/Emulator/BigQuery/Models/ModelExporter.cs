using MlOps.Sdk.Testing.Emulator.Http;
using MlOps.Sdk.Testing.Emulator.Storage;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>Writes models into folders of Cloud Storage.</summary>
internal sealed class ModelExporter(ObjectStore objects, BigQueryCatalog catalog)
{
    /// <summary>Writes a model's files.</summary>
    /// <param name="name">The model.</param>
    /// <param name="uri">The folder, with a slash at its end or without.</param>
    /// <param name="format">The format that was asked for; null for the model's own.</param>
    /// <returns>How many files there are.</returns>
    public int Export(TableName name, string uri, string? format)
    {
        BigQueryModel model = catalog.FindDataset(name.Project, name.Dataset)?.FindModel(name.Table) ?? throw EmulatorException.NotFound($"Not found: Model {name}");
        (string bucket, string folder) = ObjectStore.Parse(uri.TrimEnd('/'));
        if (folder.Contains('*', StringComparison.Ordinal))
            throw EmulatorException.Invalid($"Invalid destination of a model: {uri} must be a folder, without a wildcard.");
        if (!objects.HasBucket(bucket))
            throw EmulatorException.NotFound($"Not found: bucket {bucket}");
        string own = model.Trained.ExportFormat;
        if (format is not null && format != own)
            throw EmulatorException.Invalid($"destinationFormat {format} is not supported for models of type {model.Trained.Type.Name}; theirs is {own}.");
        IReadOnlyList<ModelFile> files = model.Trained.Export();
        foreach (ModelFile file in files)
            objects.Put(bucket, $"{folder}/{file.Path}", file.Content, "application/octet-stream");
        return files.Count;
    }
}
