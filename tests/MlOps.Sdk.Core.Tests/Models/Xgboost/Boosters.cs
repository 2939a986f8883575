using System.Diagnostics;
using System.Text.Json;
using MlOps.Sdk.Models;

namespace MlOps.Sdk.Core.Tests.Models.Xgboost;

/// <summary>Boosters that XGBoost itself trains, once for all tests.</summary>
public sealed class Boosters : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-boosters-");

    public Boosters()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Models", "Xgboost", "train_boosters.py");
        using Process process = Process.Start(new ProcessStartInfo(XgboostPython.OrSkip(), [program, _folder.FullName]) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }

    /// <summary>A file that XGBoost has saved: <c>two.bst</c> in its binary format, <c>two.json</c>.</summary>
    public byte[] Saved(string name) => File.ReadAllBytes(Path.Combine(_folder.FullName, name));

    public XgboostModel Read(string name) => XgboostModel.Parse(Saved(name));

    /// <summary>Rows, and what XGBoost predicts for each.</summary>
    public (float[][] Rows, float[][] Predictions) Judged(string kind)
    {
        JsonElement judged = JsonDocument.Parse(Saved(kind + ".judged")).RootElement;
        return (Numbers(judged.GetProperty("rows")), Numbers(judged.GetProperty("predictions")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static float[][] Numbers(JsonElement rows) =>
        [.. rows.EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.ValueKind == JsonValueKind.Null ? float.NaN : cell.GetSingle()).ToArray())];
}
