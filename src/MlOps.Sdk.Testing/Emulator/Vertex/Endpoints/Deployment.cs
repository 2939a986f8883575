using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Vertex.Containers;
using MlOps.Sdk.Testing.Emulator.Vertex.Models;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Endpoints;

/// <summary>A model version on an endpoint, with the server that answers for it.</summary>
internal sealed record Deployment(string Id, JsonObject Body, EmulatedModel Model, ModelVersion Version, ServingContainer Server);
