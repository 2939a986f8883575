using System.Numerics;
using System.Runtime.InteropServices;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Models;

/// <summary>The weighted sums of a layer's units.</summary>
/// <remarks>
/// The weights lie input by input, so that the units of a vector register are summed side by side, each in the order of its inputs: every machine rounds alike,
/// however wide its registers are.
/// </remarks>
internal sealed class DenseSums
{
    private readonly double[] _weights;
    private readonly double[] _biases;

    private DenseSums(double[][] weights, double[] biases, int inputs)
    {
        Inputs = inputs;
        Units = biases.Length;
        _biases = biases;
        _weights = new double[inputs * Units];
        for (int unit = 0; unit < Units; unit++)
        {
            for (int input = 0; input < inputs; input++)
                _weights[(input * Units) + unit] = weights[unit][input];
        }
    }

    public int Inputs { get; }

    public int Units { get; }

    /// <param name="what">The layer, for messages.</param>
    /// <param name="weights">One list for each unit.</param>
    /// <param name="biases">One for each unit.</param>
    /// <param name="inputs">How many numbers enter.</param>
    /// <exception cref="ModelBundleException">There are too many or too few of them, or one isn't finite.</exception>
    public static DenseSums Of(string what, ValueList<ValueList<double>> weights, ValueList<double> biases, int inputs)
    {
        if (biases is null || biases.Count < 1)
            throw ScorerParameters.Invalid($"{what}: there must be at least one unit");
        if (weights is null || weights.Count != biases.Count)
            throw ScorerParameters.Invalid($"{what}: there are {weights?.Count ?? 0} lists of weights for {biases.Count} biases");
        if ((long)inputs * biases.Count > Array.MaxLength)
            throw ScorerParameters.Invalid($"{what}: {biases.Count} units with {inputs} weights each are too many");
        ScorerParameters.RequireFinite($"{what}: biases", biases);
        foreach (ValueList<double> unit in weights)
        {
            if (unit is null || unit.Count != inputs)
                throw ScorerParameters.Invalid($"{what}: there are {unit?.Count ?? 0} weights of a unit that {inputs} numbers enter");
            ScorerParameters.RequireFinite($"{what}: weights", unit);
        }

        return new DenseSums([.. weights.Select(unit => unit.ToArray())], [.. biases], inputs);
    }

    /// <param name="entering">What enters; longer than need be.</param>
    /// <param name="sums">Receives the sums; longer than need be.</param>
    /// <param name="withBiases">Whether the sums begin at the biases, or at 0.</param>
    public void AddUp(ReadOnlySpan<double> entering, Span<double> sums, bool withBiases)
    {
        sums = sums[..Units];
        if (withBiases)
            _biases.CopyTo(sums);
        else
            sums.Clear();
        for (int input = 0; input < Inputs; input++)
            Add(entering[input], _weights.AsSpan(input * Units, Units), sums);
    }

    private static void Add(double value, ReadOnlySpan<double> weights, Span<double> sums)
    {
        ReadOnlySpan<Vector<double>> wideWeights = MemoryMarshal.Cast<double, Vector<double>>(weights);
        Span<Vector<double>> wideSums = MemoryMarshal.Cast<double, Vector<double>>(sums);
        // Multiplied, then added: fused to one rounding it would differ from machines that can't.
        for (int part = 0; part < wideSums.Length; part++)
            wideSums[part] += wideWeights[part] * value;
        for (int unit = wideSums.Length * Vector<double>.Count; unit < sums.Length; unit++)
            sums[unit] += weights[unit] * value;
    }
}
