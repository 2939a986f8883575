using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Reports.Tests.Browser;

/// <summary>A headless Chromium that is steered by its DevTools protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] s_paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private int _lastCall;

    private Chromium(Process process, string profile)
    {
        _process = process;
        _profile = profile;
    }

    /// <summary>Where the program is; null if it isn't on this machine. <c>CHROME_PATH</c> names another.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("CHROME_PATH") ?? s_paths.FirstOrDefault(File.Exists);

    /// <summary>What the page and the browser have said since it was opened: requests, console messages, exceptions.</summary>
    public List<JsonNode> Events { get; } = [];

    public static async Task<Chromium> StartAsync(CancellationToken cancellationToken)
    {
        string profile = Directory.CreateTempSubdirectory("mlops-chromium-").FullName;
        Process process = Process.Start(new ProcessStartInfo(Path!,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank",
        ])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        Chromium chromium = new(process, profile);
        try
        {
            await chromium.ConnectAsync(cancellationToken);
            return chromium;
        }
        catch
        {
            await chromium.DisposeAsync();
            throw;
        }
    }

    public async Task<JsonNode> CallAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        int id = ++_lastCall;
        JsonObject call = new() { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await _socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(call.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        while (true)
        {
            JsonNode message = await ReceiveAsync(cancellationToken);
            if (message["id"]?.GetValue<int>() != id)
                Events.Add(message);
            else if (message["error"] is { } error)
                throw new InvalidOperationException($"{method}: {error.ToJsonString()}");
            else
                return message["result"]!;
        }
    }

    /// <summary>Opens a page and waits until it is loaded.</summary>
    public async Task OpenAsync(string path, int width, string scheme, CancellationToken cancellationToken)
    {
        await CallAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = false }, cancellationToken);
        JsonArray features = [new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }];
        await CallAsync("Emulation.setEmulatedMedia", new JsonObject { ["features"] = features }, cancellationToken);
        Events.Clear();
        await CallAsync("Page.navigate", new JsonObject { ["url"] = new Uri(path).AbsoluteUri }, cancellationToken);
        while (Events.All(message => message["method"]?.GetValue<string>() != "Page.loadEventFired"))
            Events.Add(await ReceiveAsync(cancellationToken));
    }

    /// <summary>The value of an expression in the page.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression, CancellationToken cancellationToken)
    {
        JsonNode answer = await CallAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true }, cancellationToken);
        return answer["result"]!["value"];
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A child that is still ending writes into its profile; the folder is the temporary one.
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        // It tells on which port it listens.
        string? line;
        do
            line = await _process.StandardError.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("Chromium ended before it listened.");
        while (!line.StartsWith("DevTools listening on ", StringComparison.Ordinal));
        Uri browser = new(line["DevTools listening on ".Length..]);
        using HttpClient http = new();
        string pages = await http.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{browser.Port}/json/list")), cancellationToken);
        JsonNode page = JsonNode.Parse(pages)!.AsArray().First(target => target!["type"]!.GetValue<string>() == "page")!;
        await _socket.ConnectAsync(new Uri(page["webSocketDebuggerUrl"]!.GetValue<string>()), cancellationToken);
        foreach (string domain in new[] { "Page", "Network", "Runtime", "Log" })
            await CallAsync($"{domain}.enable", [], cancellationToken);
    }

    private async Task<JsonNode> ReceiveAsync(CancellationToken cancellationToken)
    {
        using MemoryStream message = new();
        byte[] buffer = new byte[64 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, cancellationToken);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(message.ToArray())!;
    }
}
