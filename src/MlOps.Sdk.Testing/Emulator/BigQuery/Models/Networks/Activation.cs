namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>What a hidden unit makes of its sum.</summary>
/// <param name="Name">As ACTIVATION_FN has it.</param>
/// <param name="Operation">TensorFlow's operation.</param>
/// <param name="Function">The function.</param>
/// <param name="Slope">Its derivative, by its value.</param>
internal sealed record Activation(string Name, string Operation, Func<float, float> Function, Func<float, float> Slope)
{
    private static readonly Activation[] All =
    [
        new("RELU", "Relu", x => Math.Max(x, 0), y => y > 0 ? 1 : 0),
        new("RELU6", "Relu6", x => Math.Clamp(x, 0, 6), y => y is > 0 and < 6 ? 1 : 0),
        new("ELU", "Elu", x => x > 0 ? x : MathF.Exp(x) - 1, y => y > 0 ? 1 : y + 1),
        new("SIGMOID", "Sigmoid", x => 1 / (1 + MathF.Exp(-x)), y => y * (1 - y)),
        new("TANH", "Tanh", MathF.Tanh, y => 1 - (y * y)),
    ];

    public static IEnumerable<string> Names => All.Select(each => each.Name);

    public static Activation Of(string name) => All.First(each => each.Name == name);
}
