using System.ComponentModel;
using System.Diagnostics;
using MlOps.Sdk.Core.Tests.Models.Xgboost;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>The emulated Dataflow executes expressions by Python, and the emulated BigQuery ML trains trees by its XGBoost; a machine may lack them.</summary>
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

    /// <summary>One that has XGBoost, if there is one.</summary>
    public static string Preferred => XgboostPython.Found ?? "python3";

    public static void SkipIfMissing() => Assert.SkipUnless(s_isThere.Value, "python3 is not on the PATH.");
}
