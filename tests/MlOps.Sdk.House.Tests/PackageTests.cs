using System.Diagnostics;
using System.Reflection;

namespace MlOps.Sdk.House.Tests;

/// <summary>What people install works in an application that has nothing else.</summary>
public sealed class PackageTests : IDisposable
{
    private const string Version = "0.0.0-house";
    private const string Example = "examples/01-BirdStrikes";

    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-package-").FullName;

    [Fact]
    public async Task An_application_that_references_only_MlOps_Sdk_is_warned_and_runs_the_first_example()
    {
        string packages = Path.Combine(_folder, "packed");
        foreach (string package in Repository.Packages.Append("MlOps.Sdk"))
            await DotnetAsync(Repository.Root, "pack", $"src/{package}", "--no-build", "-c", Configuration, "-o", packages, $"-p:Version={Version}");
        CopyExample();
        WriteWhatIsUntranslatable();
        WriteProject(packages);

        string app = Path.Combine(_folder, "app");
        string build = await DotnetAsync(app, "build", "-c", Configuration);
        string output = await DotnetAsync(app, Path.Combine(app, "bin", Configuration, "net10.0", "app.dll"));

        await AssertHasOpenMPAsContainerAsync(app);
        Assert.Contains("warning MLOPS001: 's.TimeOfDay.ToUpper()': it depends on the machine's culture; write ToUpperInvariant()", build, StringComparison.Ordinal);
        Assert.Matches(@"^AUC 0\.[0-9]+$", output.TrimEnd().Split('\n')[^1].TrimEnd());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Configuration => typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    // Images are made in tests/MlOps.Sdk.Worker.Tests: here it is only asked whether the package brings what does that.
    private static async Task AssertHasOpenMPAsContainerAsync(string app)
    {
        string library = Path.Combine(app, "some", "library");
        Directory.CreateDirectory(Path.GetDirectoryName(library)!);
        await File.WriteAllTextAsync(library, "OpenMP", TestContext.Current.CancellationToken);
        string published = Path.Combine(app, "published") + Path.DirectorySeparatorChar;

        await DotnetAsync(app, "msbuild", "-t:AddOpenMPToContainer", "-p:ContainerRuntimeIdentifier=linux-x64", $"-p:MlOpsOpenMP={library}", $"-p:PublishDir={published}");

        Assert.Equal("OpenMP", await File.ReadAllTextAsync(Path.Combine(published, "libgomp.so.1"), TestContext.Current.CancellationToken));
    }

    private void CopyExample()
    {
        foreach (string path in Repository.Files(Example, "*").Where(path => !path.EndsWith(".csproj", StringComparison.Ordinal)))
        {
            string target = Path.Combine(_folder, "app", path[(Example.Length + 1)..]);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Repository.PathOf(path), target);
        }
    }

    /// <summary>The package brings an analyzer, which must say what Build() would.</summary>
    private void WriteWhatIsUntranslatable() => File.WriteAllText(Path.Combine(_folder, "app", "Loud.cs"), """
        using MlOps.Sdk;

        public static class Loud
        {
            public static Rows<Strike> Mornings(Rows<Strike> strikes) => strikes.Where(s => s.TimeOfDay.ToUpper() == "DAWN");
        }
        """);

    /// <summary>Packages of others come from where they are restored already; MlOps.Sdk itself can only come from what was packed just now.</summary>
    private void WriteProject(string packages)
    {
        File.WriteAllText(Path.Combine(_folder, "app", "app.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <WarningsNotAsErrors>MLOPS001</WarningsNotAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MlOps.Sdk" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(_folder, "nuget.config"), $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{Path.Combine(_folder, "restored")}" />
              </config>
              <fallbackPackageFolders>
                <add key="restored" value="{GlobalPackages}" />
              </fallbackPackageFolders>
              <packageSources>
                <clear />
                <add key="packed" value="{packages}" />
                <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="packed">
                  <package pattern="MlOps.Sdk*" />
                </packageSource>
                <packageSource key="nuget.org">
                  <package pattern="*" />
                </packageSource>
              </packageSourceMapping>
            </configuration>
            """);
    }

    private static string GlobalPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What the test host sets for itself would follow into the build.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment.Remove("NUGET_PACKAGES");

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} in {folder} exited with {process.ExitCode}:\n{output}\n{await error}");
        return output;
    }
}
