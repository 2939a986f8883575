using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MlOps.Sdk.Benchmarks.Serving;

/// <summary>Posts bodies in turn over a few connections; spends little on itself.</summary>
internal static class LoadClient
{
    /// <summary>Requests per second.</summary>
    public static async Task<double> RunAsync(Uri address, string path, IReadOnlyList<string> bodies, int connections, TimeSpan duration)
    {
        byte[][] requests = [.. bodies.Select(body => Encoding.UTF8.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"))];
        long started = Stopwatch.GetTimestamp();
        long[] counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => CallAsync(address, requests, started, duration))));
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<long> CallAsync(Uri address, byte[][] requests, long started, TimeSpan duration)
    {
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Parse(address.Host), address.Port);
        byte[] buffer = new byte[64 * 1024];
        long count = 0;
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            await socket.SendAsync(requests[count % requests.Length]);
            int length = 0;
            do
            {
                int read = await socket.ReceiveAsync(buffer.AsMemory(length));
                if (read == 0)
                    throw new InvalidOperationException("The server has closed the connection.");
                length += read;
            }
            while (!IsWhole(buffer.AsSpan(0, length)));
            count++;
        }

        return count;
    }

    private static bool IsWhole(ReadOnlySpan<byte> response)
    {
        int head = response.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        if (!response.StartsWith("HTTP/1.1 200"u8))
            throw new InvalidOperationException($"The server answered {Encoding.UTF8.GetString(response)}");

        // A body of unknown length comes in chunks, the last of which is empty.
        int at = response[..head].IndexOf("Content-Length: "u8);
        if (at < 0)
            return response.EndsWith("0\r\n\r\n"u8);
        _ = Utf8Parser.TryParse(response[(at + "Content-Length: ".Length)..], out int length, out int _);
        return response.Length == head + 4 + length;
    }
}
