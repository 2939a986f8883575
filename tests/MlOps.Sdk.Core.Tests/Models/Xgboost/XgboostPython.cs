using System.ComponentModel;
using System.Diagnostics;

namespace MlOps.Sdk.Core.Tests.Models.Xgboost;

/// <summary>A Python 3 that has XGBoost; the tests of other projects link this page.</summary>
internal static class XgboostPython
{
    // A python3 on the PATH that isn't Debian's may lack what is installed for that.
    private static readonly Lazy<string?> s_found = new(() => ((string[])["/usr/bin/python3", "python3"]).FirstOrDefault(HasXgboost));

    /// <summary>Its command; null if there is none.</summary>
    public static string? Found => s_found.Value;

    /// <summary>Its command; the test is skipped if there is none.</summary>
    public static string OrSkip()
    {
        Assert.SkipWhen(Found is null, "No python3 here has xgboost: apt install python3-xgboost.");
        return Found!;
    }

    private static bool HasXgboost(string python)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(python, ["-c", "import xgboost"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
