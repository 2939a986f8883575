using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Benchmarks.Serving;

/// <summary>A model of the size that LightGBM trains by default: 100 trees of 31 leaves over seven numbers and three one-hot categories.</summary>
internal static class ServedEnsemble
{
    private const int Numbers = 7;
    private const int Categories = 3;
    private const int Vocabulary = 50;
    private const int Width = Numbers + (Categories * (Vocabulary + 1));

    /// <summary>Instances as JSON, each different: a processor soon knows its way through trees that it walks the same way each time.</summary>
    public static IReadOnlyList<string> Instances(int count)
    {
        Random random = new(2);
        return
        [
            .. Enumerable.Range(0, count).Select(_ =>
            {
                IEnumerable<string> numbers = Enumerable.Range(0, Numbers).Select(i => FormattableString.Invariant($"\"Number{i}\":{Math.Round(random.NextDouble() * 100, 2)}"));
                IEnumerable<string> categories = Enumerable.Range(0, Categories).Select(i => FormattableString.Invariant($"\"Category{i}\":\"value-{random.Next(60)}\""));
                return $"{{{string.Join(',', numbers.Concat(categories))}}}";
            }),
        ];
    }

    public static void Write(string folder)
    {
        Random random = new(1);
        TreeEnsembleParameters parameters = new()
        {
            FeatureCount = Width,
            Transform = ScoreTransform.Logistic,
            Biases = [0],
            Trees = Enumerable.Range(0, 100).Select(_ => Grow(random, leaves: 31)).ToValueList(),
        };
        IEnumerable<FittedFeature> numbers = Enumerable.Range(0, Numbers)
            .Select(i => new FittedFeature($"Number{i}", new ColumnNode($"Number{i}", DataType.Double, Nullable: true)));
        IEnumerable<FittedFeature> categories = Enumerable.Range(0, Categories).Select(i => new FittedFeature(
            $"Category{i}",
            new CallNode(
                "vocabulary_index",
                [new ColumnNode($"Category{i}", DataType.String, Nullable: true), .. Enumerable.Range(0, Vocabulary).Select(v => ConstantNode.Of($"value-{v}"))],
                DataType.Int64,
                Nullable: false),
            Vocabulary + 1));
        FittedFeature[] features = [.. numbers, .. categories];
        ModelManifest manifest = new()
        {
            Task = TaskKind.Binary,
            Learner = Learner.LightGbm(),
            Label = "Late",
            Classes = ["false", "true"],
            Instance = new Schema(features.Select(feature => new Column(feature.Name, feature.Width == 1 ? DataType.Double : DataType.String)).ToValueList()),
            Features = [.. features],
            Evaluations = [],
            Lineage = new ModelLineage("benchmark", "train", "", "", "", ""),
        };
        ModelBundleWriter.Write(folder, manifest, parameters, [Golden(parameters.CreateScorer())]);
    }

    // All values absent: NaN for the numbers, the last slot for each category.
    private static GoldenRow Golden(IScorer scorer)
    {
        float[] vector = new float[Width];
        vector.AsSpan(0, Numbers).Fill(float.NaN);
        for (int category = 1; category <= Categories; category++)
            vector[Numbers + (category * (Vocabulary + 1)) - 1] = 1;
        float[] scores = new float[1];
        scorer.Score(vector, scores);
        return new GoldenRow("{}", [.. vector], [.. scores]);
    }

    // Splits a leaf by chance until there are enough, as LightGBM splits the best.
    private static DecisionTree Grow(Random random, int leaves)
    {
        int nodes = leaves - 1;
        int[] features = new int[nodes];
        float[] thresholds = new float[nodes];
        int[][] children = [new int[nodes], new int[nodes]];
        List<(int Parent, int Side)> open = [(-1, 0)];
        for (int node = 0; node < nodes; node++)
        {
            int chosen = random.Next(open.Count);
            (int parent, int side) = open[chosen];
            open.RemoveAt(chosen);
            if (parent >= 0)
                children[side][parent] = node;
            features[node] = random.Next(Width);
            thresholds[node] = features[node] < Numbers ? random.NextSingle() * 100 : 0.5f;
            open.AddRange([(node, 0), (node, 1)]);
        }

        for (int leaf = 0; leaf < open.Count; leaf++)
            children[open[leaf].Side][open[leaf].Parent] = ~leaf;
        return new DecisionTree(
            0, [.. features], [.. thresholds], [.. children[0]], [.. children[1]], [], open.Select(_ => (random.NextDouble() * 0.2) - 0.1).ToValueList());
    }
}
