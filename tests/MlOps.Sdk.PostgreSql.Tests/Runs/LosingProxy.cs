using System.Net;
using System.Net.Sockets;

namespace MlOps.Sdk.PostgreSql.Tests.Runs;

/// <summary>A way to the server that breaks right after, or right before, it has passed on a commit; once, when it is told to.</summary>
internal sealed class LosingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _server;
    private readonly Task _accepting;
    private int _left;
    private bool _passOn;

    public LosingProxy(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many commits were lost.</summary>
    public int Lost { get; private set; }

    /// <summary>Breaks the connection of the next commit.</summary>
    /// <param name="passOn">Whether the server sees the commit, and only its answer is lost.</param>
    public void LoseCommit(bool passOn)
    {
        _passOn = passOn;
        Volatile.Write(ref _left, 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient near = client;
        using TcpClient far = new();
        await far.ConnectAsync(IPAddress.Loopback, _server);
        Task[] ways = [PassAsync(near.GetStream(), far.GetStream(), isRequest: true), PassAsync(far.GetStream(), near.GetStream(), isRequest: false)];
        await Task.WhenAny(ways);
        near.Close();
        far.Close();
        await Task.WhenAll(ways);
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, bool isRequest)
    {
        byte[] buffer = new byte[65_536];
        try
        {
            while (await from.ReadAsync(buffer, _end.Token) is var count and > 0)
            {
                bool lose = isRequest && buffer.AsSpan(0, count).IndexOf("COMMIT"u8) >= 0 && Interlocked.Exchange(ref _left, 0) == 1;
                if (!lose || _passOn)
                    await to.WriteAsync(buffer.AsMemory(0, count), _end.Token);
                if (!lose)
                    continue;
                Lost++;
                return;
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other way has ended.
        }
    }
}
