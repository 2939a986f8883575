using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace MlOps.Sdk.Testing.Emulator.Http;

/// <summary>The way of a request: read, route, fault, handle, fault, answer, log.</summary>
internal sealed class EmulatorPipeline(EmulatorState state, RouteTable routes)
{
    public async Task HandleAsync(HttpContext http)
    {
        CancellationToken aborted = http.RequestAborted;
        byte[] body = await ReadAsync(http.Request, aborted);
        string method = http.Request.Headers["X-HTTP-Method-Override"].ToString() is { Length: > 0 } overridden ? overridden : http.Request.Method;
        // The path as it came: the server's own decoding can't tell a slash in an object's name from one between segments.
        string raw = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        int question = raw.IndexOf('?', StringComparison.Ordinal);
        string target = question < 0 ? raw : raw[..question];
        string query = question < 0 ? "" : raw[question..];
        if (method != http.Request.Method)
            (query, body) = ("?" + System.Text.Encoding.UTF8.GetString(body), []);

        Exchange exchange = new(state.Exchanges.NextNumber(), method, target + query, http.Request.ContentType, http.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body);
        Fault? fault = state.Faults.Take(exchange);
        if (fault is not null && await fault.BeforeAsync(http, state, aborted))
        {
            state.Exchanges.Add(exchange with { Status = http.Response.StatusCode, Fault = fault.Name });
            return;
        }

        EmulatorResponse response = await AnswerAsync(method, target, query, http, body, aborted);
        state.Exchanges.Add(exchange with { Status = response.Status, ResponseBody = response.Body, ResponseType = response.ContentType, Fault = fault?.Name });
        if (fault is not null && await fault.AfterAsync(http, response, aborted))
            return;
        await WriteAsync(http, response, aborted);
    }

    internal static async Task WriteAsync(HttpContext http, EmulatorResponse response, CancellationToken cancellationToken)
    {
        http.Response.StatusCode = response.Status;
        foreach ((string name, string value) in response.Headers)
            http.Response.Headers[name] = value;
        if (response.ContentType is not null)
            http.Response.ContentType = response.ContentType;
        if (response.Status is 204 or 304)
            return;
        http.Response.ContentLength = response.Body.Length;
        if (http.Request.Method != HttpMethods.Head)
            await http.Response.Body.WriteAsync(response.Body, cancellationToken);
    }

    private async Task<EmulatorResponse> AnswerAsync(
        string method, string target, string query, HttpContext http, byte[] body, CancellationToken cancellationToken)
    {
        if (!routes.TryFind(method, target, out Route? route, out IReadOnlyDictionary<string, string>? values))
            return EmulatorResponse.Empty(404) with { Body = "Not Found"u8.ToArray(), ContentType = "text/html; charset=UTF-8" };
        Dictionary<string, string> parameters = QueryHelpers.ParseQuery(query)
            .ToDictionary(parameter => parameter.Key, parameter => parameter.Value[^1] ?? "", StringComparer.Ordinal);
        EmulatorRequest request = new(method, target, values, parameters, http.Request.Headers, body, $"{http.Request.Scheme}://{http.Request.Host}");
        try
        {
            return await route.Handle(request, cancellationToken);
        }
        catch (EmulatorException error)
        {
            return route.Envelope(error);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using MemoryStream buffer = new();
        if (request.Headers.ContentEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            await using GZipStream inflated = new(request.Body, CompressionMode.Decompress);
            await inflated.CopyToAsync(buffer, cancellationToken);
        }
        else
        {
            await request.Body.CopyToAsync(buffer, cancellationToken);
        }

        return buffer.ToArray();
    }
}
