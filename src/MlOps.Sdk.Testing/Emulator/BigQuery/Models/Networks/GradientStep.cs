namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Networks;

/// <summary>Moves weights against their gradients, by one of TensorFlow's optimizers with its constants.</summary>
internal sealed class GradientStep(string optimizer, double rate)
{
    private const float FirstDecay = 0.9f;
    private const float SecondDecay = 0.999f;
    private const float Least = 1e-7f;

    // What Adagrad's sum of squares starts with.
    private const float FirstSquare = 0.1f;

    private readonly Dictionary<float[], (float[] First, float[] Second)> _moments = [];
    private int _steps;

    /// <summary>How many steps there were.</summary>
    public int Steps => _steps;

    /// <summary>Makes one step of a batch.</summary>
    /// <param name="network">The network; its gradients are 0 after.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="l1">What the size of a weight costs; those of biases cost nothing.</param>
    /// <param name="l2">What half of the square of a weight costs.</param>
    public void Step(DenseNetwork network, int rows, double l1, double l2)
    {
        _steps++;
        foreach (DenseLayer layer in network.Layers)
        {
            Step(layer.Kernel, layer.KernelGradient, rows, (float)l1, (float)l2);
            Step(layer.Bias, layer.BiasGradient, rows, 0, 0);
        }
    }

    private void Step(float[] weights, float[] gradient, int rows, float l1, float l2)
    {
        if (!_moments.TryGetValue(weights, out (float[] First, float[] Second) moments))
        {
            moments = (new float[weights.Length], new float[weights.Length]);
            if (optimizer == "ADAGRAD")
                Array.Fill(moments.Second, FirstSquare);
            _moments[weights] = moments;
        }

        // Adam's moments start at 0, which is made up for.
        float adam = (float)(rate * Math.Sqrt(1 - Math.Pow(SecondDecay, _steps)) / (1 - Math.Pow(FirstDecay, _steps)));
        for (int i = 0; i < weights.Length; i++)
        {
            float slope = (gradient[i] / rows) + (l1 * Math.Sign(weights[i])) + (l2 * weights[i]);
            gradient[i] = 0;
            ref float first = ref moments.First[i];
            ref float second = ref moments.Second[i];
            switch (optimizer)
            {
                case "ADAM":
                    first = (FirstDecay * first) + ((1 - FirstDecay) * slope);
                    second = (SecondDecay * second) + ((1 - SecondDecay) * slope * slope);
                    weights[i] -= adam * first / (MathF.Sqrt(second) + Least);
                    break;
                case "ADAGRAD":
                    second += slope * slope;
                    weights[i] -= (float)rate * slope / (MathF.Sqrt(second) + Least);
                    break;
                case "RMSPROP":
                    second = (FirstDecay * second) + ((1 - FirstDecay) * slope * slope);
                    weights[i] -= (float)rate * slope / (MathF.Sqrt(second) + Least);
                    break;
                default:
                    weights[i] -= (float)rate * slope;
                    break;
            }
        }
    }
}
