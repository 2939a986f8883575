using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlOps.Sdk.Analyzers.Tests;

/// <summary>The analyzer marks what <c>Build()</c> refuses, with the same reasons, and nothing else.</summary>
public sealed class AgreementTests
{
    [Theory]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.CSharp14)]
    public async Task Every_lambda_is_marked_where_and_only_where_Build_refuses_it(LanguageVersion version)
    {
        StringBuilder program = new(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases/program.txt")).Split("/*cases*/")[0]);
        List<(LambdaCase Case, int Start)> placed = [];
        foreach (LambdaCase lambda in LambdaCase.All.Where(lambda => !lambda.NeedsCSharp14 || version >= LanguageVersion.CSharp14))
        {
            program.Append(CultureInfo.InvariantCulture, $"public static void Case{placed.Count}() {{ {lambda.Statement.Before}");
            placed.Add((lambda, program.Length));
            program.AppendLine(CultureInfo.InvariantCulture, $"{lambda.Lambda}{lambda.Statement.After} }}");
        }

        Compiled compiled = new(program.Append('}').ToString(), version);
        Assert.True(compiled.Errors().Count == 0, string.Join('\n', compiled.Errors()));
        ILookup<int, Diagnostic> found = (await compiled.AnalyzeAsync()).ToLookup(diagnostic =>
            placed.FindLastIndex(place => place.Start <= diagnostic.Location.SourceSpan.Start));
        Type built = compiled.Load().GetType("Program")!;

        Assert.True(placed.Count > 200);
        string[] differences =
        [
            .. placed.SelectMany((place, i) => Differences(place.Case, place.Start, [.. found[i]], Refusals(built, i)).Select(line => $"{place.Case.Line}\n    {line}")),
        ];
        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }

    private static IEnumerable<string> Differences(LambdaCase lambda, int start, Diagnostic[] found, IReadOnlyList<string> refusals)
    {
        (string, int, int)[] expected = [.. lambda.Marks.Select(mark => (mark.Id, mark.Start, mark.Length)).Order()];
        (string, int, int)[] actual = [.. found.Select(item => (item.Id, item.Location.SourceSpan.Start - start, item.Location.SourceSpan.Length)).Order()];
        if (!expected.SequenceEqual(actual))
            yield return $"the analyzer marks {string.Join(", ", found.Select(item => $"{item.Id} {item.GetMessage(CultureInfo.InvariantCulture)}").DefaultIfEmpty("nothing"))}";
        if (found.Length != refusals.Count)
            yield return $"Build() refuses {string.Join(", ", refusals.DefaultIfEmpty("nothing"))}";
        foreach (string message in found.Select(item => item.GetMessage(CultureInfo.InvariantCulture)))
        {
            if (!refusals.Any(refusal => IsSameReason(message, refusal)))
                yield return $"the analyzer says {message}, Build() {string.Join(", ", refusals)}";
        }
    }

    // How the part is written out may differ (in brackets, casts); what is said of it may not. Build() knows the schema, and gates stand in a sentence.
    private static bool IsSameReason(string message, string refusal)
    {
        string why = message[(message.IndexOf("': ", StringComparison.Ordinal) + 3)..];
        return refusal.EndsWith($"': {why}.", StringComparison.Ordinal)
            || (why.Contains("is no column", StringComparison.Ordinal) && refusal.Contains("there is no column", StringComparison.Ordinal))
            || (why.StartsWith("it is not a comparison", StringComparison.Ordinal) && refusal.Contains("is not a comparison", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Refusals(Type built, int number)
    {
        try
        {
            built.GetMethod(string.Create(CultureInfo.InvariantCulture, $"Case{number}"))!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);
            return [];
        }
        catch (PipelineException exception)
        {
            // A stage whose lambda is refused is left without what the lambda would have said.
            return [.. exception.Problems.Select(problem => problem.Message).Where(message => !message.StartsWith("there are no ", StringComparison.Ordinal))];
        }
    }
}
