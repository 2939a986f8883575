using System.Security.Cryptography;
using System.Text;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;
using Xunit;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>What every artifact store promises.</summary>
public abstract class ArtifactStoreConformance : ConformanceSuite, IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mlops artifacts é ").FullName;
    private IArtifactStore? _store;

    private IArtifactStore Store => _store ??= Open(_root);

    /// <summary>A client of the store with this root, an empty folder at first; each call gives another one, as another process would have.</summary>
    protected abstract IArtifactStore Open(string root);

    /// <summary>Changes what is stored, behind the store's back: appends to a file, or to each file of a folder.</summary>
    /// <param name="file">What to harm.</param>
    protected virtual Task DamageAsync(DataFile file)
    {
        string path = Store.Resolve(file);
        foreach (string victim in Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [path])
        {
            File.SetAttributes(victim, FileAttributes.Normal);
            File.AppendAllText(victim, "!");
        }

        return Task.CompletedTask;
    }

    /// <summary>Deletes the root.</summary>
    public virtual void Dispose()
    {
        foreach (FileInfo file in new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.IsReadOnly))
            file.IsReadOnly = false;
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public Task A_file_is_moved_under_the_hash_of_its_content() => PromiseAsync(async () =>
    {
        string path = Write("a.txt", "abc");
        DataFile file = await Store.AddAsync(path, Token);

        string digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        Assert.Equal(new DataFile($"artifact:{digest}", 3, digest), file);
        Assert.False(File.Exists(path));
        Assert.True(await Store.VerifyAsync(file, Token));
        Assert.Equal("abc", await ReadAsync(Open(_root), file));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_001)]
    public Task Content_of_any_length_comes_back_as_it_was(int length) => PromiseAsync(async () =>
    {
        byte[] content = new byte[length];
        for (int index = 0; index < length; index++)
            content[index] = (byte)(index * 7);
        string path = Write("content", "");
        await File.WriteAllBytesAsync(path, content, Token);
        DataFile file = await Store.AddAsync(path, Token);
        Assert.Equal((length, Convert.ToHexStringLower(SHA256.HashData(content))), (file.Bytes, file.Digest));
        Assert.Equal(content, await File.ReadAllBytesAsync(await Open(_root).FetchAsync(file, Token), Token));
    });

    [Fact]
    public Task A_folders_digest_covers_the_names_and_contents_of_its_files() => PromiseAsync(async () =>
    {
        DataFile one = await AddFolderAsync("one", ("a.txt", "1"), ("sub/é b.txt", "2"));
        Assert.Equal(one, await AddFolderAsync("same", ("sub/é b.txt", "2"), ("a.txt", "1")));
        Assert.NotEqual(one.Digest, (await AddFolderAsync("renamed", ("a.txt", "1"), ("sub/c.txt", "2"))).Digest);
        Assert.NotEqual(one.Digest, (await AddFolderAsync("edited", ("a.txt", "1"), ("sub/é b.txt", "3"))).Digest);
        Assert.Equal(2, one.Bytes);
        Assert.True(await Store.VerifyAsync(one, Token));
        string folder = await Open(_root).FetchAsync(one, Token);
        Assert.Equal(["a.txt 1", "sub/é b.txt 2"], Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => $"{Path.GetRelativePath(folder, path).Replace('\\', '/')} {File.ReadAllText(path)}").Order(StringComparer.Ordinal));
    });

    [Fact]
    public Task A_file_in_a_folder_can_be_read_by_itself() => PromiseAsync(async () =>
    {
        DataFile folder = await AddFolderAsync("one", ("a.txt", "1"), ("sub/b.txt", "2"));
        DataFile inside = new($"{folder.Location}/sub/b.txt", 1, Digest("2"));
        Assert.Equal("2", await ReadAsync(Store, inside));
        Assert.True(await Store.VerifyAsync(inside, Token));
        Assert.False(await Store.VerifyAsync(inside with { Digest = Digest("3") }, Token));
        Assert.False(await Store.VerifyAsync(inside with { Location = $"{folder.Location}/sub/c.txt" }, Token));
    });

    [Fact]
    public Task What_is_not_there_does_not_verify() => PromiseAsync(async () =>
        Assert.False(await Store.VerifyAsync(new DataFile($"artifact:{Digest("x")}", 1, Digest("x")), Token)));

    [Fact]
    public Task Harm_is_noticed_and_mended_when_the_content_is_added_again() => PromiseAsync(async () =>
    {
        DataFile file = await Store.AddAsync(Write("a.txt", "abc"), Token);
        DataFile folder = await AddFolderAsync("f", ("a.txt", "abc"));
        await DamageAsync(file);
        await DamageAsync(folder);
        Assert.False(await Store.VerifyAsync(file, Token));
        Assert.False(await Store.VerifyAsync(folder, Token));

        Assert.Equal(file, await Store.AddAsync(Write("a.txt", "abc"), Token));
        Assert.Equal(folder, await AddFolderAsync("f", ("a.txt", "abc")));
        Assert.True(await Store.VerifyAsync(file, Token));
        Assert.True(await Store.VerifyAsync(folder, Token));
        Assert.Equal("abc", await ReadAsync(Store, file));
    });

    [Fact]
    public Task The_same_content_is_one_artifact_however_many_add_it_at_once() => PromiseAsync(async () =>
    {
        IArtifactStore other = Open(_root);
        DataFile[] files = await Task.WhenAll(Enumerable.Range(0, 24).Select(number => Task.Run(
            () => number % 2 == 0 ? (number % 4 == 0 ? Store : other).AddAsync(Write($"{number}.txt", "same"), Token) : AddFolderAsync($"{number}", ("x", "same")), Token)));
        Assert.Equal(2, files.Distinct().Count());
        Assert.All(await Task.WhenAll(files.Select(file => Store.VerifyAsync(file, Token))), Assert.True);
        Assert.Equal("same", await ReadAsync(other, files[0]));
    });

    [Fact]
    public Task Data_in_place_is_read_where_it_is() => PromiseAsync(async () =>
    {
        string path = Write("in place.txt", "abc");
        DataFile file = new(path, 3, Digest("abc"));
        Assert.Equal(path, await Store.FetchAsync(file, Token));
        Assert.True(await Store.VerifyAsync(file, Token));
        File.WriteAllText(path, "abd");
        Assert.False(await Store.VerifyAsync(file, Token));
    });

    [Theory]
    [InlineData("artifact:../../etc/passwd")]
    [InlineData("artifact:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad/../../../runs.db")]
    [InlineData("artifact:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad//etc/passwd")]
    [InlineData("artifact:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    public Task A_reference_that_leads_elsewhere_is_refused(string location) => PromiseAsync(async () =>
        Assert.Contains(
            "is not a reference",
            (await Assert.ThrowsAsync<ArgumentException>(async () => await Store.FetchAsync(new DataFile(location, 1, "x"), Token))).Message,
            StringComparison.Ordinal));

    [Fact]
    public Task What_cannot_be_an_artifact_is_refused_with_what_to_do() => PromiseAsync(async () =>
    {
        string empty = Directory.CreateDirectory(Path.Combine(_root, "work", "empty")).FullName;
        Assert.Contains("holds no files", (await Assert.ThrowsAsync<ArgumentException>(() => Store.AddAsync(empty, Token))).Message, StringComparison.Ordinal);
        File.CreateSymbolicLink(Path.Combine(empty, "link"), Write("target", "x"));
        Assert.Contains("is a link", (await Assert.ThrowsAsync<ArgumentException>(() => Store.AddAsync(empty, Token))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<IOException>(() => Store.AddAsync(Path.Combine(_root, "work", "absent"), Token));
    });

    [Fact]
    public Task A_cancelled_addition_adds_nothing_and_keeps_the_file() => PromiseAsync(async () =>
    {
        string path = Write("a.txt", "cancelled");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.AddAsync(path, new CancellationToken(canceled: true)));
        Assert.Equal("cancelled", File.ReadAllText(path));
        Assert.False(await Store.VerifyAsync(new DataFile($"artifact:{Digest("cancelled")}", 9, Digest("cancelled")), Token));
    });

    private static string Digest(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static async Task<string> ReadAsync(IArtifactStore store, DataFile file) =>
        await File.ReadAllTextAsync(await store.FetchAsync(file, Token), Token);

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

        return Store.AddAsync(folder, Token);
    }
}
