using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Serving.Tests;

/// <summary>Small models, made by hand, whose predictions can be worked out on paper.</summary>
internal static class Bundles
{
    public static readonly Schema Instance = new(
    [
        new Column("Speed", DataType.Double, Nullable: false),
        new Column("Engines", DataType.Int64),
        new Column("Make", DataType.String),
        new Column("Seen", DataType.Timestamp),
    ]);

    private static readonly ValueList<FittedFeature> Features =
    [
        new FittedFeature("Speed", new ColumnNode("Speed", DataType.Double, Nullable: false)),
        new FittedFeature("Engines", new CastNode(new ColumnNode("Engines", DataType.Int64, Nullable: true), DataType.Double)),
        new FittedFeature(
            "Make",
            new CallNode(
                "vocabulary_index",
                [new ColumnNode("Make", DataType.String, Nullable: true), ConstantNode.Of("Cessna"), ConstantNode.Of("Boeing")],
                DataType.Int64,
                Nullable: false),
            Width: 3),
    ];

    /// <summary>A tree: up to a speed of 100 the probability is 1 / (1 + e^2), above it 1 / (1 + e^-2).</summary>
    public static void WriteBinary(string folder) => Write(
        folder,
        TaskKind.Binary,
        ["false", "true"],
        new TreeEnsembleParameters
        {
            FeatureCount = 5,
            Transform = ScoreTransform.Logistic,
            Biases = [0],
            Trees = [new DecisionTree(0, [0], [100f], [~0], [~1], [], [-2, 2])],
        });

    /// <summary>The class of the make has e times the odds of the others.</summary>
    public static void WriteMulticlass(string folder) => Write(
        folder,
        TaskKind.Multiclass,
        ["Adelie", "Chin\"strap", "Gentoo é"],
        new LinearParameters
        {
            FeatureCount = 5,
            Transform = ScoreTransform.Softmax,
            Biases = [0, 0, 0],
            Weights = [[0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1]],
        });

    /// <summary>value = speed + 10 × engines + bias; a missing number of engines makes it NaN.</summary>
    public static void WriteRegression(string folder, double bias = 0) => Write(
        folder,
        TaskKind.Regression,
        [],
        Regression(bias));

    public static LinearParameters Regression(double bias) =>
        new() { FeatureCount = 5, Transform = ScoreTransform.Identity, Biases = [bias], Weights = [[1, 10, 0, 0, 0]] };

    /// <summary>value = the number that a text holds.</summary>
    public static void WriteParsed(string folder)
    {
        LinearParameters parameters = new() { FeatureCount = 1, Transform = ScoreTransform.Identity, Biases = [0], Weights = [[1]] };
        ScalarNode number = new CallNode("parse_double", [new ColumnNode("Text", DataType.String, Nullable: false)], DataType.Double, Nullable: false);
        ModelManifest manifest = Manifest(TaskKind.Regression, []) with
        {
            Instance = new Schema([new Column("Text", DataType.String, Nullable: false)]),
            Features = [new FittedFeature("Number", number)],
        };
        ModelBundleWriter.Write(folder, manifest, parameters, [Golden(parameters.CreateScorer(), """{"Text":"1.46E+11"}""", [1.46E+11f])]);
    }

    private static ModelManifest Manifest(TaskKind task, ValueList<string> classes) => new()
    {
        Task = task,
        Learner = Learner.LightGbm(),
        Label = "Damage",
        Classes = classes,
        Instance = Instance,
        Features = Features,
        Evaluations = [new Evaluation("test", task, 100, [new Metric("Accuracy", 0.75), new Metric("Precision", double.NaN)])],
        Lineage = new ModelLineage("birds", "train", "key", "data", "features", "1.0.0"),
    };

    private static void Write(string folder, TaskKind task, ValueList<string> classes, ScorerParameters parameters)
    {
        IScorer scorer = parameters.CreateScorer();
        ModelBundleWriter.Write(folder, Manifest(task, classes), parameters,
        [
            Golden(scorer, """{"Speed":90.5,"Engines":2,"Make":"Cessna","Seen":"2024-01-01T00:00:00Z"}""", [90.5f, 2, 1, 0, 0]),
            Golden(scorer, """{"Speed":180,"Engines":4,"Make":"Airbus","Seen":null}""", [180, 4, 0, 0, 1]),
        ]);
    }

    private static GoldenRow Golden(IScorer scorer, string instance, float[] vector)
    {
        float[] scores = new float[scorer.ScoreCount];
        scorer.Score(vector, scores);
        return new GoldenRow(instance, [.. vector], [.. scores]);
    }
}
