using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using MlOps.Sdk.Clients;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Storage;

public sealed class CloudStorageTests : IAsyncLifetime
{
    private static readonly ObjectUri Uri = new("bucket", "dir/a b+ü#?%.bin");
    private StorageWorld _world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ICloudStorage Storage => _world.Storage;

    public async ValueTask InitializeAsync() => _world = await StorageWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(StorageWorld.Resumable - 1)]
    [InlineData(StorageWorld.Resumable)]
    [InlineData(StorageWorld.Resumable + 1)]
    [InlineData(StorageWorld.Parallel - 1)]
    [InlineData(StorageWorld.Parallel)]
    [InlineData(9 * 1024 * 1024 + 17)]
    public async Task A_file_comes_back_as_it_went(int size)
    {
        byte[] content = StorageWorld.Bytes(size);
        WriteOptions options = new() { ContentType = "application/x-test", Metadata = new Dictionary<string, string> { ["Run"] = "r-1", ["über"] = "x y" } };

        CloudObject written = await Storage.UploadAsync(Uri, _world.File(content), options, Cancellation);
        string path = Path.Combine(_world.Folder, "new", "folder", "file");
        CloudObject read = await Storage.DownloadAsync(Uri, path, Cancellation);

        StorageWorld.Same(content, await File.ReadAllBytesAsync(path, Cancellation));
        StorageWorld.Same(content, await Storage.ReadAsync(written.Uri, Cancellation));
        Assert.Equal(written.Uri, read.Uri);
        Assert.Equal(Uri.Name, read.Uri.Name);
        Assert.Equal(size, read.Size);
        Assert.Equal("application/x-test", read.ContentType);
        Assert.Equal(options.Metadata, read.Metadata);
        Assert.Equal([Uri.Name], await _world.NamesAsync());
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Theory]
    [InlineData(1000, 1, 0, 0)]
    [InlineData(StorageWorld.Resumable + 1, 1, 2, 0)]
    [InlineData(StorageWorld.Parallel, 4, 0, 1)]
    public async Task A_file_travels_by_its_size(int size, int inserts, int chunks, int compositions)
    {
        await Storage.UploadAsync(Uri, _world.File(StorageWorld.Bytes(size)), new WriteOptions(), Cancellation);

        Assert.Equal(inserts, _world.Sent("POST", "/upload/"));
        Assert.Equal(chunks, _world.Sent("PUT", "/upload/"));
        Assert.Equal(compositions, _world.Sent("POST", "/compose"));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(StorageWorld.Resumable)]
    [InlineData(StorageWorld.Parallel)]
    public async Task What_is_there_is_not_sent_again(int size)
    {
        string path = _world.File(StorageWorld.Bytes(size));
        CloudObject first = await Storage.UploadAsync(Uri, path, new WriteOptions(), Cancellation);
        _world.Emulator.Exchanges.Clear();

        CloudObject second = await Storage.UploadAsync(Uri, path, new WriteOptions { IfGeneration = 0 }, Cancellation);

        Assert.Equal(first.Uri, second.Uri);
        Assert.Equal(0, _world.Sent("POST", "/upload/"));
    }

    [Fact]
    public async Task Other_metadata_makes_another_object()
    {
        CloudObject first = await Storage.WriteAsync(Uri, new byte[] { 1 }, new WriteOptions(), Cancellation);
        CloudObject second = await Storage.WriteAsync(
            Uri, new byte[] { 1 }, new WriteOptions { Metadata = new Dictionary<string, string> { ["a"] = "b" } }, Cancellation);

        Assert.NotEqual(first.Generation, second.Generation);
        Assert.Equal("b", second.Metadata["a"]);
    }

    [Fact]
    public async Task An_upload_in_parts_that_was_killed_sends_only_what_is_missing()
    {
        string path = _world.File(StorageWorld.Bytes(StorageWorld.Parallel));
        _world.Emulator.Faults.Inject(Testing.Fault.Status(403), matches: exchange => exchange.Target.Contains("/compose", StringComparison.Ordinal));
        await Assert.ThrowsAsync<GoogleCloudException>(() => Storage.UploadAsync(Uri, path, new WriteOptions(), Cancellation));
        Assert.Equal(4, (await _world.NamesAsync(".mlops-parts/")).Count);
        _world.Emulator.Exchanges.Clear();

        await Storage.UploadAsync(Uri, path, new WriteOptions(), Cancellation);

        Assert.Equal(0, _world.Sent("POST", "/upload/"));
        Assert.Equal([Uri.Name], await _world.NamesAsync());
    }

    [Fact]
    public async Task A_condition_that_does_not_hold_is_a_failure()
    {
        CloudObject first = await Storage.WriteAsync(Uri, new byte[] { 1 }, new WriteOptions { IfGeneration = 0 }, Cancellation);

        GoogleCloudException exception = await Assert.ThrowsAsync<GoogleCloudException>(
            () => Storage.WriteAsync(Uri, new byte[] { 2 }, new WriteOptions { IfGeneration = 0 }, Cancellation));
        Assert.Equal(HttpStatusCode.PreconditionFailed, exception.Status);
        CloudObject second = await Storage.WriteAsync(Uri, new byte[] { 2 }, new WriteOptions { IfGeneration = first.Generation }, Cancellation);
        Assert.Equal(new byte[] { 2 }, await Storage.ReadAsync(second.Uri, Cancellation));
    }

    [Fact]
    public async Task Writers_of_one_object_overwrite_one_another_and_none_fails()
    {
        await Parallel.ForAsync(0, 5, Cancellation, async (index, token) =>
            await Storage.WriteAsync(Uri, StorageWorld.Bytes(100, (int)index), new WriteOptions(), token));

        Assert.Contains(await Storage.ReadAsync(Uri, Cancellation), Enumerable.Range(0, 5).Select(index => StorageWorld.Bytes(100, index)));
    }

    [Fact]
    public async Task Many_objects_travel_at_once()
    {
        await Parallel.ForAsync(0, 24, new ParallelOptions { MaxDegreeOfParallelism = 12, CancellationToken = Cancellation }, async (index, token) =>
        {
            byte[] content = StorageWorld.Bytes(index * 60_000, index);
            await Storage.UploadAsync(new ObjectUri("bucket", $"many/{index}"), _world.File(content), new WriteOptions(), token);
            string path = Path.Combine(_world.Folder, $"back-{index}");
            await Storage.DownloadAsync(new ObjectUri("bucket", $"many/{index}"), path, token);
            StorageWorld.Same(content, await File.ReadAllBytesAsync(path, token));
        });
    }

    [Fact]
    public async Task A_list_has_all_pages_in_the_order_of_bytes()
    {
        string[] names = [.. Enumerable.Range(0, 1003).Select(index => $"list/{index}"), "list/\uFFFD", "list/\U0001F600", "listing"];
        await Parallel.ForEachAsync(names, Cancellation, async (name, token) =>
            await Storage.WriteAsync(new ObjectUri("bucket", name), new byte[] { 1 }, new WriteOptions(), token));

        List<string> found = await _world.NamesAsync("list/");

        Assert.Equal(1005, found.Count);
        Assert.Equal("list/\U0001F600", found[^1]);
        Assert.Equal("list/\uFFFD", found[^2]);
        Assert.Equal(2, _world.Sent("GET", "?prefix=list%2F"));
    }

    [Fact]
    public async Task A_bucket_is_created_once()
    {
        CloudBucket created = await Storage.CreateBucketAsync("second-bucket", "us-central1", Cancellation);

        Assert.Equal(new CloudBucket("second-bucket", "US-CENTRAL1") { LocationType = "region" }, created);
        Assert.Equal(created, await Storage.CreateBucketAsync("second-bucket", "us-central1", Cancellation));
        Assert.Equal(created, await Storage.FindBucketAsync("second-bucket", Cancellation));
        Assert.Null(await Storage.FindBucketAsync("third-bucket", Cancellation));
    }

    [Fact]
    public async Task What_is_not_there_is_null_or_a_failure_that_names_it()
    {
        Assert.Null(await Storage.FindAsync(Uri, Cancellation));
        Assert.False(await Storage.DeleteAsync(Uri, Cancellation));
        GoogleCloudException exception = await Assert.ThrowsAsync<GoogleCloudException>(() => Storage.ReadAsync(Uri, Cancellation));
        Assert.Contains(Uri.ToString(), exception.Message, StringComparison.Ordinal);
        exception = await Assert.ThrowsAsync<GoogleCloudException>(
            () => Storage.WriteAsync(new ObjectUri("no-bucket", "x"), new byte[] { 1 }, new WriteOptions(), Cancellation));
        Assert.Contains("bucket does not exist", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_generation_that_is_meant_is_deleted()
    {
        CloudObject first = await Storage.WriteAsync(Uri, new byte[] { 1 }, new WriteOptions(), Cancellation);
        await Storage.WriteAsync(Uri, new byte[] { 2 }, new WriteOptions(), Cancellation);

        Assert.False(await Storage.DeleteAsync(first.Uri, Cancellation));
        Assert.True(await Storage.DeleteAsync(Uri, Cancellation));
        Assert.Null(await Storage.FindAsync(Uri, Cancellation));
    }

    [Fact]
    public async Task A_copy_to_another_location_takes_several_calls()
    {
        await Storage.CreateBucketAsync("far-bucket", "us", Cancellation);
        byte[] content = StorageWorld.Bytes(9 * 1024 * 1024);
        WriteOptions options = new() { ContentType = "text/x", Metadata = new Dictionary<string, string> { ["k"] = "v" } };
        CloudObject source = await Storage.WriteAsync(Uri, content, options, Cancellation);
        ObjectUri destination = new("far-bucket", "copy/x");

        CloudObject copy = await Storage.CopyAsync(source.Uri, destination, 0, Cancellation);

        Assert.Equal(3, _world.Sent("POST", "/rewriteTo/"));
        Assert.Equal(("text/x", "v"), (copy.ContentType, copy.Metadata["k"]));
        StorageWorld.Same(content, await Storage.ReadAsync(destination, Cancellation));
        Assert.Equal(copy.Uri, (await Storage.CopyAsync(source.Uri, destination, 0, Cancellation)).Uri);
        Assert.Equal(3, _world.Sent("POST", "/rewriteTo/"));
    }

    [Fact]
    public async Task Objects_are_put_together_in_order_and_once()
    {
        ObjectUri[] parts = [new("bucket", "p/1"), new("bucket", "p/2"), new("bucket", "p/3")];
        for (int index = 0; index < 3; index++)
            await Storage.WriteAsync(parts[index], StorageWorld.Bytes(1000 * index, index), new WriteOptions(), Cancellation);

        CloudObject whole = await Storage.ComposeAsync(parts, Uri, new WriteOptions { IfGeneration = 0 }, Cancellation);

        Assert.Equal(StorageWorld.Bytes(1000, 1).Concat(StorageWorld.Bytes(2000, 2)), await Storage.ReadAsync(whole.Uri, Cancellation));
        Assert.Null(whole.Md5);
        Assert.Equal(whole.Uri, (await Storage.ComposeAsync(parts, Uri, new WriteOptions { IfGeneration = 0 }, Cancellation)).Uri);
        await Assert.ThrowsAsync<ArgumentException>(() => Storage.ComposeAsync([new("other", "x")], Uri, new WriteOptions(), Cancellation));
    }

    [Fact]
    public async Task What_is_stored_compressed_is_read_inflated()
    {
        byte[] content = StorageWorld.Bytes(10_000);
        using MemoryStream buffer = new();
        using (GZipStream deflated = new(buffer, CompressionLevel.Fastest))
            deflated.Write(content);
        using HttpClient http = new();
        using ByteArrayContent body = new(buffer.ToArray());
        body.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        using HttpResponseMessage response = await http.PostAsync(
            new System.Uri(_world.Emulator.Address, "upload/storage/v1/b/bucket/o?uploadType=media&name=z&contentEncoding=gzip"), body, Cancellation);
        response.EnsureSuccessStatusCode();
        ObjectUri uri = new("bucket", "z");

        await Storage.DownloadAsync(uri, Path.Combine(_world.Folder, "z"), Cancellation);

        StorageWorld.Same(content, await File.ReadAllBytesAsync(Path.Combine(_world.Folder, "z"), Cancellation));
        StorageWorld.Same(content, await Storage.ReadAsync(uri, Cancellation));
    }

    [Fact]
    public async Task Bytes_that_were_garbled_under_way_never_become_a_file()
    {
        await Storage.WriteAsync(Uri, StorageWorld.Bytes(1000), new WriteOptions(), Cancellation);
        ICloudStorage garbled = _world.Connect(options => options.Retry.MaxAttempts = 2, () => new GarblingHandler());
        string path = Path.Combine(_world.Folder, "garbled", "file");

        GoogleCloudException exception = await Assert.ThrowsAsync<GoogleCloudException>(() => garbled.DownloadAsync(Uri, path, Cancellation));

        Assert.Contains("CRC-32C", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(path)!));
        await Assert.ThrowsAsync<GoogleCloudException>(() => garbled.ReadAsync(Uri, Cancellation));
    }

    [Fact]
    public async Task An_object_that_is_replaced_during_a_download_is_fetched_anew()
    {
        await Storage.WriteAsync(Uri, StorageWorld.Bytes(1000, 1), new WriteOptions(), Cancellation);
        byte[] newer = StorageWorld.Bytes(2000, 2);
        ICloudStorage slow = _world.Connect(handler: () => new InterruptingHandler(() => Storage.WriteAsync(Uri, newer, new WriteOptions(), Cancellation)));
        string path = Path.Combine(_world.Folder, "replaced");

        await slow.DownloadAsync(Uri, path, Cancellation);

        Assert.Equal(newer, await File.ReadAllBytesAsync(path, Cancellation));
    }

    [Fact]
    public async Task A_place_that_is_no_object_is_refused_before_anything_is_sent()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Storage.WriteAsync(new ObjectUri("bucket", ""), new byte[] { 1 }, new WriteOptions(), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Storage.WriteAsync(new ObjectUri("bucket", "x", 5), new byte[] { 1 }, new WriteOptions(), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Storage.FindAsync(new ObjectUri("bucket", ".."), Cancellation));
        Assert.Empty(_world.Emulator.Exchanges.All);
    }
}
