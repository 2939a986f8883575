using System.Text.Json;

namespace MlOps.Sdk.House.Tests;

/// <summary>Arrows point at Core, and what is heavy stays where it is used.</summary>
public sealed class DependencyTests
{
    [Fact]
    public void Core_stands_on_nothing_but_abstractions_and_Polly()
    {
        IEnumerable<string> foreign = Libraries("MlOps.Sdk.Core")
            .Where(library => !library.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && library != "Polly.Core");

        Offenders.AreNone(foreign);
    }

    [Theory]
    [InlineData("MlOps.Sdk", "Microsoft.CodeAnalysis")]
    [InlineData("MlOps.Sdk.Serving", "DuckDB")]
    [InlineData("MlOps.Sdk.Serving", "Microsoft.Data.Sqlite")]
    [InlineData("MlOps.Sdk.Serving", "LightGBM")]
    [InlineData("MlOps.Sdk.Serving", "MlOps.Sdk.Local")]
    [InlineData("MlOps.Sdk.Serving", "Spectre.Console")]
    [InlineData("MlOps.Sdk.Console", "DuckDB")]
    [InlineData("MlOps.Sdk.Console", "Microsoft.ML")]
    [InlineData("MlOps.Sdk.Console", "MlOps.Sdk.Local")]
    [InlineData("MlOps.Sdk.Reports", "Microsoft.ML")]
    [InlineData("MlOps.Sdk.Reports", "MlOps.Sdk.Local")]
    [InlineData("MlOps.Sdk.Reports", "Microsoft.AspNetCore")]
    [InlineData("MlOps.Sdk.Local", "Spectre.Console")]
    [InlineData("MlOps.Sdk.Local", "MlOps.Sdk.Serving")]
    [InlineData("MlOps.Sdk.Local", "MlOps.Sdk.GoogleCloud")]
    [InlineData("MlOps.Sdk.Local", "Google.Apis")]
    [InlineData("MlOps.Sdk.GoogleCloud", "MlOps.Sdk.Local")]
    [InlineData("MlOps.Sdk.GoogleCloud", "MlOps.Sdk.Serving")]
    [InlineData("MlOps.Sdk.GoogleCloud", "DuckDB")]
    [InlineData("MlOps.Sdk.GoogleCloud", "Microsoft.ML")]
    [InlineData("MlOps.Sdk.Testing", "MlOps.Sdk.GoogleCloud")]
    [InlineData("MlOps.Sdk.Testing", "MlOps.Sdk.Local")]
    [InlineData("MlOps.Sdk.Local", "Npgsql")]
    [InlineData("MlOps.Sdk.PostgreSql", "MlOps.Sdk.Local")]
    [InlineData("MlOps.Sdk.PostgreSql", "Microsoft.Data.Sqlite")]
    public void A_package_never_brings_what_it_does_not_need(string package, string unwanted)
    {
        IReadOnlyList<string> libraries = Libraries(package);

        Assert.Contains("MlOps.Sdk.Core", libraries);
        Assert.DoesNotContain(libraries, library => library.StartsWith(unwanted, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_package_that_people_install_brings_all_the_others()
    {
        IReadOnlyList<string> libraries = Libraries("MlOps.Sdk");

        // A team adds PostgreSql, and tests add Testing.
        string[] apart = ["MlOps.Sdk.PostgreSql", "MlOps.Sdk.Testing"];
        Assert.Superset(new HashSet<string>(Repository.Packages.Except(apart)), new HashSet<string>(libraries));
        Assert.Empty(libraries.Intersect(apart));
    }

    /// <summary>All that NuGet restored for a project, directly or not: analyzers hold no library.</summary>
    private static IReadOnlyList<string> Libraries(string package)
    {
        using JsonDocument assets = JsonDocument.Parse(Repository.Read($"src/{package}/obj/project.assets.json"));
        return
        [
            .. assets.RootElement.GetProperty("targets").GetProperty("net10.0").EnumerateObject()
                .Where(library => library.Value.TryGetProperty("compile", out _) || library.Value.TryGetProperty("runtime", out _)
                    || library.Value.TryGetProperty("runtimeTargets", out _))
                .Select(library => library.Name.Split('/')[0]),
        ];
    }
}
