using Microsoft.Extensions.Options;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Artifacts;

/// <summary>What is particular to files; what every artifact store promises is in ArtifactStoreConformance.</summary>
public sealed class FileArtifactStoreTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mlops-").FullName;
    private readonly FileArtifactStore _store;

    public FileArtifactStoreTests() => _store = new FileArtifactStore(Options.Create(new MlOpsOptions { Root = _root }), []);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (FileInfo file in new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories))
            file.IsReadOnly = false;
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task A_file_is_moved_under_its_hash_and_made_read_only()
    {
        string path = Write("a.txt", "abc");
        DataFile file = await _store.AddAsync(path, Token);

        Assert.Equal(new DataFile("artifact:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), file);
        Assert.Equal(Path.Combine(_root, "artifacts", "ba", file.Digest), _store.Resolve(file));
        Assert.False(File.Exists(path));
        Assert.True(new FileInfo(_store.Resolve(file)).IsReadOnly);
        Assert.True(await _store.VerifyAsync(file, Token));
    }

    [Fact]
    public async Task A_file_that_is_added_to_or_missing_in_a_folder_is_noticed()
    {
        DataFile folder = await AddFolderAsync("one", ("a.txt", "1"), ("b.txt", "2"));
        string path = _store.Resolve(folder);
        File.WriteAllText(Path.Combine(path, "c.txt"), "3");
        Assert.False(await _store.VerifyAsync(folder, Token));
        File.Delete(Path.Combine(path, "c.txt"));
        Assert.True(await _store.VerifyAsync(folder, Token));
        new FileInfo(Path.Combine(path, "a.txt")).IsReadOnly = false;
        File.Delete(Path.Combine(path, "a.txt"));
        Assert.False(await _store.VerifyAsync(folder, Token));
    }

    [Fact]
    public async Task The_same_content_is_stored_once_however_many_add_it_at_once()
    {
        DataFile[] files = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(
            () => number % 2 == 0 ? _store.AddAsync(Write($"{number}.txt", "same"), Token) : AddFolderAsync($"{number}", ("x", "same")), Token)));

        Assert.Equal(2, files.Distinct().Count());
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(Path.Combine(_root, "artifacts"), "*", SearchOption.AllDirectories)
            .Count(path => Path.GetFileName(path).Length == 64));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_root, "work")));
        Assert.All(await Task.WhenAll(files.Select(file => _store.VerifyAsync(file, Token))), Assert.True);
    }

    [Fact]
    public async Task What_cannot_be_an_artifact_is_refused_with_what_to_do()
    {
        string elsewhere = Path.GetTempFileName();
        Assert.Contains("Write into StageContext.WorkingFolder", (await Assert.ThrowsAsync<ArgumentException>(() => _store.AddAsync(elsewhere, Token))).Message);
        Assert.True(File.Exists(elsewhere));
        string empty = Directory.CreateDirectory(Path.Combine(_root, "work", "empty")).FullName;
        Assert.Contains("holds no files", (await Assert.ThrowsAsync<ArgumentException>(() => _store.AddAsync(empty, Token))).Message);
        File.CreateSymbolicLink(Path.Combine(empty, "link"), elsewhere);
        Assert.Contains("is a link", (await Assert.ThrowsAsync<ArgumentException>(() => _store.AddAsync(empty, Token))).Message);
        File.Delete(elsewhere);
    }

    private string Write(string name, string content)
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(_root, "work")).FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private Task<DataFile> AddFolderAsync(string name, params (string Name, string Content)[] files)
    {
        string folder = Path.Combine(_root, "work", name);
        foreach ((string file, string content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.WriteAllText(Path.Combine(folder, file), content);
        }

        return _store.AddAsync(folder, Token);
    }
}
