using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Core.Tests.Models;

/// <summary>A small model of two columns, and a folder to write it to that is deleted afterwards.</summary>
internal sealed class Bundles : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("bundle").FullName;

    // 1 if Speed (missing counts as slow) <= 2, else 5; plus 0.25 for a night flight.
    public static TreeEnsembleParameters Scorer { get; } = new()
    {
        FeatureCount = 2,
        Transform = ScoreTransform.Identity,
        Biases = [0],
        Trees = [new(0, [0], [2f], [~0], [~1], [0], [1, 5]), new(0, [1], [0.5f], [~0], [~1], [], [0, 0.25])],
    };

    public static ModelManifest Manifest { get; } = new()
    {
        Task = TaskKind.Regression,
        Learner = Learner.LightGbm(),
        Label = "Cost",
        Instance = new Schema([new Column("Speed", DataType.Double), new Column("Night", DataType.Double, Nullable: false)]),
        Features =
        [
            new FittedFeature("Speed", new ColumnNode("Speed", DataType.Double, true)),
            new FittedFeature("Night", new ColumnNode("Night", DataType.Double, false)),
        ],
        Evaluations = [new RegressionMetrics { RSquared = 0.5 }.ToEvaluation("test", 1200)],
        Lineage = new ModelLineage("birds", "train", "k", "d", "f", "0.1.0"),
    };

    public static ValueList<GoldenRow> Golden { get; } =
    [
        new("""{"Speed":1.5,"Night":0}""", [1.5f, 0], [1]),
        new("""{"Speed":null,"Night":1}""", [float.NaN, 1], [1.25f]),
        new("""{"Night":1,"Speed":3}""", [3, 1], [5.25f]),
    ];

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public void Write() => ModelBundleWriter.Write(Folder, Manifest, Scorer, Golden);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
