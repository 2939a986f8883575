using System.Numerics;
using System.Runtime.InteropServices;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>A layer of units of which each adds all inputs up; numbers are of 32 bits, as TensorFlow's.</summary>
internal sealed class DenseLayer
{
    public DenseLayer(int inputs, int units, Random random)
    {
        (Inputs, Units) = (inputs, units);
        (Kernel, KernelGradient) = (new float[inputs * units], new float[inputs * units]);
        (Bias, BiasGradient) = (new float[units], new float[units]);
        // Glorot and Bengio (2010), as TensorFlow's layers start; biases start at 0.
        float limit = MathF.Sqrt(6f / (inputs + units));
        foreach (ref float weight in Kernel.AsSpan())
            weight = ((2 * random.NextSingle()) - 1) * limit;
    }

    public int Inputs { get; }

    public int Units { get; }

    /// <summary>The weights: for each input those of all units.</summary>
    public float[] Kernel { get; }

    public float[] Bias { get; }

    /// <summary>What the rows since the last step add to the loss for each weight.</summary>
    public float[] KernelGradient { get; }

    public float[] BiasGradient { get; }

    public void Forward(ReadOnlySpan<float> inputs, Span<float> sums)
    {
        Bias.CopyTo(sums);
        for (int i = 0; i < inputs.Length; i++)
            Add(sums, Row(Kernel, i), inputs[i]);
    }

    /// <summary>Adds to the gradients, and tells what the loss is by the inputs unless that is empty.</summary>
    public void Backward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> bySums, Span<float> byInputs)
    {
        Add(BiasGradient, bySums, 1);
        for (int i = 0; i < inputs.Length; i++)
            Add(Row(KernelGradient, i), bySums, inputs[i]);
        for (int i = 0; i < byInputs.Length; i++)
            byInputs[i] = Product(Row(Kernel, i), bySums);
    }

    private Span<float> Row(float[] kernel, int input) => kernel.AsSpan(input * Units, Units);

    private static void Add(Span<float> sums, ReadOnlySpan<float> values, float factor)
    {
        if (factor == 0)
            return;
        Span<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(sums);
        ReadOnlySpan<Vector<float>> wideValues = MemoryMarshal.Cast<float, Vector<float>>(values);
        for (int i = 0; i < wide.Length; i++)
            wide[i] += wideValues[i] * factor;
        for (int i = wide.Length * Vector<float>.Count; i < sums.Length; i++)
            sums[i] += values[i] * factor;
    }

    private static float Product(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        ReadOnlySpan<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(one);
        ReadOnlySpan<Vector<float>> wideOther = MemoryMarshal.Cast<float, Vector<float>>(other);
        Vector<float> sums = Vector<float>.Zero;
        for (int i = 0; i < wide.Length; i++)
            sums += wide[i] * wideOther[i];
        float sum = Vector.Sum(sums);
        for (int i = wide.Length * Vector<float>.Count; i < one.Length; i++)
            sum += one[i] * other[i];
        return sum;
    }
}
