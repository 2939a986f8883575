using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;
using MlOps.Sdk.Testing.Emulator.Vertex.Containers;
using MlOps.Sdk.Testing.Emulator.Vertex.Messages;
using MlOps.Sdk.Testing.Emulator.Vertex.Models;
using MlOps.Sdk.Testing.Emulator.Vertex.Operations;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Endpoints;

/// <summary>Deploys models to endpoints and undeploys them.</summary>
internal sealed class Deployer(VertexContext context, EndpointTable endpoints, ModelTable models) : IAsyncDisposable
{
    private readonly List<ServingContainer> _servers = [];

    public EmulatorResponse Deploy(EmulatorRequest request)
    {
        VertexPlace place = VertexPlace.Of(request, context.State);
        JsonObject body = MessageReader.Read(request.Json(), "DeployModelRequest");
        JsonObject deployed = (JsonObject)body["deployedModel"]!;
        EndpointRules.CheckDeployment(deployed);
        lock (context.Gate)
        {
            EmulatedEndpoint endpoint = endpoints.Find(request);
            (EmulatedModel model, ModelVersion version) = models.Resolve(place, deployed["model"]!.GetValue<string>(), "deployed_model.model");
            string id = deployed["id"]?.GetValue<string>() ?? "1" + context.State.NextId()[^9..];
            if (endpoint.Deployments.Exists(other => other.Id == id))
                throw VertexError.Exists($"The Endpoint \"{endpoint.Name}\" has a DeployedModel with id {id} already.");
            CheckIdle(endpoint);
            SortedDictionary<string, int> traffic = TrafficRules.Read(
                body["trafficSplit"], [.. endpoint.Deployments.Select(other => other.Id), TrafficRules.Newcomer]);
            endpoint.IsBusy = true;
            return context.Operations.Start(
                place, "DeployModelOperationMetadata", OperationTable.Api + "DeployModelResponse",
                cancellationToken => DeployAsync(endpoint, id, deployed, model, version, traffic, cancellationToken),
                undo: () => endpoint.IsBusy = false);
        }
    }

    public EmulatorResponse Undeploy(EmulatorRequest request)
    {
        VertexPlace place = VertexPlace.Of(request, context.State);
        JsonObject body = MessageReader.Read(request.Json(), "UndeployModelRequest");
        string id = body["deployedModelId"]!.GetValue<string>();
        lock (context.Gate)
        {
            EmulatedEndpoint endpoint = endpoints.Find(request);
            Deployment deployment = endpoint.Deployments.Find(other => other.Id == id)
                ?? throw VertexError.NotFound($"The DeployedModel {id} does not exist on the Endpoint \"{endpoint.Name}\".");
            CheckIdle(endpoint);
            SortedDictionary<string, int> traffic = TrafficRules.Read(
                body["trafficSplit"], [.. endpoint.Deployments.Select(other => other.Id)]);
            SortedDictionary<string, int> after = traffic.Count > 0 ? traffic : endpoint.Traffic;
            if (after.GetValueOrDefault(id) > 0 && endpoint.Deployments.Count > 1)
            {
                throw VertexError.Precondition(
                    $"The DeployedModel {id} has {after[id]} % of the traffic of the Endpoint \"{endpoint.Name}\"; give it to others in traffic_split.");
            }

            endpoint.IsBusy = true;
            return context.Operations.Start(
                place, "UndeployModelOperationMetadata", OperationTable.Api + "UndeployModelResponse",
                _ => UndeployAsync(endpoint, deployment, after), undo: () => endpoint.IsBusy = false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        ServingContainer[] left;
        lock (context.Gate)
            left = [.. _servers];
        foreach (ServingContainer server in left)
            await server.DisposeAsync();
    }

    private async Task<JsonObject> DeployAsync(
        EmulatedEndpoint endpoint, string id, JsonObject given, EmulatedModel model, ModelVersion version, SortedDictionary<string, int> traffic,
        CancellationToken cancellationToken)
    {
        ServingContainer server = await ServingContainer.StartAsync(
            context, version, new ServingPlace(endpoint.Id, id, given["dedicatedResources"]!["machineSpec"]), cancellationToken);
        lock (context.Gate)
        {
            JsonObject body = new() { ["id"] = id };
            foreach ((string field, JsonNode? value) in given)
                body[field] = value?.DeepClone();
            // The version isn't part of the name here.
            body["model"] = model.Name;
            body["modelVersionId"] = version.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            body["displayName"] ??= version.Body["displayName"]!.DeepClone();
            body["dedicatedResources"]!["machineSpec"]!["machineType"] ??= ServingPlace.DefaultMachine;
            body["createTime"] = context.State.Now();
            _servers.Add(server);
            endpoint.Deployments.Add(new Deployment(id, body, model, version, server));
            version.Deployments.Add((endpoint.Name, id));
            if (traffic.Count > 0)
            {
                endpoint.Traffic = new SortedDictionary<string, int>(
                    traffic.ToDictionary(share => share.Key == TrafficRules.Newcomer ? id : share.Key, share => share.Value), StringComparer.Ordinal);
            }

            endpoint.IsBusy = false;
            endpoints.Touch(endpoint);
            return new JsonObject { ["deployedModel"] = body.DeepClone() };
        }
    }

    private async Task<JsonObject> UndeployAsync(EmulatedEndpoint endpoint, Deployment deployment, SortedDictionary<string, int> traffic)
    {
        lock (context.Gate)
        {
            traffic.Remove(deployment.Id);
            endpoint.Traffic = traffic;
            endpoint.Deployments.Remove(deployment);
            deployment.Version.Deployments.Remove((endpoint.Name, deployment.Id));
            _servers.Remove(deployment.Server);
        }

        await deployment.Server.DisposeAsync();
        lock (context.Gate)
        {
            endpoint.IsBusy = false;
            endpoints.Touch(endpoint);
        }

        return [];
    }

    private static void CheckIdle(EmulatedEndpoint endpoint)
    {
        if (endpoint.IsBusy)
            throw VertexError.Aborted($"There are other operations in progress on the Endpoint \"{endpoint.Name}\"; try again when they are done.");
    }
}
