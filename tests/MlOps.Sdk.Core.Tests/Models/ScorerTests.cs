using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Models;

public sealed class ScorerTests
{
    // Node 0: slot 0 <= 1 ? node 1 : leaf 2; node 1: slot 1 <= -2 ? leaf 0 : leaf 1, missing left.
    private static readonly DecisionTree Tree = new(0, [0, 1], [1f, -2f], [1, ~0], [~2, ~1], [1], [10, 20, 30]);

    [Theory]
    [InlineData(1f, -2f, 10)]
    [InlineData(1f, -1.9f, 20)]
    [InlineData(1.1f, -2f, 30)]
    [InlineData(0f, float.NaN, 10)]
    [InlineData(float.NaN, 0f, 30)]
    [InlineData(float.NegativeInfinity, float.PositiveInfinity, 20)]
    public void A_tree_is_walked_to_the_leaf(float first, float second, float expected)
    {
        Assert.Equal([expected + 0.5f], Score(Trees(Tree), first, second));
    }

    [Fact]
    public void Each_tree_adds_to_its_score()
    {
        TreeEnsembleParameters trees = Trees(Tree, Tree with { Score = 1, Leaves = [1, 2, 3] }, new DecisionTree(1, [], [], [], [], [], [7])) with
        {
            Transform = ScoreTransform.Softmax,
            Biases = [-20, 2.5],
        };

        // Sums: 10 − 20 = −10 and 1 + 7 + 2.5 = 10.5.
        float[] scores = Score(trees, 0, -3);
        Assert.Equal(1 / (1 + Math.Exp(20.5)), scores[0], 1e-12);
        Assert.Equal(1, scores.Sum(), 1e-6);
    }

    [Fact]
    public void A_sum_becomes_a_probability_by_slope_and_offset()
    {
        LinearParameters linear = Linear([2, -1]) with { Transform = ScoreTransform.Logistic, Slope = -0.5, Offset = 0.25 };

        Assert.Equal(1 / (1 + Math.Exp((-0.5 * ((2 * 3) - 4 + 1)) + 0.25)), Score(linear, 3, 4)[0], 1e-7);
    }

    [Fact]
    public void Great_sums_overflow_neither_to_infinity_nor_to_NaN()
    {
        LinearParameters linear = Linear([1e30, 0], [0, 0]) with { Transform = ScoreTransform.Softmax };
        Assert.Equal([1f, 0f], Score(linear, 1, 0));
        Assert.Equal([0f, 1f], Score(linear, -1, 0));
        Assert.Equal([0f], Score(Linear([1e30, 0]) with { Transform = ScoreTransform.Logistic }, -1, 0));
    }

    [Fact]
    public void Spans_of_another_length_are_refused()
    {
        IScorer scorer = Trees(Tree).CreateScorer();
        Assert.Throws<ArgumentException>(() => scorer.Score(new float[3], new float[1]));
        Assert.Throws<ArgumentException>(() => scorer.Score(new float[2], new float[2]));
    }

    [Fact]
    public void Parameters_survive_JSON_without_loss()
    {
        ScorerParameters[] all = [Trees(Tree with { Thresholds = [0.1f, float.PositiveInfinity], Leaves = [0.1, 1e-300, -0.0] }), Linear([0.1, 1 / 3.0]), Networks.Documented];
        foreach (ScorerParameters parameters in all)
        {
            string json = JsonSerializer.Serialize(parameters, PlanJson.Compact);
            Assert.Equal(parameters, JsonSerializer.Deserialize<ScorerParameters>(json, PlanJson.Compact));
        }
    }

    public static TheoryData<string, ScorerParameters> Contradictions => new()
    {
        { "the child 2", Trees(Tree with { Left = [2, ~0] }) },
        { "the child -4", Trees(Tree with { Right = [~3, ~1] }) },
        { "two parents", Trees(Tree with { Left = [1, 0] }) },
        { "two parents", Trees(Tree with { Left = [1, 1] }) },
        { "two parents", Trees(Tree with { Right = [1, ~1] }) },
        { "looks at feature 2", Trees(Tree with { Features = [0, 2] }) },
        { "looks at feature -1", Trees(Tree with { Features = [-1, 0] }) },
        { "differ in length", Trees(Tree with { Thresholds = [1f] }) },
        { "no leaf", Trees(new DecisionTree(0, [], [], [], [], [], [])) },
        { "adds to score 1", Trees(Tree with { Score = 1 }) },
        { "adds to score -1", Trees(Tree with { Score = -1 }) },
        { "missingLeft names node 2", Trees(Tree with { MissingLeft = [2] }) },
        { "a threshold is NaN", Trees(Tree with { Thresholds = [float.NaN, 0] }) },
        { "the leaves of tree 0 must be finite", Trees(Tree with { Leaves = [1, 2, double.NaN] }) },
        { "featureCount must be at least 1", Trees(Tree) with { FeatureCount = 0 } },
        { "at least one bias", Trees(Tree) with { Biases = [] } },
        { "there are 2 biases", Trees(Tree) with { Biases = [1, 2] } },
        { "biases must be finite", Linear([1, 2]) with { Biases = [double.PositiveInfinity] } },
        { "there is 1 bias", Linear([1, 2]) with { Transform = ScoreTransform.Softmax } },
        { "1 weights for 2 features", Linear([1]) },
        { "weights must be finite", Linear([1, double.NaN]) },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Contradicting_parameters_are_refused(string problem, ScorerParameters parameters)
    {
        ModelBundleException error = Assert.Throws<ModelBundleException>(parameters.CreateScorer);

        Assert.StartsWith("scorer.json: ", error.Message);
        Assert.Contains(problem, error.Message);
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_nodes_is_walked_without_recursion()
    {
        int nodes = 100_000;
        DecisionTree chain = new(
            0,
            Enumerable.Repeat(0, nodes).ToValueList(),
            Enumerable.Range(0, nodes).Select(node => (float)node).ToValueList(),
            Enumerable.Range(0, nodes).Select(node => ~node).ToValueList(),
            Enumerable.Range(1, nodes).Select(node => node < nodes ? node : ~nodes).ToValueList(),
            [],
            Enumerable.Range(0, nodes + 1).Select(leaf => (double)leaf).ToValueList());

        Assert.Equal([99_999.5f], Score(Trees(chain), 99_998.5f, 0));
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        IScorer scorer = Trees(Tree).CreateScorer();
        float[] vector = [1, 2], scores = [0];
        scorer.Score(vector, scores);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < 100; call++)
            scorer.Score(vector, scores);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static float[] Score(ScorerParameters parameters, params float[] vector)
    {
        IScorer scorer = parameters.CreateScorer();
        float[] scores = new float[scorer.ScoreCount];
        scorer.Score(vector, scores);
        return scores;
    }

    private static TreeEnsembleParameters Trees(params DecisionTree[] trees) =>
        new() { FeatureCount = 2, Transform = ScoreTransform.Identity, Biases = [0.5], Trees = [.. trees] };

    private static LinearParameters Linear(params double[][] weights) => new()
    {
        FeatureCount = 2,
        Transform = ScoreTransform.Identity,
        Biases = Enumerable.Repeat(1.0, weights.Length).ToValueList(),
        Weights = weights.Select(row => row.ToValueList()).ToValueList(),
    };
}
