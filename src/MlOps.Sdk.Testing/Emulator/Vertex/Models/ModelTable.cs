using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;
using MlOps.Sdk.Testing.Emulator.Vertex.Containers;
using MlOps.Sdk.Testing.Emulator.Vertex.Lists;
using MlOps.Sdk.Testing.Emulator.Vertex.Messages;
using MlOps.Sdk.Testing.Emulator.Vertex.Operations;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Models;

/// <summary>The models and their methods.</summary>
internal sealed class ModelTable(VertexContext context)
{
    private static readonly string[] Changeable = ["displayName", "description", "labels", "versionDescription"];

    private readonly List<EmulatedModel> _models = [];
    private readonly ArtifactCopies _copies = new(context.State.Objects);

    public EmulatorResponse Upload(EmulatorRequest request)
    {
        VertexPlace place = VertexPlace.Of(request, context.State);
        JsonObject upload = MessageReader.Read(request.Json(), "UploadModelRequest");
        ModelRules.CheckUpload(upload);
        EmulatedModel model;
        long number;
        lock (context.Gate)
        {
            model = upload["parentModel"]?.GetValue<string>() is { } parent
                ? Resolve(place, parent.Split('@')[0], "parent_model").Model
                : Create(place.NameOf("models", upload["modelId"]?.GetValue<string>() ?? context.State.NextId()));
            number = model.NextVersion();
        }

        return context.Operations.Start(
            place, "UploadModelOperationMetadata", OperationTable.Api + "UploadModelResponse",
            token => PublishAsync(model, number, (JsonObject)upload["model"]!, token),
            undo: () => _models.RemoveAll(candidate => candidate == model && candidate.Versions.Count == 0));
    }

    public EmulatorResponse Get(EmulatorRequest request)
    {
        lock (context.Gate)
        {
            (EmulatedModel model, ModelVersion version) = Find(request);
            return EmulatorResponse.Json(model.ToJson(version));
        }
    }

    public EmulatorResponse List(EmulatorRequest request)
    {
        string parent = VertexPlace.Of(request, context.State).Parent + "/";
        lock (context.Gate)
        {
            return ListPage.Of(request, "models", [.. _models
                .Where(model => model.Versions.Count > 0 && model.Name.StartsWith(parent, StringComparison.Ordinal))
                .Select(model => model.ToJson(model.Default))]);
        }
    }

    public EmulatorResponse ListVersions(EmulatorRequest request)
    {
        lock (context.Gate)
        {
            EmulatedModel model = Find(request).Model;
            return ListPage.Of(request, "models", [.. model.Versions.Select(model.ToJson).Reverse()]);
        }
    }

    public EmulatorResponse Patch(EmulatorRequest request)
    {
        UpdateMask mask = UpdateMask.Of(request, Changeable);
        JsonObject change = MessageReader.ReadPartial(request.Json(), "Model");
        Labels.Check(change);
        lock (context.Gate)
        {
            (EmulatedModel model, ModelVersion version) = Find(request);
            Etags.Check(change, version.Body, model.Name);
            mask.Apply(change, version.Body);
            Touch(version);
            return EmulatorResponse.Json(model.ToJson(version));
        }
    }

    public EmulatorResponse MergeAliases(EmulatorRequest request)
    {
        string[] aliases = ContainerSpecs.Texts(MessageReader.Read(request.Json(), "MergeVersionAliasesRequest")["versionAliases"]);
        foreach (string alias in aliases)
            ModelRules.CheckAlias(alias.TrimStart('-'), "version_aliases");
        lock (context.Gate)
        {
            (EmulatedModel model, ModelVersion version) = FindNumbered(request);
            string[] added = [.. aliases.Where(alias => !alias.StartsWith('-'))];
            string[] removed = [.. aliases.Where(alias => alias.StartsWith('-')).Select(alias => alias[1..])];
            if (removed.Contains(EmulatedModel.DefaultAlias))
                throw VertexError.Invalid($"The alias '{EmulatedModel.DefaultAlias}' can't be removed; give it to another version.");
            // An alias that is both added and removed stays as it is.
            foreach (string alias in added.Except(removed))
                model.SetAlias(version, alias);
            foreach (string alias in removed.Except(added))
                version.Aliases.Remove(alias);
            Touch(version);
            return EmulatorResponse.Json(model.ToJson(version));
        }
    }

    public EmulatorResponse DeleteVersion(EmulatorRequest request)
    {
        VertexPlace place = VertexPlace.Of(request, context.State);
        lock (context.Gate)
        {
            (EmulatedModel model, ModelVersion version) = FindNumbered(request);
            if (version == model.Default)
            {
                throw VertexError.Precondition(
                    $"The version {model.Name}@{version.Number} has the alias '{EmulatedModel.DefaultAlias}' and can't be deleted; give the alias to another version, or delete the model.");
            }

            CheckUndeployed(model, [version]);
            return context.Operations.Start(place, "DeleteOperationMetadata", "google.protobuf.Empty", _ => Delete(() => model.Versions.Remove(version)));
        }
    }

    public EmulatorResponse Delete(EmulatorRequest request)
    {
        VertexPlace place = VertexPlace.Of(request, context.State);
        lock (context.Gate)
        {
            EmulatedModel model = Find(request).Model;
            CheckUndeployed(model, model.Versions);
            return context.Operations.Start(place, "DeleteOperationMetadata", "google.protobuf.Empty", _ => Delete(() => _models.Remove(model)));
        }
    }

    /// <summary>The version that a name in a request means; called under the gate.</summary>
    public (EmulatedModel Model, ModelVersion Version) Resolve(VertexPlace place, string name, string field)
    {
        string[] parts = place.IdIn(name, "models", field).Split('@', 2);
        return Resolve(place, parts[0], parts.Length == 2 ? parts[1] : null, name);
    }

    private (EmulatedModel Model, ModelVersion Version) Resolve(VertexPlace place, string id, string? version, string name)
    {
        string full = place.NameOf("models", id);
        EmulatedModel? model = _models.Find(candidate => candidate.Name == full && candidate.Versions.Count > 0);
        return model?.Find(version) is { } found ? (model, found) : throw VertexError.NotFound($"The Model \"{name}\" does not exist.");
    }

    private (EmulatedModel Model, ModelVersion Version) Find(EmulatorRequest request)
    {
        VertexPlace place = VertexPlace.Of(request, context.State);
        string[] parts = request.Route["model"].Split('@', 2);
        return Resolve(place, parts[0], parts.Length == 2 ? parts[1] : null, place.NameOf("models", request.Route["model"]));
    }

    private (EmulatedModel Model, ModelVersion Version) FindNumbered(EmulatorRequest request)
    {
        string[] parts = request.Route["model"].Split('@', 2);
        return parts.Length == 2 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? Find(request)
            : throw VertexError.Invalid($"The name must end with the number of a version, such as models/{parts[0]}@1, but is models/{request.Route["model"]}.");
    }

    private EmulatedModel Create(string name)
    {
        if (_models.Exists(model => model.Name == name))
            throw VertexError.Exists($"The Model \"{name}\" already exists.");
        EmulatedModel created = new(name, context.State.Now());
        _models.Insert(0, created);
        return created;
    }

    private async Task<JsonObject> PublishAsync(EmulatedModel model, long number, JsonObject given, CancellationToken cancellationToken)
    {
        JsonObject body = (JsonObject)given.DeepClone();
        JsonObject container = (JsonObject)body["containerSpec"]!.DeepClone();
        string[] aliases = ContainerSpecs.Texts(body["versionAliases"]);
        // The image is copied at upload, as the artifacts are.
        string image = container["imageUri"]!.GetValue<string>();
        if (await context.Launcher.WhyMissingAsync(image, cancellationToken) is { } reason)
            throw VertexError.NotFound($"Image {image} not found. {reason}");
        string id = model.Name[(model.Name.LastIndexOf('/') + 1)..];
        string? copy = body["artifactUri"]?.GetValue<string>() is { } uri
            ? _copies.Copy(uri, string.Create(CultureInfo.InvariantCulture, $"{id}/{number}-{context.State.NextId()}"))
            : null;
        // The input only field, and those that are kept beside the body.
        foreach (string field in (string[])["containerSpec", "versionAliases", "name", "etag"])
            body.Remove(field);
        ModelVersion version = new(number, body, container, copy);
        lock (context.Gate)
        {
            body["versionCreateTime"] = context.State.Now();
            Touch(version);
            bool isFirst = model.Versions.Count == 0;
            model.Versions.Add(version);
            model.Versions.Sort((one, other) => one.Number.CompareTo(other.Number));
            foreach (string alias in isFirst ? aliases.Prepend(EmulatedModel.DefaultAlias) : aliases)
                model.SetAlias(version, alias);
        }

        return new JsonObject { ["model"] = model.Name, ["modelVersionId"] = number.ToString(CultureInfo.InvariantCulture) };
    }

    private void Touch(ModelVersion version)
    {
        string now = context.State.Now();
        version.Body["versionUpdateTime"] = now;
        version.Body["updateTime"] = now;
        version.Body["etag"] = Etags.Next(context.State);
    }

    private Task<JsonObject> Delete(Action delete)
    {
        lock (context.Gate)
            delete();
        return Task.FromResult(new JsonObject());
    }

    private static void CheckUndeployed(EmulatedModel model, IEnumerable<ModelVersion> versions)
    {
        foreach (ModelVersion version in versions.Where(version => version.Deployments.Count > 0))
        {
            throw VertexError.Precondition(
                $"The Model version {model.Name}@{version.Number} is deployed at {version.Deployments[0].Endpoint} and can't be deleted; undeploy it first.");
        }
    }
}
