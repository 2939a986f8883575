using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;
using MlOps.Sdk.Testing.Emulator.Storage;
using MlOps.Sdk.Testing.Emulator.Vertex.Containers;
using MlOps.Sdk.Testing.Emulator.Vertex.Endpoints;
using MlOps.Sdk.Testing.Emulator.Vertex.Models;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Jobs;

/// <summary>Batch prediction jobs: files of JSON lines go to a server that is started for the job.</summary>
internal sealed class BatchPredictionKind(VertexContext context, ModelTable models) : JobKind
{
    private const int MostPartialFailures = 20;

    public override string Collection => "batchPredictionJobs";

    public override string Message => "BatchPredictionJob";

    public override void Check(JsonObject body, VertexPlace place)
    {
        if (body["model"] is null == body["unmanagedContainerModel"] is null)
            throw VertexError.Field("model", "Exactly one of model and unmanaged_container_model must be set.");
        if (body["unmanagedContainerModel"] is not null)
            throw VertexError.Unimplemented("unmanaged_container_model: the emulator predicts with uploaded models only.");
        string input = body["inputConfig"]!["instancesFormat"]!.GetValue<string>();
        string output = body["outputConfig"]!["predictionsFormat"]!.GetValue<string>();
        if (input != "jsonl" || output != "jsonl")
            throw VertexError.Unimplemented($"The emulator's batch prediction reads and writes jsonl only, not {input} and {output}.");
        if (body["inputConfig"]!["gcsSource"] is null)
            throw VertexError.Field("input_config.gcs_source", "The instances format jsonl needs gcs_source.");
        if (body["outputConfig"]!["gcsDestination"]?["outputUriPrefix"]?.GetValue<string>() is not { } folder || !JobSpecRules.IsFolder(folder))
            throw VertexError.Field("output_config.gcs_destination", "The predictions format jsonl needs gcs_destination with an output_uri_prefix such as gs://bucket/folder.");
        if (body["dedicatedResources"] is null)
            throw VertexError.Field("dedicated_resources", "Required field is not set: the model supports DEDICATED_RESOURCES only.");
        if (body["manualBatchTuningParameters"]?["batchSize"]?.GetValue<int>() is < 1 and var size)
            throw VertexError.Field("manual_batch_tuning_parameters.batch_size", string.Create(CultureInfo.InvariantCulture, $"The value must be at least 1, but is {size}."));
        BatchInstances.Check(body["instanceConfig"] as JsonObject);
        lock (context.Gate)
            body["modelVersionId"] = models.Resolve(place, body["model"]!.GetValue<string>(), "model").Version.Number.ToString(CultureInfo.InvariantCulture);
    }

    public override async Task RunAsync(EmulatedJob job, CancellationToken cancellationToken)
    {
        JsonObject body = job.ToJson();
        job.Begin();
        ModelVersion version;
        lock (context.Gate)
            version = models.Resolve(job.Place, body["model"]!.GetValue<string>(), "model").Version;
        List<JsonNode> rows = Read(body["inputConfig"]!["gcsSource"]!["uris"]!);
        BatchInstances instances = new(body["instanceConfig"] as JsonObject);
        StringBuilder results = new();
        StringBuilder errors = new();
        List<string> failures = [];
        int failed = 0;
        ServingPlace place = new(job.Id, job.Id, body["dedicatedResources"]!["machineSpec"]);
        await using (ServingContainer server = await ServingContainer.StartAsync(context, version, place, cancellationToken))
        {
            foreach (JsonNode[] batch in rows.Chunk(body["manualBatchTuningParameters"]?["batchSize"]?.GetValue<int>() ?? 64))
            {
                try
                {
                    JsonArray predictions = await PredictAsync(server, [.. batch.Select(instances.InstanceOf)], body["modelParameters"], cancellationToken);
                    foreach ((JsonNode row, JsonNode? prediction) in batch.Zip(predictions))
                        results.Append(instances.LineOf(row, "prediction", prediction?.DeepClone()).ToJsonString()).Append('\n');
                }
                catch (EmulatorException error)
                {
                    failed += batch.Length;
                    failures.Add(error.Message);
                    JsonObject status = new() { ["code"] = VertexError.CodeOf(error), ["message"] = error.Message };
                    foreach (JsonNode row in batch)
                        errors.Append(instances.LineOf(row, "error", status.DeepClone()).ToJsonString()).Append('\n');
                }
            }
        }

        string folder = Write(job, body, results.ToString(), errors.ToString());
        job.Change(changed =>
        {
            changed["outputInfo"] = new JsonObject { ["gcsOutputDirectory"] = folder };
            changed["completionStats"] = new JsonObject
            {
                ["successfulCount"] = (rows.Count - failed).ToString(CultureInfo.InvariantCulture),
                ["failedCount"] = failed.ToString(CultureInfo.InvariantCulture),
                ["incompleteCount"] = "0",
            };
            if (failures.Count > 0)
                changed["partialFailures"] = new JsonArray([.. failures.Take(MostPartialFailures).Select(failure => new JsonObject { ["code"] = 3, ["message"] = failure })]);
        });
        if (failed == rows.Count && failed > 0)
            throw VertexError.Precondition($"No row could be predicted. The first failure: {failures[0]}");
    }

    private static async Task<JsonArray> PredictAsync(ServingContainer server, JsonNode[] instances, JsonNode? parameters, CancellationToken cancellationToken)
    {
        JsonObject sent = new() { ["instances"] = new JsonArray(instances) };
        if (parameters is not null)
            sent["parameters"] = parameters.DeepClone();
        (int status, byte[] answer, _) = await server.PredictAsync(Encoding.UTF8.GetBytes(sent.ToJsonString()), "application/json", cancellationToken);
        JsonArray predictions = Predictor.PredictionsIn(status, answer);
        return predictions.Count == instances.Length
            ? predictions
            : throw VertexError.Invalid(string.Create(CultureInfo.InvariantCulture, $"The model server gave {predictions.Count} predictions for {instances.Length} instances."));
    }

    private List<JsonNode> Read(JsonNode uris)
    {
        List<JsonNode> rows = [];
        foreach (string uri in ContainerSpecs.Texts(uris))
        {
            IReadOnlyList<StoredObject> files = context.State.Objects.Expand(uri);
            if (files.Count == 0)
                throw VertexError.NotFound($"There are no files at {uri}.");
            foreach (StoredObject file in files)
            {
                rows.AddRange(File.ReadLines(file.Path).Where(line => line.Length > 0)
                    .Select(line => JsonNode.Parse(line) ?? throw VertexError.Invalid($"A line of {file.Name} is null.")));
            }
        }

        return rows;
    }

    private string Write(EmulatedJob job, JsonObject body, string results, string errors)
    {
        string prefix = body["outputConfig"]!["gcsDestination"]!["outputUriPrefix"]!.GetValue<string>().TrimEnd('/');
        string time = context.State.Time.GetUtcNow().ToString("yyyy_MM_dd'T'HH_mm_ss_fff'Z'", CultureInfo.InvariantCulture);
        string folder = $"{prefix}/prediction-{body["displayName"]!.GetValue<string>().Replace(' ', '_')}-{job.Id}-{time}";
        foreach ((string name, string text) in new[] { ("prediction.results-00000-of-00001", results), ("prediction.errors_stats-00000-of-00001", errors) })
        {
            (string bucket, string path) = ObjectStore.Parse($"{folder}/{name}");
            context.State.Objects.Put(bucket, path, Encoding.UTF8.GetBytes(text), "application/octet-stream");
        }

        return folder;
    }
}
