using System.Globalization;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>What the variables of a network may mean; what BigQuery predicts for the golden rows tells which is right.</summary>
/// <remarks>
/// Two things are in the exported graph only, not in its variables. Whether the deviation by which BigQuery divides is that of a sample (of the numbers it is
/// given, that of the population is 1). And which class a logit is for: exports list classes backwards.
/// </remarks>
/// <param name="variables">The weights.</param>
/// <param name="activation">What becomes of a hidden unit's sum.</param>
/// <param name="request">What was trained.</param>
/// <param name="columns">What the network looks at.</param>
internal sealed class NetworkReadings(NetworkVariables variables, Activation activation, TrainingRequest request, ValueList<ModelColumn> columns)
{
    private TaskKind Task => request.Plan.Task;

    private int Width => request.Features.Width();

    private int Classes => request.Features.Classes.Count;

    /// <exception cref="InvalidDataException">There is another number of logits than the task has.</exception>
    public IEnumerable<NetworkParameters> All()
    {
        double rows = request.Staged.RowsOf(SplitName.Train);
        double[] scales = [1, Math.Sqrt((rows - 1) / rows)];
        return scales.SelectMany(scale => Outputs(), Reading);
    }

    private NetworkParameters Reading(double scale, double[][] outputs)
    {
        LayerVariables last = variables.Layers[^1];
        List<DenseLayer> layers = [];
        for (int index = 0; index < variables.Layers.Count - 1; index++)
            layers.Add(index == 0 ? First(variables.Layers[0], scale) : Hidden(variables.Layers[index]));
        return new NetworkParameters
        {
            FeatureCount = Width,
            Transform = Task switch { TaskKind.Regression => ScoreTransform.Identity, TaskKind.Binary => ScoreTransform.Logistic, _ => ScoreTransform.Softmax },
            Layers = layers.ToValueList(),
            Biases = outputs.Select(output => Enumerable.Range(0, last.Units).Sum(logit => output[logit] * last.Bias[logit])).ToValueList(),
            Weights = outputs.Select(output => Enumerable.Range(0, last.Inputs)
                .Select(input => Enumerable.Range(0, last.Units).Sum(logit => output[logit] * last.Weight(input, logit))).ToValueList()).ToValueList(),
        };
    }

    // The first layer takes the vector as it is: w · scale · (x − m) / d is (w · scale / d) · x less a constant.
    private DenseLayer First(LayerVariables layer, double scale)
    {
        List<ValueList<double>> weights = [];
        List<double> biases = [];
        for (int unit = 0; unit < layer.Units; unit++)
        {
            double[] ofSlots = new double[Width];
            double bias = layer.Bias[unit];
            for (int input = 0; input < layer.Inputs; input++)
            {
                ModelColumn column = columns[input];
                double weight = layer.Weight(input, unit) * scale / column.Deviation;
                ofSlots[column.Slot] = weight;
                bias -= weight * column.Mean;
            }

            weights.Add(ofSlots.ToValueList());
            biases.Add(bias);
        }

        return new DenseLayer(weights.ToValueList(), biases.ToValueList(), activation);
    }

    private DenseLayer Hidden(LayerVariables layer) => new(
        Enumerable.Range(0, layer.Units).Select(unit => Enumerable.Range(0, layer.Inputs).Select(input => layer.Weight(input, unit)).ToValueList()).ToValueList(),
        layer.Bias.Select(bias => (double)bias).ToValueList(),
        activation);

    // For each score, what it is of the logits.
    private IEnumerable<double[][]> Outputs()
    {
        int logits = variables.Layers[^1].Units;
        switch (Task)
        {
            case TaskKind.Regression when logits == 1:
                return [[[1.0]]];
            case TaskKind.Binary when logits == 1:
                return [[[-1.0]], [[1.0]]];
            // The odds of two classes are those of the difference.
            case TaskKind.Binary when logits == 2:
                return [[[1.0, -1.0]], [[-1.0, 1.0]]];
            case TaskKind.Multiclass when logits == Classes:
                return Orders(logits).Select(order => order.Select(logit => Enumerable.Range(0, logits).Select(each => each == logit ? 1.0 : 0).ToArray()).ToArray());
            default:
                throw new InvalidDataException($"it gives {logits} logits for {(Task == TaskKind.Multiclass ? $"{Classes} classes" : $"{Task}")}");
        }
    }

    // Which logit is that of each class, whose codes are numbers or texts to whoever sorts them.
    private static IEnumerable<int[]> Orders(int classes)
    {
        int[] asNumbers = [.. Enumerable.Range(0, classes)];
        int[] asTexts = [.. asNumbers.OrderBy(code => code.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal)];
        int[][] listed = [[.. asTexts.Reverse()], [.. asNumbers.Reverse()], asTexts, asNumbers];
        return listed.Select(order => asNumbers.Select(code => Array.IndexOf(order, code)).ToArray());
    }
}
