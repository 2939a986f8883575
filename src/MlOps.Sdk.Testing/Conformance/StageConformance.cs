using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;
using Xunit;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>What the suites of all stages share.</summary>
/// <typeparam name="TStage">The stage's interface.</typeparam>
public abstract class StageConformance<TStage> : ConformanceSuite, IAsyncDisposable
    where TStage : class
{
    private StageFixture? _fixture;
    private TStage? _stage;

    /// <summary>The name of the stage in the tests.</summary>
    protected const string StageName = "stage-7";

    /// <summary>Whether rows come out in the order in which they went in; true by default. Without, they are compared as they are sorted.</summary>
    protected virtual bool KeepsOrder => true;

    /// <summary>The test's folder, clock and artifact store.</summary>
    protected StageFixture Fixture => _fixture ??= CreateFixture();

    /// <summary>The stage under test.</summary>
    protected TStage Stage => _stage ??= CreateStage(Fixture);

    /// <summary>What <see cref="StageContext.Settings"/> is made of; null by default.</summary>
    protected virtual object? Settings => null;

    /// <summary>Makes the stage under test, once in each test.</summary>
    protected abstract TStage CreateStage(StageFixture fixture);

    /// <summary>Makes the fixture; override it to bring the platform's artifact store.</summary>
    protected virtual StageFixture CreateFixture() => new();

    /// <summary>Disposes the stage, then the fixture.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (_stage is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else
            (_stage as IDisposable)?.Dispose();
        if (_fixture is not null)
            await _fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The context of a new attempt.</summary>
    /// <param name="work">What is to be done; equal work has an equal key. Null for work like no other.</param>
    protected StageContext Context(object? work = null) => Fixture.Context(StageName, Settings, work: work);

    /// <summary>Checks that a dataset's rows are these, as its files hold them.</summary>
    protected async Task AssertRowsAsync(IEnumerable<object?[]> expected, Dataset actual)
    {
        ArgumentNullException.ThrowIfNull(actual);
        IReadOnlyList<object?[]> rows = await Fixture.ReadAsync(actual);
        Assert.Equal(rows.Count, actual.Rows);
        AssertRows(expected, rows);
    }

    /// <summary>Checks that these are the rows.</summary>
    protected void AssertRows(IEnumerable<object?[]> expected, IEnumerable<object?[]> actual)
    {
        IEnumerable<string> one = expected.Select(RowText.Of);
        IEnumerable<string> other = actual.Select(RowText.Of);
        Assert.Equal(KeepsOrder ? one : one.Order(StringComparer.Ordinal), KeepsOrder ? other : other.Order(StringComparer.Ordinal));
    }

    /// <summary>Checks that each of a product's files is there and unharmed.</summary>
    protected async Task AssertFilesAsync(Product product)
    {
        ArgumentNullException.ThrowIfNull(product);
        Assert.NotEmpty(product.Files);
        foreach (DataFile file in product.Files)
            Assert.True(await Fixture.Artifacts.VerifyAsync(file, Token), file.Location);
    }

    /// <summary>Checks that the work is refused with an error that begins with the stage's name, and that nothing was left in the artifact store.</summary>
    protected async Task<string> AssertRefusedAsync(Func<Task> work)
    {
        int before = Fixture.Added.Count;
        string message = (await Assert.ThrowsAnyAsync<StageException>(work)).Message;
        Assert.StartsWith(StageName, message, StringComparison.Ordinal);
        Assert.Equal(before, Fixture.Added.Count);
        return message;
    }

    /// <summary>Checks that work whose token is cancelled ends as cancelled and leaves nothing in the artifact store.</summary>
    protected async Task AssertCancelledAsync(Func<CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        int before = Fixture.Added.Count;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work(new CancellationToken(canceled: true)));
        Assert.Equal(before, Fixture.Added.Count);
    }

    /// <summary>Checks that what was reported as progress lies within 0 and 1, and never falls.</summary>
    protected void AssertProgress()
    {
        Assert.All(Fixture.Progress, share => Assert.InRange(share, 0, 1));
        Assert.Equal(Fixture.Progress.Order(), Fixture.Progress);
    }
}
