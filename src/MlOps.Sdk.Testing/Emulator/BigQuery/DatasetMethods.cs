using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>The methods of datasets.</summary>
internal sealed class DatasetMethods(EmulatorState state, BigQueryCatalog catalog)
{
    public EmulatorResponse Insert(EmulatorRequest request)
    {
        JsonObject body = request.Json();
        DatasetSettings settings = new DatasetSettings().With(body);
        JsonObject reference = Shape.RequiredObject(body, "datasetReference", "dataset");
        Shape.Check(reference, "dataset.datasetReference", ["projectId", "datasetId"], []);
        string project = Shape.Text(reference, "projectId") is { Length: > 0 } given ? given : request.Route["project"];
        if (project != request.Route["project"])
            throw EmulatorException.Invalid($"Value {project} in content does not agree with value {request.Route["project"]}.");
        string location = Shape.Text(body, "location") is { Length: > 0 } at ? at : "US";
        BigQueryDataset dataset = new(
            project, Shape.RequiredText(reference, "datasetId", "dataset.datasetReference"), location, settings, state.NowMilliseconds(), state.NextId());
        catalog.Add(dataset);
        return EmulatorResponse.Json(dataset.ToJson(request.Address));
    }

    public EmulatorResponse Get(EmulatorRequest request) => EmulatorResponse.Json(Find(request).ToJson(request.Address));

    public EmulatorResponse List(EmulatorRequest request) => EmulatorResponse.Json(new JsonObject
    {
        ["kind"] = "bigquery#datasetList",
        ["etag"] = state.NextId(),
        ["datasets"] = new JsonArray([.. catalog.Datasets(request.Route["project"]).Select(dataset =>
        {
            JsonObject whole = dataset.ToJson(request.Address);
            JsonObject entry = new() { ["kind"] = "bigquery#dataset" };
            foreach (string name in (string[])["id", "datasetReference", "location", "labels", "friendlyName"])
                entry[name] = whole[name]?.DeepClone();
            return Shape.Compact(entry);
        })]),
    });

    public EmulatorResponse Patch(EmulatorRequest request)
    {
        BigQueryDataset dataset = Find(request);
        JsonObject body = request.Json();
        Precondition.Check(request, dataset.Etag);
        if (Shape.Text(body, "location") is { } location && !location.Equals(dataset.Location, StringComparison.OrdinalIgnoreCase))
            throw EmulatorException.Invalid("Dataset location cannot be changed.");
        DatasetSettings before = request.Method == "PUT" ? new DatasetSettings() : dataset.Settings;
        dataset.Change(before.With(body), state.NowMilliseconds(), state.NextId());
        return EmulatorResponse.Json(dataset.ToJson(request.Address));
    }

    public EmulatorResponse Delete(EmulatorRequest request)
    {
        BigQueryDataset dataset = Find(request);
        if (request.Parameter("deleteContents") != "true" && (dataset.Tables().Count > 0 || dataset.Models().Count > 0))
            throw new EmulatorException(400, "resourceInUse", $"Dataset {dataset.Project}:{dataset.Id} is still in use");
        catalog.Remove(dataset);
        return EmulatorResponse.Empty(204);
    }

    private BigQueryDataset Find(EmulatorRequest request) => catalog.Dataset(request.Route["project"], request.Route["dataset"]);
}
