using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;
using MlOps.Sdk.Testing.Emulator.Vertex.Lists;
using MlOps.Sdk.Testing.Emulator.Vertex.Messages;
using MlOps.Sdk.Testing.Emulator.Vertex.Operations;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Endpoints;

/// <summary>The endpoints and what is done to them as such.</summary>
internal sealed class EndpointTable(VertexContext context)
{
    private static readonly string[] Changeable = ["displayName", "description", "labels", "trafficSplit"];

    private readonly List<EmulatedEndpoint> _endpoints = [];

    public EmulatorResponse Create(EmulatorRequest request)
    {
        VertexPlace place = VertexPlace.Of(request, context.State);
        JsonObject body = MessageReader.Read(request.Json(), "Endpoint");
        Labels.Check(body);
        if (request.Parameter("endpointId") is { Length: > 0 } given)
            EndpointRules.CheckId(given);
        if (body["trafficSplit"] is not null)
            throw VertexError.Field("traffic_split", "A new endpoint has no deployed models that could have traffic.");
        string id = request.Parameter("endpointId") is { Length: > 0 } chosen ? chosen : context.State.NextId();
        EmulatedEndpoint endpoint = new(place.NameOf("endpoints", id), body);
        lock (context.Gate)
        {
            if (_endpoints.Exists(other => other.Name == endpoint.Name))
                throw VertexError.Exists($"The Endpoint \"{endpoint.Name}\" already exists.");
            _endpoints.Insert(0, endpoint);
        }

        return context.Operations.Start(place, "CreateEndpointOperationMetadata", OperationTable.Api + "Endpoint", _ =>
        {
            lock (context.Gate)
            {
                body.Remove("name");
                body["createTime"] = context.State.Now();
                Touch(endpoint);
                endpoint.IsThere = true;
                return Task.FromResult(endpoint.ToJson());
            }
        });
    }

    public EmulatorResponse Get(EmulatorRequest request)
    {
        lock (context.Gate)
            return EmulatorResponse.Json(Find(request).ToJson());
    }

    public EmulatorResponse List(EmulatorRequest request)
    {
        string parent = VertexPlace.Of(request, context.State).Parent + "/";
        lock (context.Gate)
        {
            return ListPage.Of(request, "endpoints", [.. _endpoints
                .Where(endpoint => endpoint.IsThere && endpoint.Name.StartsWith(parent, StringComparison.Ordinal)).Select(endpoint => endpoint.ToJson())]);
        }
    }

    public EmulatorResponse Patch(EmulatorRequest request)
    {
        UpdateMask mask = UpdateMask.Of(request, Changeable);
        JsonObject change = MessageReader.ReadPartial(request.Json(), "Endpoint");
        Labels.Check(change);
        lock (context.Gate)
        {
            EmulatedEndpoint endpoint = Find(request);
            Etags.Check(change, endpoint.Body, endpoint.Name);
            if (mask.Contains("trafficSplit"))
                endpoint.Traffic = TrafficRules.Read(change["trafficSplit"], [.. endpoint.Deployments.Select(deployment => deployment.Id)]);
            change.Remove("trafficSplit");
            mask.Apply(change, endpoint.Body);
            Touch(endpoint);
            return EmulatorResponse.Json(endpoint.ToJson());
        }
    }

    public EmulatorResponse Delete(EmulatorRequest request)
    {
        VertexPlace place = VertexPlace.Of(request, context.State);
        lock (context.Gate)
        {
            EmulatedEndpoint endpoint = Find(request);
            if (endpoint.IsBusy)
                throw VertexError.Aborted($"There are other operations in progress on the Endpoint \"{endpoint.Name}\"; try again when they are done.");
            if (endpoint.Deployments.Count > 0)
                throw VertexError.Precondition($"The Endpoint \"{endpoint.Name}\" has deployed models and can't be deleted; undeploy them first.");
            // Nothing may be deployed to it from now on.
            endpoint.IsBusy = true;
            return context.Operations.Start(place, "DeleteOperationMetadata", "google.protobuf.Empty", _ =>
            {
                lock (context.Gate)
                    _endpoints.Remove(endpoint);
                return Task.FromResult(new JsonObject());
            });
        }
    }

    /// <summary>The endpoint of a request; called under the gate.</summary>
    public EmulatedEndpoint Find(EmulatorRequest request)
    {
        string name = VertexPlace.Of(request, context.State).NameOf("endpoints", request.Route["endpoint"]);
        return _endpoints.Find(endpoint => endpoint.Name == name && endpoint.IsThere) ?? throw VertexError.NotFound($"The Endpoint \"{name}\" does not exist.");
    }

    /// <summary>Gives an endpoint a new tag and time; called under the gate.</summary>
    public void Touch(EmulatedEndpoint endpoint)
    {
        endpoint.Body["updateTime"] = context.State.Now();
        endpoint.Body["etag"] = Etags.Next(context.State);
    }
}
