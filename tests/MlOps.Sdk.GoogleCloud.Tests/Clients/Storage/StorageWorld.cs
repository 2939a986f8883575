using System.Security.Cryptography;
using MlOps.Sdk.Clients;
using MlOps.Sdk.GoogleCloud.Tests.Clients.Http;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Storage;

/// <summary>An emulator and a client of it whose files are large at 1 MiB, so that every way of travelling is met with little.</summary>
internal sealed class StorageWorld : IAsyncDisposable
{
    public const string Token = "ya29.token-of-the-tests";
    public const int Granularity = 256 * 1024;
    public const int Chunk = 2 * Granularity;
    public const int Resumable = 512 * 1024;
    public const int Parallel = 1024 * 1024;

    private readonly List<GoogleCloudConnection> _connections = [];

    private StorageWorld(GoogleCloudEmulator emulator) => Emulator = emulator;

    public GoogleCloudEmulator Emulator { get; }

    public ListLogger Log { get; } = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("mlops-").FullName;

    public ICloudStorage Storage => field ??= Connect();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<StorageWorld> StartAsync()
    {
        StorageWorld world = new(await GoogleCloudEmulator.StartAsync());
        await world.Storage.CreateBucketAsync("bucket", "europe-west4", Cancellation);
        world.Emulator.Exchanges.Clear();
        return world;
    }

    public ICloudStorage Connect(Action<GoogleCloudOptions>? configure = null, Func<HttpMessageHandler>? handler = null)
    {
        GoogleCloudOptions options = new()
        {
            ProjectId = "proj",
            Endpoint = Emulator.Address.ToString(),
            AccessToken = Token,
            Retry = { FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(4) },
            Storage = { ResumableFrom = Resumable, ChunkSize = Chunk, ParallelFrom = Parallel, Parallelism = 3 },
        };
        configure?.Invoke(options);
        GoogleCloudConnection connection = new(options, TimeProvider.System, Log, new Random(1), handler);
        _connections.Add(connection);
        return new CloudStorage(connection);
    }

    public static byte[] Bytes(int size, int seed = 1)
    {
        byte[] bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    // xunit compares arrays element by element.
    public static void Same(byte[] expected, byte[] actual) => Assert.True(expected.AsSpan().SequenceEqual(actual));

    public string File(byte[] content)
    {
        string path = Path.Combine(Folder, Convert.ToHexString(SHA256.HashData(content))[..16]);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public async Task<List<string>> NamesAsync(string prefix = "")
    {
        List<string> names = [];
        await foreach (CloudObject found in Storage.ListAsync(new ObjectUri("bucket", prefix), Cancellation))
            names.Add(found.Uri.Name);
        return names;
    }

    public int Sent(string method, string part) => Emulator.Exchanges.All.Count(exchange =>
        exchange.Method == method && exchange.Target.Contains(part, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        foreach (GoogleCloudConnection connection in _connections)
            connection.Dispose();
        await Emulator.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
