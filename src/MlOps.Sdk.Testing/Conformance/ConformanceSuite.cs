using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using Xunit;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>The tests of one contract, which every implementation runs by deriving from them.</summary>
/// <remarks>
/// A test class is <c>public sealed class MyTrainerTests : TrainerConformance</c>, states how its subject is made, and says in <see cref="Gaps"/> which promises it
/// can't keep. <see cref="ConformanceCoverage"/> checks that no contract is left out.
/// </remarks>
public abstract class ConformanceSuite
{
    /// <summary>The promises that this implementation doesn't keep: a test's name, and why. None by default. A gap that starts to pass fails.</summary>
    protected virtual IReadOnlyDictionary<string, string> Gaps => ReadOnlyDictionary<string, string>.Empty;

    internal IEnumerable<string> GapNames => Gaps.Keys;

    /// <summary>Is cancelled when the test run is.</summary>
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Runs a test's body; if it is a declared gap, the test is skipped as long as the body fails.</summary>
    /// <param name="body">The test.</param>
    /// <param name="test">The test's name; the compiler fills it in.</param>
    protected async Task PromiseAsync(Func<Task> body, [CallerMemberName] string test = "")
    {
        ArgumentNullException.ThrowIfNull(body);
        if (!Gaps.TryGetValue(test, out string? reason))
        {
            await body();
            return;
        }

        try
        {
            await body();
        }
        catch (Exception) when (!Token.IsCancellationRequested)
        {
            Assert.Skip($"A declared gap: {reason}");
        }

        Assert.Fail($"The gap '{test}' ({reason}) is none any more: take it out of Gaps.");
    }
}
