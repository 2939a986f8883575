using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlOps.Sdk.Clients;

/// <summary>Reads a service's refusal: two forms of JSON, that of the token service, a page of HTML, or nothing.</summary>
internal static partial class ApiFailureReader
{
    public static ApiFailure Read(HttpResponseMessage response, string body, DateTimeOffset now, bool withRequestId)
    {
        ApiFailure failure = Parse(body) ?? new ApiFailure { What = Plain(response, body) };
        return failure with
        {
            Status = response.StatusCode,
            RetryAfter = RetryAfter(response, now) ?? failure.RetryAfter,
            RequestId = withRequestId ? Header(response, "X-GUploader-UploadID") ?? Header(response, "X-Goog-Request-Id") : null,
        };
    }

    private static ApiFailure? Parse(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            // Streaming methods answer with a list.
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
                root = root[0];
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("error", out JsonElement error))
                return null;
            if (error.ValueKind == JsonValueKind.String)
                return new ApiFailure { Reason = error.GetString(), What = Secrets.Redact(Text(root, "error_description") ?? error.GetString()!) };
            if (error.ValueKind != JsonValueKind.Object)
                return null;
            string? first = error.TryGetProperty("errors", out JsonElement errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0
                ? Text(errors[0], "reason")
                : null;
            return new ApiFailure
            {
                Reason = first ?? Text(error, "status"),
                Detail = Details(error).Select(detail => Text(detail, "reason")).FirstOrDefault(reason => reason is not null),
                RetryAfter = Details(error).Select(detail => Duration(Text(detail, "retryDelay"))).FirstOrDefault(delay => delay is not null),
                What = Secrets.Redact(Text(error, "message") is { Length: > 0 } message ? message : "The service says no more"),
            };
        }
        catch (JsonException)
        {
            // No JSON: a proxy's page, or nothing.
            return null;
        }
    }

    private static IEnumerable<JsonElement> Details(JsonElement error) =>
        error.TryGetProperty("details", out JsonElement details) && details.ValueKind == JsonValueKind.Array
            ? details.EnumerateArray().Where(detail => detail.ValueKind == JsonValueKind.Object)
            : [];

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static TimeSpan? Duration(string? text) =>
        text is not null && text.EndsWith('s') && double.TryParse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture, out double seconds) && seconds >= 0
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static string Plain(HttpResponseMessage response, string body)
    {
        if (body.Length == 0)
            return "The answer is empty";
        if (!body.TrimStart().StartsWith('<'))
            return Secrets.Redact(body);
        string title = Title().Match(body) is { Success: true } match ? $" '{Secrets.Redact(WebUtility.HtmlDecode(match.Groups[1].Value))}'" : "";
        return $"The answer is a page of HTML{title}, as a proxy or a wrong address gives ({response.RequestMessage?.RequestUri?.GetLeftPart(UriPartial.Authority)})";
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;

    [GeneratedRegex("""<title>\s*(.*?)\s*</title>""", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Title();
}
