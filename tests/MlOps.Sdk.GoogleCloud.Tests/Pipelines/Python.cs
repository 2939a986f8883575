using System.ComponentModel;
using System.Diagnostics;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>The emulated Dataflow executes expressions by <c>python3</c>, which a machine may lack.</summary>
internal static class Python
{
    private static readonly Lazy<bool> s_isThere = new(() =>
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("python3", "--version") { RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    });

    public static void SkipIfMissing() => Assert.SkipUnless(s_isThere.Value, "python3 is not on the PATH.");
}
