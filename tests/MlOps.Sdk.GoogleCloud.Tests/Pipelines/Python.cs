using System.ComponentModel;
using System.Diagnostics;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>The emulated Dataflow executes expressions by Python, and the emulated BigQuery ML trains trees by its XGBoost; a machine may lack them.</summary>
internal static class Python
{
    private static readonly Lazy<bool> s_isThere = new(() => Run("python3", "--version").Exit == 0);

    private static readonly Lazy<string?> s_withXgboost =
        new(() => ((string[])["/usr/bin/python3", "python3"]).FirstOrDefault(python => Run(python, "-c", "import xgboost").Exit == 0));

    /// <summary>One that has XGBoost, if there is one.</summary>
    public static string Preferred => s_withXgboost.Value ?? "python3";

    public static void SkipIfMissing() => Assert.SkipUnless(s_isThere.Value, "python3 is not on the PATH.");

    public static void SkipWithoutXgboost() => Assert.SkipWhen(s_withXgboost.Value is null, "No python3 here has xgboost: apt install python3-xgboost.");

    /// <summary>Runs a program to its end.</summary>
    public static (int Exit, string Errors) Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, errors);
        }
        catch (Win32Exception exception)
        {
            return (-1, exception.Message);
        }
    }
}
