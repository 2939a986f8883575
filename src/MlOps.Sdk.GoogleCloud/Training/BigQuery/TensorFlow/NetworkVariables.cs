using System.Globalization;
using System.Text.RegularExpressions;

namespace MlOps.Sdk.Training;

/// <summary>The weights of TensorFlow's own dense classifier or regressor (<c>tf.estimator</c>), which BigQuery ML trains.</summary>
/// <param name="Layers">The layers, the last of which gives the logits.</param>
internal sealed partial record NetworkVariables(IReadOnlyList<LayerVariables> Layers)
{
    /// <param name="bundle">The variables.</param>
    /// <param name="inputs">How many columns the network looks at.</param>
    /// <exception cref="InvalidDataException">They are not those of such a network.</exception>
    public static NetworkVariables Read(VariableBundle bundle, int inputs)
    {
        string[] hidden =
        [
            .. bundle.Names.Select(name => (name, match: Hidden().Match(name))).Where(each => each.match.Success)
                .OrderBy(each => int.Parse(each.match.Groups[1].Value, CultureInfo.InvariantCulture)).Select(each => each.name),
        ];
        string logits = bundle.Names.SingleOrDefault(name => name is "logits/kernel" || name.EndsWith("/logits/kernel", StringComparison.Ordinal))
            ?? throw new InvalidDataException($"it has no variable '…/logits/kernel' among {string.Join(", ", bundle.Names.Order(StringComparer.Ordinal))}");
        List<LayerVariables> layers = [];
        foreach (string kernel in hidden.Append(logits))
        {
            string bias = string.Concat(kernel.AsSpan(0, kernel.Length - "kernel".Length), "bias");
            int units = bundle.LengthOf(bias) ?? throw new InvalidDataException($"it has no variable '{bias}'");
            layers.Add(new LayerVariables(inputs, units, bundle.Read(kernel, inputs, units), bundle.Read(bias, units)));
            inputs = units;
        }

        return new NetworkVariables(layers);
    }

    [GeneratedRegex("(?:^|/)hiddenlayer_([0-9]+)/kernel$", RegexOptions.CultureInvariant)]
    private static partial Regex Hidden();
}

/// <summary>A dense layer.</summary>
/// <param name="Inputs">How many numbers enter.</param>
/// <param name="Units">How many come out.</param>
/// <param name="Kernel">For each input, the weight of each unit.</param>
/// <param name="Bias">What is added to each unit.</param>
internal sealed record LayerVariables(int Inputs, int Units, float[] Kernel, float[] Bias)
{
    public double Weight(int input, int unit) => Kernel[(input * Units) + unit];
}
