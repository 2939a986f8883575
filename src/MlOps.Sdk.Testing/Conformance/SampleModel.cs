using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>A model that multiplies by a factor and adds one.</summary>
internal static class SampleModel
{
    public const string Instance = """{"Speed":2}""";

    /// <param name="fixture">Where it is put.</param>
    /// <param name="version">Its version.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="golden">What the golden row says of a speed of 2; the right score if null.</param>
    public static async Task<ModelVersion> WriteAsync(StageFixture fixture, int version, double factor, float? golden = null)
    {
        ValueList<Evaluation> evaluations = [new Evaluation(SplitName.Test, TaskKind.Regression, 1, [new Metric("RSquared", 1)])];
        ModelManifest manifest = new()
        {
            Task = TaskKind.Regression,
            Learner = new LinearLearner(0),
            Label = "Cost",
            Instance = new Schema([new Column("Speed", DataType.Double, Nullable: false)]),
            Features = [new FittedFeature("Speed", new ColumnNode("Speed", DataType.Double, false))],
            Evaluations = evaluations,
            Lineage = new ModelLineage("test", "train", new string('0', 64), new string('1', 64), new string('2', 64), "1.0.0"),
        };
        LinearParameters parameters = new() { FeatureCount = 1, Transform = ScoreTransform.Identity, Biases = [1], Weights = [[factor]] };
        string folder = Path.Combine(fixture.Root, "work", $"bundle-{Guid.NewGuid():N}");
        ModelBundleWriter.Write(folder, manifest, parameters, [new GoldenRow(Instance, [2], [golden ?? (float)((2 * factor) + 1)])]);
        DataFile bundle = await fixture.AddAsync(folder);
        return new ModelVersion("birds", version, bundle, evaluations[0]);
    }
}
