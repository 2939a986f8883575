using MlOps.Sdk.Testing.Conformance;
using Xunit.Sdk;

namespace MlOps.Sdk.Testing.Tests.Conformance;

public sealed class ConformanceSuiteTests
{
    [Fact]
    public Task A_promise_that_is_kept_passes_and_one_that_is_not_fails() => Task.WhenAll(
        new Suite().RunAsync(keeps: true, "Any"),
        Assert.ThrowsAsync<TrueException>(() => new Suite().RunAsync(keeps: false, "Any")));

    [Fact]
    public async Task A_declared_gap_is_skipped_with_its_reason_as_long_as_it_is_one()
    {
        Exception? skipped = null;
        try
        {
            await new Suite().RunAsync(keeps: false, "Gap");
        }
        catch (SkipException exception)
        {
            // xunit's own assertions let it through, and this test would be skipped.
            skipped = exception;
        }

        Assert.NotNull(skipped);
        Assert.Contains("A declared gap: for a reason", skipped.Message);

        Exception closed = await Assert.ThrowsAnyAsync<Exception>(() => new Suite().RunAsync(keeps: true, "Gap"));
        Assert.IsType<FailException>(closed);
        Assert.Contains("The gap 'Gap' (for a reason) is none any more: take it out of Gaps.", closed.Message);
    }

    [Fact]
    public void A_suite_without_a_test_class_is_named()
    {
        Exception exception = Assert.ThrowsAny<Exception>(() => ConformanceCoverage.Check(typeof(string).Assembly));
        Assert.Equal(11, ConformanceCoverage.Suites.Count);
        Assert.All(ConformanceCoverage.Suites, suite => Assert.Contains($"{suite.Name} has no test class in ", exception.Message));
        ConformanceCoverage.Check(typeof(string).Assembly, ConformanceCoverage.Suites.ToDictionary(suite => suite, _ => "a reason"));
    }

    [Fact]
    public void A_reason_that_no_longer_holds_is_named()
    {
        Exception exception = Assert.ThrowsAny<Exception>(() => ConformanceCoverage.Check(
            typeof(FolderArtifactsTests).Assembly, ConformanceCoverage.Suites.ToDictionary(suite => suite, _ => "we have none")));
        Assert.Contains("ArtifactStoreConformance has a test class in MlOps.Sdk.Testing.Tests, and a reason why there is none (we have none). Take the reason out.", exception.Message);
    }

    private sealed class Suite : ConformanceSuite
    {
        protected override IReadOnlyDictionary<string, string> Gaps => new Dictionary<string, string> { ["Gap"] = "for a reason" };

        public Task RunAsync(bool keeps, string test) => PromiseAsync(
            () =>
            {
                Assert.True(keeps);
                return Task.CompletedTask;
            },
            test);
    }
}
