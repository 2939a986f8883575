using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MlOps.Sdk.Data.Sources;

/// <summary>The objects of a JSON file, each with its place, up to the first that is not JSON.</summary>
internal static class JsonRecords
{
    public static IEnumerable<(string Where, JsonElement? Element, string? Problem)> Read(string path, bool lines) => lines ? ReadLines(path) : ReadArray(path);

    private static IEnumerable<(string Where, JsonElement? Element, string? Problem)> ReadLines(string path)
    {
        using StreamReader reader = new(GzipFile.OpenText(path), new UTF8Encoding(false));
        long number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            (JsonElement? element, string? problem) = Parse(line);
            yield return (string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}, line {number}"), element, problem);
        }
    }

    private static IEnumerable<(string Where, JsonElement? Element, string? Problem)> ReadArray(string path)
    {
        using Stream stream = GzipFile.OpenText(path);
        using IEnumerator<JsonElement> elements = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(stream).ToBlockingEnumerable().GetEnumerator();
        for (long number = 0; ; number++)
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}[{number}]");
            string? problem = null;
            bool more = false;
            try
            {
                more = elements.MoveNext();
            }
            catch (JsonException exception)
            {
                problem = $"this is not JSON ({exception.Message})";
            }

            if (problem is not null)
                yield return (where, null, problem);
            if (!more)
                yield break;
            yield return (where, elements.Current, null);
        }
    }

    private static (JsonElement? Element, string? Problem) Parse(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return (document.RootElement.Clone(), null);
        }
        catch (JsonException exception)
        {
            return (null, $"this is not JSON ({exception.Message})");
        }
    }
}
