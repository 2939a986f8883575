using System.Text.Json;
using System.Text.Json.Serialization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk;

/// <summary>What is trained: an algorithm and its settings.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "learner")]
[JsonDerivedType(typeof(LightGbmLearner), "lightGbm")]
[JsonDerivedType(typeof(FastTreeLearner), "fastTree")]
[JsonDerivedType(typeof(LinearLearner), "linear")]
[JsonDerivedType(typeof(SdcaLearner), "sdca")]
[JsonDerivedType(typeof(ProgramLearner), "program")]
[JsonDerivedType(typeof(BigQueryLinearLearner), "bigQueryLinear")]
[JsonDerivedType(typeof(BigQueryTreesLearner), "bigQueryTrees")]
[JsonDerivedType(typeof(BigQueryNetworkLearner), "bigQueryNetwork")]
[JsonDerivedType(typeof(OwnLearner), "own")]
[JsonDerivedType(typeof(ChosenLearner), "chosen")]
public abstract record Learner
{
    /// <summary>A short name, such as <c>lightgbm</c>; part of stage names.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>Its name and settings, the same in every culture: <c>lightgbm (trees 100, leaves 31, learningRate 0.1, minimumExamplesPerLeaf 20)</c>.</summary>
    public sealed override string ToString()
    {
        string settings = string.Join(", ", LearnerSettings.NamesOf(this)
            .Select(name => (name, value: LearnerSettings.Read(this, name)))
            .Where(setting => setting.value is not null)
            .Select(setting => $"{setting.name} {setting.value}"));
        return settings.Length == 0 ? Name : $"{Name} ({settings})";
    }

    /// <summary>Gradient-boosted trees grown leaf by leaf (LightGBM).</summary>
    /// <param name="trees">How many trees.</param>
    /// <param name="leaves">The most leaves that a tree may have.</param>
    /// <param name="learningRate">How much each tree contributes.</param>
    /// <param name="minimumExamplesPerLeaf">The fewest training rows in a leaf.</param>
    public static Learner LightGbm(int trees = 100, int leaves = 31, double learningRate = 0.1, int minimumExamplesPerLeaf = 20) =>
        new LightGbmLearner(trees, leaves, learningRate, minimumExamplesPerLeaf);

    /// <summary>Gradient-boosted trees (ML.NET's FastTree).</summary>
    /// <param name="trees">How many trees.</param>
    /// <param name="leaves">The most leaves that a tree may have.</param>
    /// <param name="learningRate">How much each tree contributes.</param>
    /// <param name="minimumExamplesPerLeaf">The fewest training rows in a leaf.</param>
    public static Learner FastTree(int trees = 100, int leaves = 20, double learningRate = 0.2, int minimumExamplesPerLeaf = 10) =>
        new FastTreeLearner(trees, leaves, learningRate, minimumExamplesPerLeaf);

    /// <summary>Logistic, softmax or least-squares regression, fitted to convergence (L-BFGS; ordinary least squares for regression).</summary>
    /// <param name="l2">The weight of the squared penalty.</param>
    public static Learner Linear(double l2 = 1) => new LinearLearner(l2);

    /// <summary>A linear model fitted by stochastic dual coordinate ascent; for many rows and sparse features.</summary>
    /// <param name="l2">The weight of the squared penalty; null lets the algorithm choose.</param>
    /// <param name="passes">The most passes over the data; null lets the algorithm choose.</param>
    public static Learner Sdca(double? l2 = null, int? passes = null) => new SdcaLearner(l2, passes);

    /// <summary>Logistic or linear regression, trained by BigQuery where the rows are; on Google Cloud only.</summary>
    /// <remarks>
    /// Of the rows none leave the warehouse but, for the evaluation, each one's label and score. BigQuery reports the weights, which are served like those of
    /// <see cref="Linear"/>. It stops before the last iteration if one betters the loss by less than a hundredth.
    /// </remarks>
    /// <param name="l1">The weight of the absolute penalty.</param>
    /// <param name="l2">The weight of the squared penalty.</param>
    /// <param name="maxIterations">The most iterations.</param>
    public static Learner BigQueryLinear(double l1 = 0, double l2 = 0, int maxIterations = 20) => new BigQueryLinearLearner(l1, l2, maxIterations);

    /// <summary>Gradient-boosted trees (XGBoost), trained by BigQuery where the rows are; on Google Cloud only.</summary>
    /// <remarks>BigQuery exports the trees to Cloud Storage; they are served like those of <see cref="LightGbm"/>, once they give what BigQuery predicts.</remarks>
    /// <param name="trees">How many trees; for several classes, of each class.</param>
    /// <param name="depth">The most questions from a tree's root to a leaf.</param>
    /// <param name="learningRate">How much each tree contributes.</param>
    /// <param name="minimumChildWeight">The least weight of the rows in a leaf: their number for regression, else the sum of p(1 − p).</param>
    /// <param name="subsample">The share of the rows that each tree is grown on.</param>
    /// <param name="l1">The weight of the absolute penalty on the leaves.</param>
    /// <param name="l2">The weight of the squared penalty on the leaves.</param>
    public static Learner BigQueryTrees(
        int trees = 100, int depth = 6, double learningRate = 0.1, int minimumChildWeight = 1, double subsample = 1, double l1 = 0, double l2 = 1) =>
        new BigQueryTreesLearner(trees, depth, learningRate, minimumChildWeight, subsample, l1, l2);

    /// <summary>A network of dense layers (TensorFlow), trained by BigQuery where the rows are; on Google Cloud only.</summary>
    /// <remarks>
    /// BigQuery exports the weights to Cloud Storage; they are served by the SDK, once they give what BigQuery predicts. The numbers are standardised before
    /// they come to BigQuery ML. Two trainings may differ: BigQuery takes no seed.
    /// </remarks>
    /// <param name="units">How many units each hidden layer has, from the features on; null for 64 and 32.</param>
    /// <param name="activation">What becomes of the sum of a hidden unit.</param>
    /// <param name="maxIterations">The most passes over the rows.</param>
    /// <param name="batchSize">How many rows each step looks at.</param>
    /// <param name="learningRate">How far each step goes (Adam).</param>
    /// <param name="dropout">The share of units that each step leaves out.</param>
    public static Learner BigQueryNetwork(
        IEnumerable<int>? units = null, Activation activation = Activation.Relu, int maxIterations = 20, int batchSize = 128, double learningRate = 0.001, double dropout = 0) =>
        new BigQueryNetworkLearner(units?.ToValueList() ?? [64, 32], activation, maxIterations, batchSize, learningRate, dropout);

    /// <summary>What a program of your own trains: XGBoost, scikit-learn, TensorFlow, in any language. It keeps the contract of <see cref="ProgramLearner"/>.</summary>
    /// <example><code>Learner.Program("python3", ["train.py"], files: ["train.py"], settings: new { Depth = 6 }, image: "…/my-trainer:1")</code></example>
    /// <param name="command">The program: one that is on the PATH, or one of <paramref name="files"/>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="files">
    /// The files that the program consists of, relative to the working directory or, if they aren't there, to the application's folder. They are part of the
    /// cache key as they are now: a changed script trains again. A changed package doesn't; name its version in <paramref name="settings"/> or <paramref name="image"/>.
    /// </param>
    /// <param name="settings">What the program finds as <c>settings</c> in its task; part of the cache key.</param>
    /// <param name="image">On Google Cloud, the container image to train in: made from the worker's image, with the program added. Null for the worker's own.</param>
    public static Learner Program(
        string command, IEnumerable<string>? arguments = null, IEnumerable<string>? files = null, object? settings = null, string? image = null) => new ProgramLearner(
            command,
            arguments?.ToValueList() ?? [],
            files?.Select(ProgramFile.Of).ToValueList() ?? [],
            settings is null ? null : JsonSerializer.Serialize(settings, settings.GetType(), PlanJson.Compact),
            image);
}

/// <summary>See <see cref="Learner.LightGbm"/>.</summary>
public sealed record LightGbmLearner(int Trees, int Leaves, double LearningRate, int MinimumExamplesPerLeaf) : Learner
{
    /// <inheritdoc />
    public override string Name => "lightgbm";
}

/// <summary>See <see cref="Learner.FastTree"/>.</summary>
public sealed record FastTreeLearner(int Trees, int Leaves, double LearningRate, int MinimumExamplesPerLeaf) : Learner
{
    /// <inheritdoc />
    public override string Name => "fasttree";
}

/// <summary>See <see cref="Learner.Linear"/>.</summary>
public sealed record LinearLearner(double L2) : Learner
{
    /// <inheritdoc />
    public override string Name => "linear";
}

/// <summary>See <see cref="Learner.Sdca"/>.</summary>
public sealed record SdcaLearner(double? L2 = null, int? Passes = null) : Learner
{
    /// <inheritdoc />
    public override string Name => "sdca";
}

/// <summary>What a trainer of the user's own trains; its settings are the trainer's.</summary>
/// <param name="Title">A short name in lower case, part of the stage's name.</param>
public sealed record OwnLearner(string Title) : Learner
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Name => Title;
}

/// <summary>The learner that a spot-check or a search chooses during the run.</summary>
public sealed record ChosenLearner : Learner
{
    /// <inheritdoc />
    [JsonIgnore]
    public override string Name => "chosen";
}
