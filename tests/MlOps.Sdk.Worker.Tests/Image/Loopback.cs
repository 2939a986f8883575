using System.Net;
using System.Net.Sockets;

namespace MlOps.Sdk.Worker.Tests.Image;

/// <summary>Servers on this machine.</summary>
internal static class Loopback
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until an address answers 200.</summary>
    public static async Task AnsweredAsync(string address)
    {
        using HttpClient http = new();
        using CancellationTokenSource late = new(Patience, TimeProvider.System);
        while (!await AnswersAsync(http, new Uri(address), late.Token))
            await Task.Delay(BetweenLooks, TimeProvider.System, late.Token);
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(address, cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
