using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;
using MlOps.Sdk.Testing.Emulator.Vertex.Messages;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Endpoints;

/// <summary>Answers predictions by the servers of an endpoint, as its traffic is split.</summary>
internal sealed class Predictor(VertexContext context, EndpointTable endpoints)
{
    /// <summary>The greatest request and answer of a shared endpoint, in bytes.</summary>
    public const int Largest = 1_572_864;

    public async Task<EmulatorResponse> PredictAsync(EmulatorRequest request, CancellationToken cancellationToken)
    {
        CheckSize(request);
        JsonObject body = MessageReader.Read(request.Json(), "PredictRequest");
        Deployment deployment = Choose(request);
        JsonObject sent = new() { ["instances"] = body["instances"]!.DeepClone() };
        if (body["parameters"] is { } parameters)
            sent["parameters"] = parameters.DeepClone();
        (int status, byte[] answer, _) = await deployment.Server.PredictAsync(Encoding.UTF8.GetBytes(sent.ToJsonString()), "application/json", cancellationToken);
        JsonArray predictions = PredictionsIn(status, answer);
        return EmulatorResponse.Json(new JsonObject
        {
            ["predictions"] = predictions.DeepClone(),
            ["deployedModelId"] = deployment.Id,
            ["model"] = deployment.Model.Name,
            ["modelDisplayName"] = deployment.Version.Body["displayName"]!.DeepClone(),
            ["modelVersionId"] = deployment.Version.Number.ToString(CultureInfo.InvariantCulture),
        });
    }

    public async Task<EmulatorResponse> RawPredictAsync(EmulatorRequest request, CancellationToken cancellationToken)
    {
        CheckSize(request);
        Deployment deployment = Choose(request);
        string contentType = request.Headers.ContentType.ToString() is { Length: > 0 } given ? given : "application/json";
        (int status, byte[] answer, string? answered) = await deployment.Server.PredictAsync(request.Body, contentType, cancellationToken);
        CheckAnswer(status, answer);
        EmulatorResponse response = new(200, answer, answered);
        response.Headers["X-Vertex-AI-Endpoint-Id"] = request.Route["endpoint"];
        response.Headers["X-Vertex-AI-Deployed-Model-Id"] = deployment.Id;
        return response;
    }

    /// <summary>The predictions in a server's answer.</summary>
    /// <exception cref="EmulatorException">The server refused or failed, or its answer has another shape.</exception>
    public static JsonArray PredictionsIn(int status, byte[] answer)
    {
        CheckAnswer(status, answer);
        try
        {
            return JsonNode.Parse(answer) is JsonObject read && read["predictions"] is JsonArray predictions
                ? predictions
                : throw Malformed(answer);
        }
        catch (JsonException)
        {
            throw Malformed(answer);
        }
    }

    private Deployment Choose(EmulatorRequest request)
    {
        lock (context.Gate)
        {
            EmulatedEndpoint endpoint = endpoints.Find(request);
            return endpoint.Next() ?? throw VertexError.Precondition(endpoint.Deployments.Count == 0
                ? $"Endpoint {endpoint.Name} doesn't have any deployed models."
                : $"Endpoint {endpoint.Name} has no traffic split: none of its deployed models gets requests.");
        }
    }

    private static void CheckSize(EmulatorRequest request)
    {
        if (request.Body.Length > Largest)
            throw VertexError.Invalid(string.Create(CultureInfo.InvariantCulture, $"Request payload size exceeds the limit: {Largest} bytes; it has {request.Body.Length}."));
    }

    private static void CheckAnswer(int status, byte[] answer)
    {
        if (answer.Length > Largest)
            throw VertexError.Invalid(string.Create(CultureInfo.InvariantCulture, $"Response size exceeds the limit: {Largest} bytes; it has {answer.Length}."));
        if (status is >= 200 and < 300)
            return;
        string message = $"Model server answered {status.ToString(CultureInfo.InvariantCulture)}: {Encoding.UTF8.GetString(answer)}";
        throw status < 500 ? VertexError.Invalid(message) : new EmulatorException(500, "INTERNAL", message);
    }

    private static EmulatorException Malformed(byte[] answer) =>
        new(500, "INTERNAL", $"The response of the model server has no list \"predictions\": {Encoding.UTF8.GetString(answer.AsSpan(0, Math.Min(answer.Length, 200)))}");
}
