using System.Runtime.InteropServices;

namespace MlOps.Sdk.Training.Learners;

/// <summary>OpenMP's native library, which LightGBM's needs and Microsoft's container images don't have.</summary>
internal static class OpenMP
{
    private const string Library = "libgomp.so.1";

    /// <summary>Loads the library that lies beside the application, if the system has none.</summary>
    /// <remarks>Linux's loader doesn't look there for what LightGBM's library needs, but takes a library of the right name that is in the process already.</remarks>
    public static void Load()
    {
        if (OperatingSystem.IsLinux() && !NativeLibrary.TryLoad(Library, out _))
            NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, Library), out _);
    }
}
