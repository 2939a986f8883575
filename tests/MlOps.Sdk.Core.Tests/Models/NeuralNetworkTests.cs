using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Models;

public sealed class NeuralNetworkTests
{
    [Fact]
    public void The_documented_network_gives_what_the_documentation_says()
    {
        const string Json = """
            {"scorer":"network","featureCount":2,"transform":"Logistic","biases":[-0.5],
             "layers":[{"weights":[[1,0.5],[0,-1],[2,2]],"biases":[0,0.25,-1],"activation":"Relu"}],"weights":[[1.5,-0.5,1]]}
            """;

        ScorerParameters parameters = JsonSerializer.Deserialize<ScorerParameters>(Json, PlanJson.Compact)!;

        Assert.Equal(Networks.Documented, parameters);
        Assert.Equal([(float)(1 / (1 + Math.Exp(-7.5)))], Score(parameters, 1, 2));
    }

    [Theory]
    [InlineData(Activation.Identity)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    public void Networks_of_any_width_give_bit_for_bit_what_the_sums_give_one_by_one(Activation activation)
    {
        int[][] shapes = [[1, 1], [3, 5, 1], [7, 16, 9, 3], [2, 33, 1], [130, 64, 32, 4], [600, 700, 2]];
        foreach (int[] shape in shapes)
        {
            NetworkParameters network = Networks.Of(shape.Sum(), activation, shape);
            Random random = new(1);
            float[] row = [.. Enumerable.Range(0, shape[0]).Select(_ => (float)((random.NextDouble() * 4) - 2))];

            Assert.Equal(OneByOne(network, row), Score(network, row));
        }
    }

    [Fact]
    public void A_missing_feature_gives_no_score()
    {
        foreach (Activation activation in Enum.GetValues<Activation>())
            Assert.All(Score(Networks.Of(1, activation, 3, 5, 2), 1, float.NaN, 2), score => Assert.True(float.IsNaN(score)));
    }

    [Fact]
    public void Sums_beyond_all_bounds_saturate()
    {
        NetworkParameters network = Networks.Documented with { Layers = [new DenseLayer([[1e200, 0]], [0], Activation.Sigmoid), new DenseLayer([[1e300]], [0], Activation.Tanh)], Weights = [[2]], Biases = [0] };

        Assert.Equal([(float)(1 / (1 + Math.Exp(-2)))], Score(network, 1, 0));
        Assert.Equal([0.5f], Score(network, -1, 0));
    }

    [Theory]
    [InlineData(3, 5, 2)]
    [InlineData(600, 700, 2)]
    public void Scoring_allocates_nothing(params int[] shape)
    {
        IScorer scorer = Networks.Of(1, Activation.Relu, shape).CreateScorer();
        float[] row = new float[shape[0]], scores = new float[shape[^1]];
        scorer.Score(row, scores);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < 100; call++)
            scorer.Score(row, scores);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    public static TheoryData<string, NetworkParameters> Contradictions
    {
        get
        {
            NetworkParameters sound = Networks.Documented;
            DenseLayer layer = sound.Layers[0];
            return new()
            {
                { "layer 0: there are 1 weights of a unit that 2 numbers enter", sound with { Layers = [layer with { Weights = [[1], [2], [3]] }] } },
                { "layer 0: there are 2 lists of weights for 3 biases", sound with { Layers = [layer with { Weights = [[1, 1], [2, 1]] }] } },
                { "layer 1: there are 2 weights of a unit that 3 numbers enter", sound with { Layers = [layer, layer] } },
                { "the scores: there are 2 weights of a unit that 3 numbers enter", sound with { Weights = [[1, 2]] } },
                { "the scores: there are 2 lists of weights for 1 biases", sound with { Weights = [[1, 2, 3], [1, 2, 3]] } },
                { "layer 0: there must be at least one unit", sound with { Layers = [new DenseLayer([], [], Activation.Relu)] } },
                { "layer 0: weights must be finite, one is NaN", sound with { Layers = [layer with { Weights = [[1, double.NaN], [1, 1], [1, 1]] }] } },
                { "layer 0: biases must be finite, one is Infinity", sound with { Layers = [layer with { Biases = [1, 2, double.PositiveInfinity] }] } },
                { "layer 0: the activation 9 is unknown", sound with { Layers = [layer with { Activation = (Activation)9 }] } },
                { "layer 0 is null", sound with { Layers = [null!] } },
                { "there are no layers", sound with { Layers = null! } },
                { "featureCount must be at least 1", sound with { FeatureCount = 0 } },
                { "there are 2 biases", sound with { Biases = [1, 2] } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Contradicting_parameters_are_refused(string problem, NetworkParameters parameters)
    {
        ModelBundleException error = Assert.Throws<ModelBundleException>(parameters.CreateScorer);

        Assert.StartsWith("scorer.json: ", error.Message);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    private static float[] Score(ScorerParameters parameters, params float[] row)
    {
        IScorer scorer = parameters.CreateScorer();
        float[] scores = new float[scorer.ScoreCount];
        scorer.Score(row, scores);
        return scores;
    }

    private static float[] OneByOne(NetworkParameters network, float[] row)
    {
        double[] entering = [.. row.Select(value => (double)value)];
        foreach (DenseLayer layer in network.Layers)
            entering = [.. layer.Weights.Zip(layer.Biases, (weights, bias) => Activate(layer.Activation, Sum(bias, weights, entering)))];
        double[] sums = [.. network.Weights.Zip(network.Biases, (weights, bias) => Sum(0, weights, entering) + bias)];
        if (network.Transform == ScoreTransform.Identity)
            return [(float)sums[0]];
        double[] powers = [.. sums.Select(sum => Math.Exp(sum - sums.Max()))];
        return [.. powers.Select(power => (float)(power / powers.Aggregate(0.0, (total, one) => total + one)))];
    }

    private static double Sum(double start, ValueList<double> weights, double[] entering) =>
        weights.Zip(entering).Aggregate(start, (sum, pair) => sum + (pair.First * pair.Second));

    private static double Activate(Activation activation, double sum) => activation switch
    {
        Activation.Relu => Math.Max(0, sum),
        Activation.Tanh => Math.Tanh(sum),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-sum)),
        _ => sum,
    };
}
