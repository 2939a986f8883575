using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Data;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Local.Tests.Runs;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Registry;

public sealed class ManyVersionsTests : IAsyncDisposable
{
    private readonly RunnerHost _host = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Thousands_of_versions_are_as_good_as_one()
    {
        // Ten thousand with MLOPS_AUDIT=all.
        int versions = Environment.GetEnvironmentVariable("MLOPS_AUDIT") == "all" ? 10_000 : 300;
        IModelRegistry registry = _host.Provider.GetRequiredService<IModelRegistry>();
        List<double> milliseconds = [];
        for (int version = 1; version <= versions; version++)
        {
            long started = Stopwatch.GetTimestamp();
            Registration made = await registry.RegisterAsync(new RegistrationRequest("birds", Validated(version)), Token);
            milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            Assert.Equal((version, version), (made.Version.Version, made.Live!.Version));
        }

        long found = Stopwatch.GetTimestamp();
        Assert.Equal(versions, (await registry.FindAsync("birds", ModelAlias.Champion, Token))!.Version);
        TimeSpan finding = Stopwatch.GetElapsedTime(found);
        Assert.Equal(Enumerable.Range(1, versions), (await registry.ListAsync("birds", Token)).Select(version => version.Version));
        AuditVerification verification = await _host.Provider.GetRequiredService<IAuditLog>().VerifyAsync(null, Token);
        Assert.Equal((2L * versions, true), (verification.Checked.Entries, verification.IsSound));
        int tenth = versions / 10;
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{versions} versions: registering took {milliseconds.Take(tenth).Order().ElementAt(tenth / 2):0.00} ms at the beginning and "
            + $"{milliseconds.TakeLast(tenth).Order().ElementAt(tenth / 2):0.00} ms at the end (medians), finding the champion {finding.TotalMilliseconds:0.00} ms"));
    }

    private static ValidatedModel Validated(int number) => new(
        new TrainedModel(
            Learner.Linear(), new DataFile($"artifact:{number}", 1, $"{number}"), [new Evaluation(SplitName.Test, TaskKind.Binary, 10, [new Metric("AreaUnderRocCurve", 0.9)])]), []);
}
