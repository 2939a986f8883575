using System.Globalization;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Storage;

/// <summary>Each fault once at every request of everything that the client does.</summary>
public sealed class StorageFaultTests : IAsyncLifetime
{
    private static readonly Dictionary<string, Func<StorageWorld, ICloudStorage, string, Task>> Works = new(StringComparer.Ordinal)
    {
        ["upload whole"] = (world, storage, name) => UploadAsync(world, storage, name, 1000),
        ["upload in chunks"] = (world, storage, name) => UploadAsync(world, storage, name, 3 * StorageWorld.Granularity + 5),
        ["upload in parts"] = (world, storage, name) => UploadAsync(world, storage, name, StorageWorld.Parallel + 3),
        ["download in a stream"] = (world, storage, name) => DownloadAsync(world, storage, "small"),
        ["download in ranges"] = (world, storage, name) => DownloadAsync(world, storage, "large"),
        ["read"] = async (_, storage, name) => Assert.Equal(Content("small"), await storage.ReadAsync(new ObjectUri("bucket", "small"), Cancellation)),
        ["copy"] = async (_, storage, name) =>
        {
            // Larger than what the emulator copies in one call.
            CloudObject copy = await storage.CopyAsync(new ObjectUri("far-bucket", "huge"), new ObjectUri("bucket", name), 0, Cancellation);
            Assert.Equal(Crc32C.Of(Content("huge")).ToString(), copy.Crc32C);
        },
        ["compose"] = async (_, storage, name) =>
        {
            ObjectUri small = new("bucket", "small");
            CloudObject whole = await storage.ComposeAsync([small, small], new ObjectUri("bucket", name), new WriteOptions { IfGeneration = 0 }, Cancellation);
            Assert.Equal(2 * Content("small").Length, whole.Size);
        },
        ["delete"] = async (_, storage, name) =>
        {
            ObjectUri uri = new("bucket", name);
            await storage.WriteAsync(uri, Content("small"), new WriteOptions(), Cancellation);
            Assert.True(await storage.DeleteAsync(uri, Cancellation));
            Assert.Null(await storage.FindAsync(uri, Cancellation));
        },
        ["create a bucket"] = async (_, storage, name) =>
        {
            await storage.CreateBucketAsync(name, "us", Cancellation);
            Assert.NotNull(await storage.FindBucketAsync(name, Cancellation));
        },
        ["list"] = async (_, storage, name) =>
        {
            int count = 0;
            await foreach (CloudObject found in storage.ListAsync(new ObjectUri("bucket", "small"), Cancellation))
                count++;
            Assert.Equal(1, count);
        },
    };

    private static readonly Fault[] Faults =
    [
        Fault.Status(503), Fault.Status(500), Fault.Status(429, retryAfter: 0), Fault.Status(408), Fault.ResetBefore, Fault.ResetAfter, Fault.Truncated, Fault.Html,
        Fault.ExpiredSession, Fault.HalfChunk, Fault.Slow(TimeSpan.FromSeconds(2)),
    ];

    private StorageWorld _world = null!;

    public static TheoryData<string> Names => [.. Works.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await StorageWorld.StartAsync();
        await _world.Storage.CreateBucketAsync("far-bucket", "us", Cancellation);
        await _world.Storage.WriteAsync(new ObjectUri("bucket", "small"), Content("small"), new WriteOptions(), Cancellation);
        await _world.Storage.WriteAsync(new ObjectUri("bucket", "large"), Content("large"), new WriteOptions(), Cancellation);
        await _world.Storage.WriteAsync(new ObjectUri("far-bucket", "huge"), Content("huge"), new WriteOptions(), Cancellation);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_single_fault_at_any_request_changes_the_result(string work)
    {
        ICloudStorage storage = _world.Connect();
        _world.Emulator.Exchanges.Clear();
        await Works[work](_world, storage, "before");
        int requests = _world.Emulator.Exchanges.All.Count;
        int cases = 0;
        foreach (Fault fault in Faults)
        {
            // Only what is slow meets the limit.
            ICloudStorage client = fault.Name.StartsWith("slow", StringComparison.Ordinal)
                ? _world.Connect(options => options.Retry.AttemptTimeout = TimeSpan.FromMilliseconds(400))
                : storage;
            for (int nth = 1; nth <= requests; nth++)
            {
                _world.Emulator.Faults.Inject(fault, nth);
                int taken = _world.Emulator.Faults.Taken;
                string name = string.Create(CultureInfo.InvariantCulture, $"case-{cases++}");
                Exception? exception = await Record.ExceptionAsync(() => Works[work](_world, client, name));
                Assert.True(exception is null, $"{work}: {fault} at request {nth} of {requests}: {exception}");
                Assert.Equal(taken + 1, _world.Emulator.Faults.Taken);
            }
        }

        Assert.Equal(Faults.Length * requests, cases);
        Assert.Empty(await _world.NamesAsync(".mlops-parts/"));
        AssertNoSecret(string.Join('\n', _world.Log.Messages));
        TestContext.Current.SendDiagnosticMessage("{0}: {1} cases, all passed", work, cases);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_fault_that_stays_ends_in_one_exception_without_secrets(string work)
    {
        ICloudStorage storage = _world.Connect(options => options.Retry.MaxAttempts = 2);
        _world.Emulator.Exchanges.Clear();
        await Works[work](_world, storage, "before");
        int requests = _world.Emulator.Exchanges.All.Count;
        int failures = 0;
        foreach (Fault fault in new[] { Fault.Status(503), Fault.Status(400), Fault.Status(403), Fault.ResetBefore, Fault.Html, Fault.Truncated })
        {
            for (int nth = 1; nth <= requests; nth++)
            {
                for (int times = 0; times < 40; times++)
                    _world.Emulator.Faults.Inject(fault, nth + times);
                Exception? exception = await Record.ExceptionAsync(() => Works[work](_world, storage, $"stays-{failures}"));
                _world.Emulator.Faults.Clear();
                // Parts that can't be deleted after the upload are only told of.
                bool isDone = exception is null && work == "upload in parts" && _world.Log.Messages.Any(message => message.StartsWith("3011 ", StringComparison.Ordinal));
                Assert.True(isDone || exception is GoogleCloudException, $"{fault} from request {nth} on: {exception}");
                AssertNoSecret($"{exception} {(exception as GoogleCloudException)?.RequestId}");
                failures++;
            }
        }

        AssertNoSecret(string.Join('\n', _world.Log.Messages));
        Assert.Equal(6 * requests, failures);
    }

    [Fact]
    public async Task A_download_that_breaks_off_goes_on_where_it_broke()
    {
        _world.Emulator.Exchanges.Clear();
        _world.Emulator.Faults.Inject(Fault.Truncated, matches: exchange => exchange.Target.Contains("alt=media", StringComparison.Ordinal));
        ICloudStorage storage = _world.Connect(options => options.Storage.Parallelism = 1);

        await DownloadAsync(_world, storage, "large");

        Exchange[] downloads = [.. _world.Emulator.Exchanges.All.Where(exchange => exchange.Target.Contains("alt=media", StringComparison.Ordinal)).OrderBy(exchange => exchange.Number)];
        Assert.Equal(2, downloads.Length);
        Assert.False(downloads[0].Headers.ContainsKey("Range"));
        string range = downloads[1].Headers["Range"];
        Assert.Matches("^bytes=[1-9][0-9]+-", range);
        Assert.EndsWith($"-{Content("large").Length - 1}", range, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_goes_on_where_the_service_says()
    {
        _world.Emulator.Exchanges.Clear();
        _world.Emulator.Faults.Inject(Fault.HalfChunk, nth: 1, matches: exchange => exchange.Method == "PUT");
        _world.Emulator.Faults.Inject(Fault.ResetBefore, nth: 3, matches: exchange => exchange.Method == "PUT");

        await UploadAsync(_world, _world.Storage, "goes-on", 3 * StorageWorld.Granularity + 5);

        Assert.Equal(
            ["bytes 0-524287/786437", "bytes 262144-786431/786437", "bytes 786432-786436/786437", "bytes */786437", "bytes 786432-786436/786437"],
            _world.Emulator.Exchanges.All.Where(exchange => exchange.Method == "PUT").OrderBy(exchange => exchange.Number).Select(exchange => exchange.Headers["Content-Range"]));
    }

    private void AssertNoSecret(string told)
    {
        Assert.DoesNotContain(StorageWorld.Token, told, StringComparison.Ordinal);
        Assert.DoesNotContain("upload_id", told, StringComparison.Ordinal);
        // The emulator's sessions are named so, in addresses and headers.
        Assert.DoesNotContain("session-", told, StringComparison.Ordinal);
    }

    private static byte[] Content(string name) => StorageWorld.Bytes(
        name switch { "small" => 1000, "large" => StorageWorld.Parallel + 7, _ => 5 * StorageWorld.Parallel }, name.Length);

    private static async Task UploadAsync(StorageWorld world, ICloudStorage storage, string name, int size)
    {
        byte[] content = StorageWorld.Bytes(size, name.Sum(letter => letter));
        ObjectUri uri = new("bucket", name);
        WriteOptions options = new() { IfGeneration = 0, Metadata = new Dictionary<string, string> { ["name"] = name } };
        CloudObject written = await storage.UploadAsync(uri, world.File(content), options, Cancellation);
        Assert.Equal((size, Crc32C.Of(content).ToString()), (written.Size, written.Crc32C));
        Assert.Equal(name, written.Metadata["name"]);
    }

    private static async Task DownloadAsync(StorageWorld world, ICloudStorage storage, string name)
    {
        string path = Path.Combine(world.Folder, "downloads", name);
        await storage.DownloadAsync(new ObjectUri("bucket", name), path, Cancellation);
        StorageWorld.Same(Content(name), await File.ReadAllBytesAsync(path, Cancellation));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
        File.Delete(path);
    }
}
