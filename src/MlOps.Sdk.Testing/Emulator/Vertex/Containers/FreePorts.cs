using System.Net;
using System.Net.Sockets;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Containers;

/// <summary>Ports of this machine that nobody listens on.</summary>
internal static class FreePorts
{
    public static int Next()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
