namespace MlOps.Sdk.House.Tests;

/// <summary>The names are the architecture.</summary>
public sealed class LayoutTests
{
    private static readonly string[] Shown = ["LICENSE", "MlOps.Sdk.sln", "README.md", "benchmarks", "examples", "nuget.config", "src", "tests"];

    // What tools leave behind, as .gitignore has it.
    private static readonly string[] Ignored = ["BenchmarkDotNet.Artifacts", "TestResults", "node_modules", "packages"];

    [Fact]
    public void The_root_is_a_shop_window()
    {
        IEnumerable<string> names = new DirectoryInfo(Repository.Root).EnumerateFileSystemInfos()
            .Select(entry => entry.Name)
            .Where(name => !name.StartsWith('.') && !Ignored.Contains(name))
            .Order(StringComparer.Ordinal);

        Assert.Equal(Shown, names);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Repository.Read("MlOps.Sdk.sln").Replace('\\', '/');

        IEnumerable<string> missing = new[] { "src", "tests", "benchmarks", "examples" }
            .SelectMany(folder => Repository.Files(folder, "*.csproj"))
            .Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal));

        Offenders.AreNone(missing);
    }

    [Fact]
    public void Every_package_has_a_test_project_and_so_has_the_analyzer()
    {
        IEnumerable<string> missing = Repository.Packages.Append("MlOps.Sdk.Analyzers")
            .Where(package => !File.Exists(Repository.PathOf($"tests/{package}.Tests/{package}.Tests.csproj")));

        Offenders.AreNone(missing);
    }

    [Fact]
    public void No_name_says_nothing()
    {
        string[] empty = ["Utils", "Util", "Utilities", "Helper", "Helpers", "Manager", "Impl", "Internal", "Internals", "Misc", "Common"];

        IEnumerable<string> offenders = Repository.Files("src", "*.cs").Where(path =>
        {
            string[] parts = path.Split('/');
            string type = Path.GetFileNameWithoutExtension(parts[^1]);
            return parts[..^1].Any(empty.Contains)
                || empty.Any(name => type.EndsWith(name, StringComparison.Ordinal))
                || type.StartsWith("Default", StringComparison.Ordinal);
        });

        Offenders.AreNone(offenders);
    }

    [Fact]
    public void A_folder_name_means_the_same_in_every_package()
    {
        string[] known =
        [
            "Algebra", "Artifacts", "Building", "Charts", "Clients", "Comparisons", "Conformance", "Data", "DependencyInjection", "Deployments", "Diagnostics", "Emulator", "Http",
            "Lineage", "Markup", "Models", "Pages", "Plans", "Registry", "Roles", "Runs", "Sections", "Stages", "Training",
        ];

        IEnumerable<string> strangers = Repository.Files("src", "*.cs")
            .Select(path => path.Split('/'))
            .Where(parts => parts.Length > 3)
            .Select(parts => parts[2])
            .Distinct()
            .Except(known);

        Offenders.AreNone(strangers);
    }
}
