using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Training;

/// <summary>Seeded training data with numbers, missing numbers and one-hot codes that say something of the label.</summary>
internal static class Matrices
{
    public const int Classes = 3;

    public static FeatureMatrix Create(TaskKind task, int rows = 2000, bool missing = false, int codes = 12, int seed = 7)
    {
        Random random = new(seed);
        float[] speed = new float[rows];
        float[] height = new float[rows];
        int[] maker = new int[rows];
        double[] signal = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            speed[row] = (float)(random.NextDouble() * 4 - 2);
            height[row] = (float)(random.NextDouble() * 2 - 1);
            maker[row] = random.Next(codes);
            signal[row] = speed[row] + (0.5 * height[row] * height[row]) + (maker[row] % 3 * 0.7) + (random.NextDouble() - 0.5);
            if (missing && random.Next(5) == 0)
                speed[row] = float.NaN;
            if (missing && random.Next(7) == 0)
                height[row] = float.NaN;
        }

        return new FeatureMatrix(
            [
                new FeatureSlots("Speed", 0, 1, speed, null),
                new FeatureSlots("Maker", 1, codes, null, maker),
                new FeatureSlots("Height", 1 + codes, 1, height, null),
            ],
            LabelOf(task, signal));
    }

    public static float[] Row(FeatureMatrix matrix, int row)
    {
        float[] vector = new float[matrix.Width];
        matrix.Read(row, vector);
        return vector;
    }

    /// <summary>The rows in blocks of so many, the last with what is left.</summary>
    public static IEnumerable<FeatureMatrix> Blocks(FeatureMatrix matrix, int rows)
    {
        for (int start = 0; start < matrix.Rows; start += rows)
        {
            Range part = start..Math.Min(start + rows, matrix.Rows);
            yield return new FeatureMatrix(
                [.. matrix.Features.Select(feature => feature with { Values = feature.Values?[part], Codes = feature.Codes?[part] })],
                matrix.Label switch
                {
                    LabelColumn.Truths truths => new LabelColumn.Truths(truths.Values[part]),
                    LabelColumn.Classes classes => new LabelColumn.Classes(classes.Codes[part], classes.Count),
                    _ => new LabelColumn.Numbers(((LabelColumn.Numbers)matrix.Label).Values[part]),
                });
        }
    }

    private static LabelColumn LabelOf(TaskKind task, double[] signal) => task switch
    {
        TaskKind.Binary => new LabelColumn.Truths([.. signal.Select(value => value > 0.9)]),
        TaskKind.Multiclass => new LabelColumn.Classes([.. signal.Select(value => value < 0 ? 0 : value < 1.5 ? 1 : 2)], Classes),
        _ => new LabelColumn.Numbers(signal),
    };
}
