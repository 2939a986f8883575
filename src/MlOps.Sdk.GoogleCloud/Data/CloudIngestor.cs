using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Brings rows into Cloud Storage: from files here, objects there, tables and queries of BigQuery.</summary>
/// <remarks>
/// Files of text, wherever they lie, are read by the local platform, so that a cell means the same everywhere; what it has read is uploaded. Parquet in Cloud
/// Storage is used in place. What BigQuery holds never passes through this process.
/// </remarks>
internal sealed class CloudIngestor(IServiceProvider services, ICloudStorage storage, CloudDatasets datasets, BigQueryReader bigQuery, CloudParquetSource parquet)
    : IIngestor
{
    public async Task<string?> GetVersionAsync(IngestPlan plan, StageContext context, CancellationToken cancellationToken) => plan.Source switch
    {
        BigQuerySourcePlan source => await bigQuery.GetVersionAsync(source, context, cancellationToken),
        { } source when CloudObjects.UriOf(source) is { } uri => VersionOf(await CloudObjects.FindAsync(storage, uri, context.Stage, cancellationToken)),
        _ => await Local(context).GetVersionAsync(plan, context, cancellationToken),
    };

    public async Task<Dataset> IngestAsync(IngestPlan plan, StageContext context, CancellationToken cancellationToken)
    {
        if (plan.Source is BigQuerySourcePlan source)
            return await bigQuery.ReadAsync(source, plan.Schema, context, cancellationToken);
        if (CloudObjects.UriOf(plan.Source) is not { } uri)
            return await datasets.PlaceAsync(await Local(context).IngestAsync(plan, context, cancellationToken), context, cancellationToken);

        IReadOnlyList<CloudObject> objects = await CloudObjects.FindAsync(storage, uri, context.Stage, cancellationToken);
        Dataset read = plan.Source is ParquetSourcePlan
            ? await parquet.ReadAsync(objects, plan.Schema, context, cancellationToken)
            : await ReadTextAsync(plan, objects, context, cancellationToken);
        return read with { SourceVersion = VersionOf(objects) };
    }

    public async Task<long?> ForecastBytesAsync(IngestPlan plan, StageContext context, CancellationToken cancellationToken) =>
        plan.Source is BigQuerySourcePlan source ? await bigQuery.ForecastBytesAsync(source, cancellationToken) : null;

    private async Task<Dataset> ReadTextAsync(
        IngestPlan plan, IReadOnlyList<CloudObject> objects, StageContext context, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(context.WorkingFolder, "objects");
        for (int index = 0; index < objects.Count; index++)
        {
            // By number, so that the files are read in the order of the objects; what follows the last dot says whether one is compressed.
            string name = FormattableString.Invariant($"{index:000000}-{Path.GetFileName(objects[index].Uri.Name)}");
            await storage.DownloadAsync(objects[index].Uri, Path.Combine(folder, name), cancellationToken);
        }

        string path = Path.Combine(folder, "*");
        IngestPlan here = plan with
        {
            Source = plan.Source switch
            {
                CsvSourcePlan csv => csv with { Path = path },
                JsonSourcePlan json => json with { Path = path },
                _ => throw new StageException($"{context.Stage}.source: {plan.Source!.GetType().Name} can't be read from Cloud Storage."),
            },
        };
        return await datasets.PlaceAsync(await Local(context).IngestAsync(here, context, cancellationToken), context, cancellationToken);
    }

    private IIngestor Local(StageContext context) => services.GetKeyedService<IIngestor>(Platforms.Local)
        ?? throw new StageException($"{context.Stage}.source: files are read by the local platform. Write services.AddMlOps().AddLocal().AddGoogleCloud(…).");

    private static string VersionOf(IReadOnlyList<CloudObject> objects) => "gcs:" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', objects.Select(found => found.Uri.ToString())))));
}
