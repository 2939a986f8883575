namespace MlOps.Sdk.Training.Programs;

/// <summary>What a program learns of the application's environment: where programs, libraries, folders and devices are, and nothing that may be secret.</summary>
internal static class ProgramEnvironment
{
    private static readonly string[] s_handedOn =
    [
        "PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH",
        "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CONDA_PREFIX", "PYENV_ROOT", "PYENV_VERSION", "DOTNET_ROOT", "JAVA_HOME", "R_HOME",
        "CUDA_HOME", "CUDA_VISIBLE_DEVICES", "NVIDIA_VISIBLE_DEVICES", "OMP_NUM_THREADS",
        "SystemRoot", "SystemDrive", "ComSpec", "PATHEXT", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "ProgramData", "ProgramFiles",
    ];

    public static void Apply(IDictionary<string, string?> environment, IReadOnlyDictionary<string, string> variables)
    {
        foreach (string name in environment.Keys.Where(name => !s_handedOn.Contains(name, StringComparer.OrdinalIgnoreCase)).ToArray())
            environment.Remove(name);
        foreach ((string name, string value) in variables)
            environment[name] = value;
        // Sets and dictionaries of strings are in the same order in every run, and lines are heard when they are printed.
        environment["PYTHONHASHSEED"] = "0";
        environment["PYTHONUNBUFFERED"] = "1";
        environment["PYTHONUTF8"] = "1";
    }
}
