using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MlOps.Sdk.ContainerTarget;

/// <summary>Predicts by multiplying the field <c>x</c> of an instance, or the instance itself, by <c>--factor</c>.</summary>
/// <remarks>Is never healthy with <c>--ill</c>. An instance <c>"bad"</c> is refused, <c>"crash"</c> is an error of the server, <c>"env"</c> asks for its environment.</remarks>
public static class ModelServer
{
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        double factor = double.Parse(options.GetValueOrDefault("factor", "1"), CultureInfo.InvariantCulture);
        string port = Environment.GetEnvironmentVariable("AIP_HTTP_PORT")!;
        string health = Environment.GetEnvironmentVariable("AIP_HEALTH_ROUTE")!;
        string predict = Environment.GetEnvironmentVariable("AIP_PREDICT_ROUTE")!;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using WebApplication app = builder.Build();
        app.MapGet(health, () => options.ContainsKey("ill") ? Results.StatusCode(503) : Results.Ok());
        app.MapPost(predict, async (HttpRequest request) =>
        {
            (int status, string body) = Answer((await JsonNode.ParseAsync(request.Body))!, factor);
            return Results.Content(body, "application/json", statusCode: status);
        });
        await app.RunAsync();
        return 0;
    }

    private static (int Status, string Body) Answer(JsonNode question, double factor)
    {
        JsonArray predictions = [];
        foreach (JsonNode? instance in (JsonArray)question["instances"]!)
        {
            switch (instance)
            {
                case JsonValue text when text.TryGetValue(out string? word) && word == "bad":
                    return (422, "the instance is bad");
                case JsonValue text when text.TryGetValue(out string? word) && word == "crash":
                    return (500, "the server fell over");
                case JsonValue text when text.TryGetValue(out string? word) && word == "large":
                    return (200, $$"""{"predictions":["{{new string('x', 1_600_000)}}"]}""");
                case JsonValue text when text.TryGetValue(out string? word) && word == "odd":
                    return (200, """{"answers":[1]}""");
                case JsonValue text when text.TryGetValue(out string? word) && word == "env":
                    predictions.Add(new JsonObject(Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
                        .Where(entry => ((string)entry.Key).StartsWith("AIP_", StringComparison.Ordinal) || (string)entry.Key is "MY_VARIABLE" or "STORAGE_EMULATOR_HOST")
                        .Select(entry => KeyValuePair.Create((string)entry.Key, (JsonNode?)JsonValue.Create((string?)entry.Value)))));
                    break;
                case JsonObject row:
                    predictions.Add(row["x"]!.GetValue<double>() * factor);
                    break;
                case JsonArray row:
                    predictions.Add(row[0]!.GetValue<double>() * factor);
                    break;
                default:
                    predictions.Add(instance!.GetValue<double>() * factor);
                    break;
            }
        }

        JsonObject answer = new() { ["predictions"] = predictions };
        if (question["parameters"] is { } parameters)
            answer["parameters"] = parameters.DeepClone();
        return (200, answer.ToJsonString());
    }
}
