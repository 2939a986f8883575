using Microsoft.Extensions.Options;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Artifacts;

public sealed class FetchedFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-").FullName;
    private readonly Elsewhere _elsewhere;
    private readonly FileArtifactStore _store;

    public FetchedFilesTests()
    {
        _elsewhere = new Elsewhere(Directory.CreateDirectory(Path.Combine(_folder, "elsewhere")).FullName);
        _store = new FileArtifactStore(Options.Create(new MlOpsOptions { Root = Path.Combine(_folder, "root") }), [_elsewhere]);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_is_brought_here_once()
    {
        DataFile file = _elsewhere.Write("a.txt", "abc");

        string[] paths = [await _store.FetchAsync(file, Token), await _store.FetchAsync(file, Token)];

        Assert.Equal(paths[0], paths[1]);
        Assert.Equal("abc", await File.ReadAllTextAsync(paths[0], Token));
        Assert.Equal(1, _elsewhere.Downloads);
    }

    [Fact]
    public async Task A_copy_that_was_damaged_is_brought_again()
    {
        DataFile file = _elsewhere.Write("a.txt", "abc");
        await File.WriteAllTextAsync(await _store.FetchAsync(file, Token), "abd", Token);

        Assert.Equal("abc", await File.ReadAllTextAsync(await _store.FetchAsync(file, Token), Token));
        Assert.Equal(2, _elsewhere.Downloads);
    }

    [Fact]
    public async Task A_download_that_breaks_off_leaves_nothing()
    {
        DataFile file = _elsewhere.Write("a.txt", "abc");
        _elsewhere.BreaksOff = true;

        await Assert.ThrowsAsync<IOException>(() => _store.FetchAsync(file, Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "root", "fetched")));
    }

    [Fact]
    public async Task Of_many_that_fetch_at_once_all_get_the_same_copy()
    {
        DataFile file = _elsewhere.Write("a.txt", "abc");

        string[] paths = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _store.FetchAsync(file, Token), Token)));

        Assert.Single(paths.Distinct());
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "root", "fetched")));
    }

    [Fact]
    public void A_file_elsewhere_has_no_path_here()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => _store.Resolve(new("gs://b/a#1", 3, "crc32c:00000000")));

        Assert.Equal("artifacts: 'gs://b/a#1' isn't on this machine. Call FetchAsync, which brings it here.", exception.Message);
    }

    [Fact]
    public async Task A_platform_that_is_not_registered_is_named()
    {
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _store.FetchAsync(new("gs://b/a#1", 3, "crc32c:00000000"), Token));

        Assert.Equal("artifacts: nothing here reads 'gs://b/a#1'. Register the platform that does, with AddGoogleCloud(…).", exception.Message);
    }

    private sealed class Elsewhere(string folder) : IRemoteFiles
    {
        private int _downloads;

        public string Scheme => "elsewhere";

        public int Downloads => _downloads;

        public bool BreaksOff { get; set; }

        public DataFile Write(string name, string text)
        {
            File.WriteAllText(Path.Combine(folder, name), text);
            return new($"elsewhere://{name}", text.Length, "etag:1");
        }

        public async Task DownloadAsync(DataFile file, string path, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _downloads);
            string text = await File.ReadAllTextAsync(Path.Combine(folder, file.Location["elsewhere://".Length..]), cancellationToken);
            await File.WriteAllTextAsync(path, BreaksOff ? text[..1] : text, cancellationToken);
            if (BreaksOff)
                throw new IOException("The connection broke off.");
        }

        public Task<bool> VerifyAsync(DataFile file, CancellationToken cancellationToken) =>
            Task.FromResult(File.Exists(Path.Combine(folder, file.Location["elsewhere://".Length..])));
    }
}
