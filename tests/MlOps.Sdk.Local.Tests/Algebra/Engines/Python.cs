using System.Diagnostics;
using System.Text;

namespace MlOps.Sdk.Local.Tests.Algebra.Engines;

/// <summary>The machine's python3.</summary>
internal static class Python
{
    public static bool IsInstalled { get; } = Find("python3") is not null;

    /// <summary>Starts one of the programs beside this page; it reads and writes lines. The time zone is one that would be noticed.</summary>
    public static Process Start(string program) => Process.Start(new ProcessStartInfo("python3", ["-c", Source(program)])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        StandardOutputEncoding = Encoding.UTF8,
        Environment = { ["PYTHONUTF8"] = "1", ["TZ"] = "America/New_York" },
    })!;

    /// <summary>Where a program stands on the PATH; null if nowhere.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    private static string Source(string program)
    {
        using StreamReader reader = new(typeof(Python).Assembly.GetManifestResourceStream($"MlOps.Sdk.Local.Tests.{program}")!);
        return reader.ReadToEnd();
    }
}
