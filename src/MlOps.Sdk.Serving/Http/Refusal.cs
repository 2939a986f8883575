using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using MlOps.Sdk.Models;
using MlOps.Sdk.Serving.Models;

namespace MlOps.Sdk.Serving.Http;

/// <summary>A refusal as RFC 9457 writes it: <c>application/problem+json</c>, with the fields' paths in <c>errors</c>.</summary>
internal sealed record Refusal(int Status, string Title, string Detail)
{
    private IReadOnlyList<InstanceError> Errors { get; init; } = [];

    public static Refusal OfInstances(InstanceErrors errors) =>
        new(StatusCodes.Status400BadRequest, "The instances can't be predicted.", errors.IsFull
            ? $"These are the first {errors.Count.ToString(CultureInfo.InvariantCulture)} errors; the rest was not read."
            : "See errors: each says where, and what.")
        {
            Errors = [.. errors.Items],
        };

    public static Refusal Malformed(JsonException exception)
    {
        // The reader's message ends with the position counted from 0, which editors count from 1.
        string message = exception.Message;
        int end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string position = FormattableString.Invariant($"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
        return new(StatusCodes.Status400BadRequest, "The body is not JSON.", $"{(end < 0 ? message : message[..end])} ({position})");
    }

    public static Refusal NotJson(string? contentType) =>
        new(StatusCodes.Status415UnsupportedMediaType, "The content type is not JSON.",
            $"The content type is {(contentType is null ? "missing" : $"'{contentType}'")}. Send 'Content-Type: application/json' and UTF-8.");

    public static Refusal TooLarge(int limit) =>
        new(StatusCodes.Status413PayloadTooLarge, "The body is too large.",
            FormattableString.Invariant($"A body may have {limit} bytes. Send fewer instances at a time, or raise MaxRequestBytes where MapModel is called."));

    public static Refusal OfServer(BadHttpRequestException exception) =>
        new(exception.StatusCode, "The request can't be read.", exception.Message);

    public static Refusal NotReady(ServedModel served) =>
        new(StatusCodes.Status503ServiceUnavailable, "There is no model to serve yet.", $"The endpoint '{served.Name}' awaits its first sound deployment.");

    public Task WriteAsync(HttpContext context) => ToResult().ExecuteAsync(context);

    /// <summary>The framework's own result, so that the application's customizing of problem details applies.</summary>
    public ProblemHttpResult ToResult()
    {
        Dictionary<string, object?> extensions = [];
        if (Errors.Count > 0)
            extensions["errors"] = Errors.GroupBy(error => error.Path).ToDictionary(path => path.Key, path => path.Select(error => error.Message).ToArray());
        return TypedResults.Problem(Detail, statusCode: Status, title: Title, extensions: extensions);
    }
}
