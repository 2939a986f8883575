using System.Text;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>The two parts of a <c>multipart/related</c> upload.</summary>
/// <remarks>Lines may end in LF alone and the boundary may be quoted with apostrophes, as gcloud has it; so the boundary's bytes are searched, not lines.</remarks>
internal sealed record MultipartBody(JsonObject Metadata, byte[] Content, string? ContentType)
{
    public static MultipartBody Parse(string? type, byte[] body)
    {
        string boundary = BoundaryOf(type ?? "");
        List<(Dictionary<string, string> Headers, byte[] Content)> parts = Split(body, Encoding.UTF8.GetBytes("--" + boundary));
        if (parts.Count != 2)
            throw EmulatorException.Invalid($"A multipart upload has two parts, the metadata and the content; this one has {parts.Count}.");
        if (!parts[0].Headers.GetValueOrDefault("content-type", "").StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            throw EmulatorException.Invalid("The first part of a multipart upload must be of the type application/json.");
        try
        {
            JsonObject metadata = JsonNode.Parse(parts[0].Content) as JsonObject ?? throw EmulatorException.Invalid("The metadata is not a JSON object.");
            return new MultipartBody(metadata, parts[1].Content, parts[1].Headers.GetValueOrDefault("content-type"));
        }
        catch (System.Text.Json.JsonException exception)
        {
            throw EmulatorException.Invalid($"Invalid JSON payload received. {exception.Message}");
        }
    }

    private static string BoundaryOf(string type)
    {
        const string Key = "boundary=";
        int at = type.IndexOf(Key, StringComparison.OrdinalIgnoreCase);
        if (!type.StartsWith("multipart/related", StringComparison.OrdinalIgnoreCase) || at < 0)
            throw EmulatorException.Invalid($"A multipart upload has the type multipart/related and a boundary, not '{type}'.");
        string rest = type[(at + Key.Length)..].Trim();
        // A boundary may hold '=' and, quoted, ';'.
        string boundary = rest.Length > 1 && rest[0] is '\'' or '"' && rest.IndexOf(rest[0], 1) is > 0 and var end ? rest[1..end] : rest.Split(';')[0].Trim();
        return boundary.Length > 0 ? boundary : throw EmulatorException.Invalid("The boundary is empty.");
    }

    private static List<(Dictionary<string, string> Headers, byte[] Content)> Split(ReadOnlySpan<byte> body, ReadOnlySpan<byte> delimiter)
    {
        List<(Dictionary<string, string>, byte[])> parts = [];
        int start = body.StartsWith(delimiter) ? 0 : FindDelimiter(body, delimiter);
        while (start >= 0)
        {
            ReadOnlySpan<byte> rest = body[(start + delimiter.Length)..];
            if (rest.StartsWith("--"u8))
                return parts;
            body = rest[LineEnd(rest)..];
            int next = FindDelimiter(body, delimiter);
            if (next < 0)
                break;
            // The line's end before the boundary belongs to the boundary.
            int end = next > 0 && body[next - 1] == '\n' ? next - 1 : next;
            if (end > 0 && end < next && body[end - 1] == '\r')
                end--;
            parts.Add(Part(body[..end]));
            start = next;
        }

        throw EmulatorException.Invalid("The multipart body does not end with its boundary.");
    }

    // Only at the start of a line is a boundary one.
    private static int FindDelimiter(ReadOnlySpan<byte> body, ReadOnlySpan<byte> delimiter)
    {
        for (int from = 0; body[from..].IndexOf(delimiter) is >= 0 and var found; from += found + 1)
        {
            int at = from + found;
            if (at == 0 || body[at - 1] == '\n')
                return at;
        }

        return -1;
    }

    private static (Dictionary<string, string> Headers, byte[] Content) Part(ReadOnlySpan<byte> part)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        while (part.Length > 0)
        {
            int end = LineEnd(part);
            string line = Encoding.UTF8.GetString(part[..end]).TrimEnd('\r', '\n');
            part = part[end..];
            if (line.Length == 0)
                break;
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }

        return (headers, part.ToArray());
    }

    private static int LineEnd(ReadOnlySpan<byte> text) => text.IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : text.Length;
}
