using System.Globalization;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Core.Tests.Training;

/// <summary>A search by a model has to be worth its while: it comes nearer to the optimum than chance does.</summary>
public sealed class TuningMethodTests
{
    // All of it: MLOPS_SEARCHES=all dotnet test --filter TuningMethodTests
    private static readonly int s_seeds = Environment.GetEnvironmentVariable("MLOPS_SEARCHES") == "all" ? 200 : 30;

    [Theory]
    [InlineData("Branin", 30, 1.2)]
    [InlineData("Branin", 60, 2)]
    [InlineData("Hartmann6", 60, 1.5)]
    public async Task The_model_misses_the_optimum_by_less_than_chance_does(string name, int trials, double margin)
    {
        TestFunction function = name == "Branin" ? TestFunction.Branin : TestFunction.Hartmann6;
        double[] model = await RegretsAsync(function, trials, SearchMethod.Bayesian);
        double[] chance = await RegretsAsync(function, trials, SearchMethod.Random);

        int wins = model.Zip(chance).Count(pair => pair.First < pair.Second);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}, {trials} trials, {s_seeds} seeds: by model {model.Average():0.000}, at random {chance.Average():0.000} ({chance.Average() / model.Average():0.0} times), medians {Median(model):0.000} and {Median(chance):0.000}, better in {wins}"));
        Assert.True(chance.Average() > margin * model.Average(), "The model is no better than chance.");
        Assert.True(wins > 0.6 * s_seeds, "The model is seldom better than chance.");
    }

    private static async Task<double[]> RegretsAsync(TestFunction function, int trials, SearchMethod method)
    {
        List<double> regrets = [];
        for (int seed = 1; seed <= s_seeds; seed++)
        {
            SearchBench bench = new(function.At);
            TuningPlan plan = SearchBench.Plan(trials, function.Space()) with { Method = method, Halvings = 0, Seed = seed };
            Tuning tuning = await bench.RunAsync(plan);
            regrets.Add(function.Optimum - tuning.Trials[tuning.Best - 1].Rungs[^1].Score);
        }

        return [.. regrets];
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
