using System.Text.Json;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.GoogleCloud.Tests.Pipelines;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Training;

/// <summary>Boosters that XGBoost itself trains, once for all tests.</summary>
public sealed class Boosters : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-boosters-");

    public Boosters()
    {
        Python.SkipWithoutXgboost();
        (int exit, string errors) = Python.Run(Python.Preferred, Path.Combine(AppContext.BaseDirectory, "Training", "BigQuery", "train_boosters.py"), _folder.FullName);
        Assert.True(exit == 0, errors);
    }

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
}
