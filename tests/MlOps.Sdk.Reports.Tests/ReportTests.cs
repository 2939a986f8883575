namespace MlOps.Sdk.Reports.Tests;

public sealed class ReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-report-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_report_replaces_the_one_before_and_leaves_nothing_else()
    {
        string path = Path.Combine(_folder, "new", "a.html");

        await new Report("one").SaveAsync(path, Token);
        await new Report("two \U0001F426").SaveAsync(path, Token);

        Assert.Equal("two \U0001F426", await File.ReadAllTextAsync(path, Token));
        Assert.Equal(path, Assert.Single(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!)));
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_leaves_the_one_before()
    {
        string path = Path.Combine(_folder, "a.html");
        await new Report("one").SaveAsync(path, Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Report("two").SaveAsync(path, new CancellationToken(canceled: true)));

        Assert.Equal("one", await File.ReadAllTextAsync(path, Token));
        Assert.Equal(path, Assert.Single(Directory.EnumerateFileSystemEntries(_folder)));
    }
}
