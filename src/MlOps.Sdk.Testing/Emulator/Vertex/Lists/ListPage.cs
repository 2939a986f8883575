using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Lists;

/// <summary>Answers a list's request: filter, then page.</summary>
internal static class ListPage
{
    private const int Largest = 100;

    /// <summary>A page of the resources, which come in the order of the list.</summary>
    public static EmulatorResponse Of(EmulatorRequest request, string collection, IEnumerable<JsonObject> resources)
    {
        ListFilter filter = ListFilter.Parse(request.Parameter("filter"));
        int size = Number(request, "pageSize");
        int skipped = Number(request, "pageToken");
        JsonObject[] found = [.. resources.Where(filter.Matches)];
        JsonNode[] page = [.. found.Skip(skipped).Take(size == 0 ? Largest : Math.Min(size, Largest))];
        // An empty list is left out, as protocol buffers' JSON does.
        JsonObject answer = [];
        if (page.Length > 0)
            answer[collection] = new JsonArray(page);
        if (skipped + page.Length < found.Length)
            answer["nextPageToken"] = (skipped + page.Length).ToString(CultureInfo.InvariantCulture);
        return EmulatorResponse.Json(answer);
    }

    private static int Number(EmulatorRequest request, string parameter)
    {
        string text = request.Parameter(parameter) is { Length: > 0 } given ? given : "0";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw VertexError.Invalid($"Invalid value for {parameter}: '{text}'.");
    }
}
