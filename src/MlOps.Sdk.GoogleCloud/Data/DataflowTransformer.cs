using Microsoft.Extensions.Options;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Computes a transform as Beam YAML on Dataflow, from Parquet to Parquet.</summary>
internal sealed class DataflowTransformer(
    IDataflow dataflow, IOptions<GoogleCloudOptions> options, CloudPlaces places, CloudFiles files, CloudDatasets datasets, BigQueryQueries queries)
    : ITransformer
{
    public async Task<Dataset> TransformAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken)
    {
        (RelationNode relation, Schema schema, IReadOnlyList<Dataset> inputs) = await CloudTransformer.BindAsync(request, datasets, context, cancellationToken);
        ObjectUri folder = await places.OfJobAsync(context, "beam", cancellationToken);
        List<BeamSource> sources = [];
        for (int index = 0; index < inputs.Count; index++)
        {
            string name = FormattableString.Invariant($"Read{index}");
            sources.Add(new(name, await datasets.PatternOfAsync(inputs[index], folder.At(name), cancellationToken), inputs[index].Schema));
        }

        ObjectUri temporary = await places.TemporaryAsync(cancellationToken);
        DataflowJob job = await new RemoteJobs(context).RunAsync(
            "beam",
            new DataflowWork(dataflow, id => new DataflowLaunch
            {
                JobName = id,
                LaunchKey = id,
                // A folder of each job's own: what a failed one has left would be taken for rows.
                Pipeline = BeamDialect.Pipeline(relation, sources, Output(folder, id).ToString()),
                Environment = new()
                {
                    TempLocation = temporary.ToString(),
                    ServiceAccount = options.Value.ServiceAccount,
                    MaxWorkers = options.Value.MaxDataflowWorkers,
                    Labels = JobLabels.Of(context),
                },
            }),
            cancellationToken);
        ValueList<DataFile> parts = await files.ListAsync(Output(folder, job.Name), context.Stage, cancellationToken);
        BigQueryInput written = BigQueryInput.Of([new Dataset(parts, schema, 0)]);
        return await queries.MeasureAsync(parts, schema.Columns, written.Tables[0], written.Definitions, context, cancellationToken);
    }

    private static ObjectUri Output(ObjectUri folder, string id) => folder.At($"{id}/rows.parquet");
}
