using System.Reflection;
using PublicApiGenerator;

namespace MlOps.Sdk.House.Tests;

/// <summary>The public surface of each package is a page that is re-read: its diff is the release note.</summary>
public sealed class PublicApiTests
{
    private const string Accept = "MLOPS_ACCEPT_PUBLIC_API";

    public static TheoryData<string> Packages => [.. Repository.Packages];

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_public_surface_is_the_approved_one(string package)
    {
        string approvedPath = Repository.PathOf($"tests/MlOps.Sdk.House.Tests/PublicApi/{package}.txt");
        string actual = Assembly.Load(package)
            .GeneratePublicApi(new ApiGeneratorOptions
            {
                IncludeAssemblyAttributes = false,
                DenyNamespacePrefixes = [],
                // They hold the path of the source on the machine that compiled it.
                ExcludeAttributes = ["Xunit.FactAttribute", "Xunit.TheoryAttribute"],
            })
            .ReplaceLineEndings("\n")
            .TrimEnd() + "\n";

        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(approvedPath)!);
            File.WriteAllText(approvedPath, actual);
        }

        string approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath).ReplaceLineEndings("\n") : "";
        Assert.True(approved == actual, Difference(package, approved.Split('\n'), actual.Split('\n')));
    }

    private static string Difference(string package, string[] approved, string[] actual)
    {
        IEnumerable<string> lines =
        [
            .. approved.Except(actual).Select(line => $"  - {line.Trim()}"),
            .. actual.Except(approved).Select(line => $"  + {line.Trim()}"),
        ];
        return $"""
            The public surface of {package} is not what PublicApi/{package}.txt says:
            {string.Join('\n', lines.Take(40))}
            If it is meant, accept it and read the diff: {Accept}=1 dotnet test tests/MlOps.Sdk.House.Tests
            """;
    }
}
