using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>The methods of models.</summary>
internal sealed class ModelMethods(EmulatorState state, BigQueryCatalog catalog)
{
    private static readonly string[] Listed = ["modelReference", "modelType", "creationTime", "lastModifiedTime", "labels"];

    public EmulatorResponse Get(EmulatorRequest request) => EmulatorResponse.Json(Find(request).Resource.DeepClone());

    public EmulatorResponse List(EmulatorRequest request) => EmulatorResponse.Json(new JsonObject
    {
        ["models"] = new JsonArray([.. catalog.Dataset(request.Route["project"], request.Route["dataset"]).Models().Select(model =>
            new JsonObject(Listed.Where(model.Resource.ContainsKey).Select(name => KeyValuePair.Create(name, model.Resource[name]?.DeepClone()))))]),
    });

    public EmulatorResponse Patch(EmulatorRequest request)
    {
        BigQueryModel model = Find(request);
        Precondition.Check(request, model.Resource["etag"]!.ToString());
        JsonObject body = request.Json();
        Shape.Check(body, "model", ["labels", "description", "friendlyName", "modelReference"], ["expirationTime", "encryptionConfiguration"]);
        JsonObject resource = model.Resource.DeepClone().AsObject();
        resource["labels"] = LabelSet.Patch(resource["labels"]?.AsObject() ?? [], Shape.Object(body, "labels", "model"));
        foreach (string name in (string[])["description", "friendlyName"])
        {
            if (Shape.Text(body, name) is { } text)
                resource[name] = text;
        }

        resource["etag"] = state.NextId();
        resource["lastModifiedTime"] = state.NowMilliseconds();
        catalog.Dataset(model.Name.Project, model.Name.Dataset).Put(model with { Resource = resource });
        return EmulatorResponse.Json(resource.DeepClone());
    }

    public EmulatorResponse Delete(EmulatorRequest request)
    {
        BigQueryModel model = Find(request);
        catalog.Dataset(model.Name.Project, model.Name.Dataset).RemoveModel(model.Name.Table);
        return EmulatorResponse.Empty(204);
    }

    private BigQueryModel Find(EmulatorRequest request)
    {
        (string project, string dataset, string id) = (request.Route["project"], request.Route["dataset"], request.Route["model"]);
        return catalog.Dataset(project, dataset).FindModel(id) ?? throw EmulatorException.NotFound($"Not found: Model {project}:{dataset}.{id}");
    }
}
