using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Training;

/// <summary>Boosters that XGBoost itself trains, once for all tests.</summary>
public sealed class Boosters : IDisposable
{
    private static readonly string[] s_pythons = ["/usr/bin/python3", "python3"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-boosters-");

    public Boosters()
    {
        if (Python is null)
            return;
        (int exit, string errors) = Run(Python, Path.Combine(AppContext.BaseDirectory, "Training", "BigQuery", "train_boosters.py"), _folder.FullName);
        Assert.True(exit == 0, errors);
    }

    /// <summary>A Python that has XGBoost; null if there is none.</summary>
    public static string? Python { get; } = s_pythons.FirstOrDefault(python => Run(python, "-c", "import xgboost").Exit == 0);

    public static void SkipWithoutXgboost() => Assert.SkipWhen(Python is null, "no python3 here has xgboost: apt install python3-xgboost.");

    public byte[] Bytes(string kind) => File.ReadAllBytes(Path.Combine(_folder.FullName, kind + ".bst"));

    public (float[][] Rows, float[][] Predictions) Judged(string kind)
    {
        JsonElement judged = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.FullName, kind + ".json"))).RootElement;
        return (Numbers(judged.GetProperty("rows")), Numbers(judged.GetProperty("predictions")));
    }

    /// <summary>Five numbers as features, and a label.</summary>
    internal static FittedFeatures Features(params string[] classes)
    {
        ValueList<FittedFeature> features = Enumerable.Range(0, 5).Select(slot => new FittedFeature($"X{slot}", new ColumnNode($"X{slot}", DataType.Double, true))).ToValueList();
        return new FittedFeatures(features, new ColumnNode("Label", DataType.Boolean, false), new Schema([]), features, []) { Classes = classes.ToValueList() };
    }

    /// <summary>What the SDK makes of a booster.</summary>
    internal TreeEnsembleParameters Read(string kind, TaskKind task, string[]? classes = null, FittedFeatures? features = null) =>
        Parse(Bytes(kind), task, classes, features);

    internal static TreeEnsembleParameters Parse(byte[] bytes, TaskKind task, string[]? classes = null, FittedFeatures? features = null) => BoosterTrees.Of(
        BoosterFile.Read(bytes), new BoosterMetadata([.. Enumerable.Range(0, 5).Select(ModelColumn.NameOfSlot)], classes), task, features ?? Features());

    public void Dispose() => _folder.Delete(recursive: true);

    private static float[][] Numbers(JsonElement rows) =>
        [.. rows.EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.ValueKind == JsonValueKind.Null ? float.NaN : cell.GetSingle()).ToArray())];

    private static (int Exit, string Errors) Run(string program, params string[] arguments)
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
