using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using MlOps.Sdk.Testing.Emulator;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing;

/// <summary>Something that goes wrong with one request.</summary>
public sealed class Fault
{
    // Each says whether it has answered, so that nothing else may.
    private readonly Func<HttpContext, EmulatorState, CancellationToken, Task<bool>>? _before;
    private readonly Func<HttpContext, EmulatorResponse, CancellationToken, Task<bool>>? _after;

    private Fault(
        string name,
        Func<HttpContext, EmulatorState, CancellationToken, Task<bool>>? before = null,
        Func<HttpContext, EmulatorResponse, CancellationToken, Task<bool>>? after = null)
    {
        Name = name;
        _before = before;
        _after = after;
    }

    /// <summary>What goes wrong, in words.</summary>
    public string Name { get; }

    /// <summary>The connection is reset, and nothing was done.</summary>
    public static Fault ResetBefore { get; } = new("reset before commit", before: (http, _, _) => Abort(http));

    /// <summary>The connection is reset when everything was done: the client can't know.</summary>
    public static Fault ResetAfter { get; } = new("reset after commit", after: (http, _, _) => Abort(http));

    /// <summary>Everything was done; the answer breaks off in the middle.</summary>
    public static Fault Truncated { get; } = new("truncated", after: TruncateAsync);

    /// <summary>Everything was done; the answer is a page of HTML from some proxy, with status 502.</summary>
    public static Fault Html { get; } = new("HTML error", after: async (http, _, cancellationToken) =>
    {
        byte[] page = "<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>"u8.ToArray();
        await EmulatorPipeline.WriteAsync(http, new EmulatorResponse(502, page, "text/html"), cancellationToken);
        return true;
    });

    /// <summary>An upload in chunks is forgotten, with all that came of it; the answer is 410. Other requests are left alone.</summary>
    public static Fault ExpiredSession { get; } = new("expired session", before: async (http, state, cancellationToken) =>
    {
        if (!state.Uploads.Remove(http.Request.Query["upload_id"]))
            return false;
        byte[] text = """{"error":{"code":410,"message":"The upload session has expired.","errors":[{"domain":"global","reason":"gone","message":"The upload session has expired."}]}}"""u8.ToArray();
        await EmulatorPipeline.WriteAsync(http, new EmulatorResponse(410, text, "application/json"), cancellationToken);
        return true;
    });

    /// <summary>Of an upload's chunk only a half is kept, in steps of 256 KiB, as the answer says. Other requests are left alone.</summary>
    public static Fault HalfChunk { get; } = new("half of a chunk", before: (http, state, _) =>
    {
        if (state.Uploads.Find(http.Request.Query["upload_id"]) is { } session)
            session.KeepsHalf = true;
        return Task.FromResult(false);
    });

    /// <summary>The test does something when the request is there, and nothing is done yet; then all goes on.</summary>
    /// <param name="name">What, in words.</param>
    /// <param name="happens">Does it.</param>
    public static Fault Before(string name, Action happens) => new(name, before: (_, _, _) =>
    {
        happens();
        return Task.FromResult(false);
    });

    /// <summary>The test does something when all is done, and the answer isn't sent yet; then it is sent.</summary>
    /// <param name="name">What, in words.</param>
    /// <param name="happens">Does it.</param>
    public static Fault After(string name, Action happens) => new(name, after: (_, _, _) =>
    {
        happens();
        return Task.FromResult(false);
    });

    /// <summary>Nothing is done; the answer is an error with this status.</summary>
    /// <param name="status">The HTTP status, such as 503.</param>
    /// <param name="retryAfter">Seconds for the header <c>Retry-After</c>; null leaves it out.</param>
    public static Fault Status(int status, int? retryAfter = null) => new(
        string.Create(CultureInfo.InvariantCulture, $"{status}{(retryAfter is { } seconds ? $" with Retry-After {seconds}" : "")}"),
        before: async (http, _, cancellationToken) =>
        {
            if (retryAfter is { } seconds)
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            string text = string.Create(CultureInfo.InvariantCulture, $$$"""{"error":{"code":{{{status}}},"message":"Injected fault."}}""");
            await EmulatorPipeline.WriteAsync(http, new EmulatorResponse(status, Encoding.UTF8.GetBytes(text), "application/json"), cancellationToken);
            return true;
        });

    /// <summary>The answer comes late.</summary>
    /// <param name="delay">So much later, by the emulator's clock.</param>
    public static Fault Slow(TimeSpan delay) => new($"slow by {delay}", before: async (_, state, cancellationToken) =>
    {
        await Task.Delay(delay, state.Time, cancellationToken);
        return false;
    });

    internal Task<bool> BeforeAsync(HttpContext http, EmulatorState state, CancellationToken cancellationToken) =>
        _before?.Invoke(http, state, cancellationToken) ?? Task.FromResult(false);

    internal Task<bool> AfterAsync(HttpContext http, EmulatorResponse response, CancellationToken cancellationToken) =>
        _after?.Invoke(http, response, cancellationToken) ?? Task.FromResult(false);

    /// <inheritdoc />
    public override string ToString() => Name;

    private static Task<bool> Abort(HttpContext http)
    {
        http.Response.StatusCode = 0;
        http.Abort();
        return Task.FromResult(true);
    }

    private static async Task<bool> TruncateAsync(HttpContext http, EmulatorResponse response, CancellationToken cancellationToken)
    {
        // Of nothing there is no half; the connection breaks off instead.
        if (response.Body.Length < 2)
            return await Abort(http);
        http.Response.StatusCode = response.Status;
        foreach ((string name, string value) in response.Headers)
            http.Response.Headers[name] = value;
        http.Response.ContentType = response.ContentType;
        http.Response.ContentLength = response.Body.Length;
        await http.Response.Body.WriteAsync(response.Body.AsMemory(0, response.Body.Length / 2), cancellationToken);
        await http.Response.Body.FlushAsync(cancellationToken);
        http.Abort();
        return true;
    }
}
