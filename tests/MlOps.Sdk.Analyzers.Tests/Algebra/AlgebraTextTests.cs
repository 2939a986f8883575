using System.Runtime.CompilerServices;

namespace MlOps.Sdk.Analyzers.Tests.Algebra;

/// <summary>The analyzer knows what the algebra knows, and nothing else.</summary>
public sealed class AlgebraTextTests
{
    private const string Accept = "MLOPS_ACCEPT_ALGEBRA";
    private const string How = $"{Accept}=1 dotnet test tests/MlOps.Sdk.Analyzers.Tests";

    [Fact]
    public void The_analyzer_knows_what_the_function_table_translates()
    {
        string path = Path.Combine(Folder(), "../../../src/MlOps.Sdk.Analyzers/Algebra/algebra.txt");
        string actual = AlgebraText.Write(How);

        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(path, actual);

        string[] known = File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n');
        IEnumerable<string> differences =
        [
            .. known.Except(actual.Split('\n')).Select(line => $"  - {line}"),
            .. actual.Split('\n').Except(known).Select(line => $"  + {line}"),
        ];
        Assert.True(known.SequenceEqual(actual.Split('\n')), $"""
            The algebra has changed, and the analyzer would not know:
            {string.Join('\n', differences.Take(40))}
            Write it anew, and commit the file: {How}
            """);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
