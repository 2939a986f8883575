using MlOps.Sdk.Core.Tests.Models.Xgboost;

namespace MlOps.Sdk.Local.Tests.Training.Programs;

/// <summary>Programs of a test's own, beside the application, where pipelines find them.</summary>
internal sealed class ProgramScripts : IDisposable
{
    private readonly string _folder = $"programs-{Guid.NewGuid():N}";

    public static Learner Stumps(object? settings = null) => Python("Training/Programs/stumps.py", settings);

    public static Learner Network(object? settings = null) => Python("Training/Programs/network.py", settings);

    public static Learner Logistic() => Python("Training/Programs/logistic.py");

    /// <summary>Trees of XGBoost, by a Python that has it.</summary>
    public static Learner Booster(object? settings = null) => Python("Training/Programs/booster.py", settings, XgboostPython.OrSkip());

    public static void SkipWithoutPython() => Assert.SkipUnless(Algebra.Engines.Python.IsInstalled, "python3 is not on the PATH.");

    /// <summary>A script for <c>sh</c>, which needs nothing else.</summary>
    public Learner Shell(string script, params string[] arguments)
    {
        string path = Write("train.sh", script);
        return Learner.Program("sh", [path, .. arguments], files: [path]);
    }

    /// <summary>A script for <c>sh</c> that leaves this as its model.</summary>
    public Learner Leaves(string scorer) => Shell($"cat > \"$MLOPS_SCORER\" <<'END'\n{scorer}\nEND\n");

    /// <summary>Writes a file; returns its path relative to the application's folder.</summary>
    public string Write(string name, string content)
    {
        string path = Path.Combine(AppContext.BaseDirectory, _folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return $"{_folder}/{name}";
    }

    public void Dispose()
    {
        if (Directory.Exists(Path.Combine(AppContext.BaseDirectory, _folder)))
            Directory.Delete(Path.Combine(AppContext.BaseDirectory, _folder), recursive: true);
    }

    private static Learner Python(string path, object? settings = null, string python = "python3") => Learner.Program(python, [path], files: [path], settings);
}
