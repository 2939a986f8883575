using System.Text.Json;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Core.Tests.Training;

/// <summary>A function whose greatest value is known, as the settings of a program.</summary>
internal sealed record TestFunction(string Name, (double Least, double Greatest)[] Ranges, double Optimum, Func<double[], double> Value)
{
    /// <summary>Two variables, three equal optima.</summary>
    /// <remarks>Surjanovic and Bingham, "Virtual Library of Simulation Experiments"; less is better there, so that its sign is turned.</remarks>
    public static TestFunction Branin { get; } = new("Branin", [(-5, 10), (0, 15)], -0.397887, x =>
    {
        double b = 5.1 / (4 * Math.PI * Math.PI);
        double c = 5 / Math.PI;
        double t = 1 / (8 * Math.PI);
        double parabola = x[1] - (b * x[0] * x[0]) + (c * x[0]) - 6;
        return -((parabola * parabola) + (10 * (1 - t) * Math.Cos(x[0])) + 10);
    });

    /// <summary>Six variables, six local optima.</summary>
    /// <remarks>Surjanovic and Bingham, "Virtual Library of Simulation Experiments"; less is better there, so that its sign is turned.</remarks>
    public static TestFunction Hartmann6 { get; } = new("Hartmann6", [.. Enumerable.Repeat((0d, 1d), 6)], 3.32237, x =>
    {
        double[] alpha = [1, 1.2, 3, 3.2];
        double[][] a = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]];
        double[][] p =
        [
            [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886], [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
            [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650], [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
        ];
        return Enumerable.Range(0, 4).Sum(i => alpha[i] * Math.Exp(-Enumerable.Range(0, 6).Sum(j => a[i][j] * Math.Pow(x[j] - p[i][j], 2))));
    });

    public SearchSpace Space() => new(
        Learner.Program("none", settings: Enumerable.Range(0, Ranges.Length).ToDictionary(index => $"x{index}", index => Ranges[index].Least)),
        Ranges.Select((range, index) => (SearchParameter)new RealParameter($"settings.x{index}", range.Least, range.Greatest)).ToValueList());

    public double At(Trial trial)
    {
        using JsonDocument settings = JsonDocument.Parse(((ProgramLearner)trial.Learner).Settings!);
        return Value([.. Enumerable.Range(0, Ranges.Length).Select(index => settings.RootElement.GetProperty($"x{index}").GetDouble())]);
    }
}
