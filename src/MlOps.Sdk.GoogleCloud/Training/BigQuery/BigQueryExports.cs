using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Training;

/// <summary>Has BigQuery export models, and brings them here.</summary>
internal sealed class BigQueryExports(BigQueryQueries queries, CloudPlaces places, CloudFiles files)
{
    /// <summary>Puts a model's files into its folder.</summary>
    /// <param name="trained">The model.</param>
    /// <param name="format"><c>ML_XGBOOST_BOOSTER</c> or <c>ML_TF_SAVED_MODEL</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task FetchAsync(BigQueryTrained trained, string format, CancellationToken cancellationToken)
    {
        (BigQueryTraining training, BigQueryTableReference model, _, _, string folder) = trained;
        ObjectUri place = await places.OfJobAsync(training.Context, "model", cancellationToken);
        BigQueryJob job = await queries.RunAsync(
            "export",
            // A folder of each job's own: what a failed one has left would be taken for the model.
            id => new()
            {
                Extract = new()
                {
                    SourceModel = new BigQueryModelReference(model.ProjectId, model.DatasetId, model.TableId),
                    DestinationUris = [place.At($"{id}/").ToString()],
                    DestinationFormat = format,
                },
            },
            training.Context,
            cancellationToken);
        string written = job.Configuration.Extract!.DestinationUris[0];
        if (await files.DownloadFolderAsync(ObjectUri.Parse(written), folder, cancellationToken) == 0)
            throw training.Fail($"BigQuery has exported the model {model}, but nothing is in {written}. Look at the job's log.");
    }
}
