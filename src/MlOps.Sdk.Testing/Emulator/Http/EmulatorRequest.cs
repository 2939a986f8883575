using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MlOps.Sdk.Testing.Emulator.Http;

/// <summary>A request as a service sees it: the path decoded once, the body inflated.</summary>
/// <param name="Method">The verb; that of <c>X-HTTP-Method-Override</c> if there is one.</param>
/// <param name="Target">The path as it came, still encoded, without the query.</param>
/// <param name="Route">The values of the route's variables, decoded.</param>
/// <param name="Query">The query's parameters, decoded; of several of one name the last.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body, inflated if it came compressed.</param>
/// <param name="Address">The scheme, host and port that the client used, such as <c>http://127.0.0.1:4000</c>, for links in answers.</param>
internal sealed record EmulatorRequest(
    string Method,
    string Target,
    IReadOnlyDictionary<string, string> Route,
    IReadOnlyDictionary<string, string> Query,
    IHeaderDictionary Headers,
    byte[] Body,
    string Address)
{
    private static readonly System.Text.Json.JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 100 };

    /// <summary>The body as a JSON object; an empty one if there is no body.</summary>
    /// <exception cref="EmulatorException">It isn't a JSON object.</exception>
    public JsonObject Json()
    {
        if (Body.Length == 0)
            return [];
        try
        {
            return JsonNode.Parse(Body, documentOptions: Strict) as JsonObject ?? throw EmulatorException.Invalid("The body is not a JSON object.");
        }
        catch (System.Text.Json.JsonException exception)
        {
            throw EmulatorException.Invalid($"Invalid JSON payload received. {exception.Message}");
        }
    }

    /// <summary>A parameter of the query; null if it is absent.</summary>
    public string? Parameter(string name) => Query.GetValueOrDefault(name);
}
