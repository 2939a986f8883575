using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>What a model predicts for rows, beside what is true of them.</summary>
internal sealed class Predictions
{
    /// <summary>What is predicted.</summary>
    public required TaskKind Task { get; init; }

    /// <summary>The scores of all rows, row by row.</summary>
    public required float[] Scores { get; init; }

    /// <summary>How many scores a row has: for several classes one for each.</summary>
    public int Width { get; init; } = 1;

    /// <summary>Binary: what is true of each row.</summary>
    public bool[] Truths { get; init; } = [];

    /// <summary>Multiclass: the class of each row, by its position in the model's classes; −1 for one that the model doesn't know.</summary>
    public int[] Codes { get; init; } = [];

    /// <summary>Regression: the true value of each row.</summary>
    public double[] Numbers { get; init; } = [];

    /// <summary>How many rows there are.</summary>
    public int Rows => Scores.Length / Width;

    /// <summary>How many independent cases a metric rests on: of two labels the rarer bounds it.</summary>
    public int Cases
    {
        get
        {
            int positives = Truths.Count(truth => truth);
            return Task == TaskKind.Binary ? Math.Max(2, Math.Min(positives, Rows - positives)) : Rows;
        }
    }

    /// <summary>The scores of one row.</summary>
    public ReadOnlySpan<float> ScoresOf(int row) => Scores.AsSpan(row * Width, Width);

    /// <summary>The class with the greatest probability, the first of equals.</summary>
    public int PredictedClass(int row)
    {
        ReadOnlySpan<float> scores = ScoresOf(row);
        int predicted = 0;
        for (int candidate = 1; candidate < scores.Length; candidate++)
            predicted = scores[candidate] > scores[predicted] ? candidate : predicted;
        return predicted;
    }

    /// <summary>Whether the predicted class is the true one, row by row.</summary>
    public bool[] Right()
    {
        bool[] right = new bool[Rows];
        for (int row = 0; row < right.Length; row++)
            right[row] = Task == TaskKind.Binary ? Scores[row] >= 0.5f == Truths[row] : Codes[row] == PredictedClass(row);
        return right;
    }

    /// <summary>Some of the rows, in the given order.</summary>
    public Predictions Take(int[] rows)
    {
        float[] scores = new float[rows.Length * Width];
        for (int index = 0; index < rows.Length; index++)
            ScoresOf(rows[index]).CopyTo(scores.AsSpan(index * Width));
        return new()
        {
            Task = Task,
            Scores = scores,
            Width = Width,
            Truths = Pick(Truths, rows),
            Codes = Pick(Codes, rows),
            Numbers = Pick(Numbers, rows),
        };
    }

    /// <summary>The metrics over all rows, as a trainer computes them.</summary>
    public Evaluation Evaluate(string split)
    {
        switch (Task)
        {
            case TaskKind.Binary:
                BinaryEvaluator binary = new(Rows);
                for (int row = 0; row < Rows; row++)
                    binary.Add(Truths[row], Scores[row]);
                return binary.Compute().ToEvaluation(split, Rows);
            case TaskKind.Multiclass:
                MulticlassEvaluator multiclass = new(Width);
                for (int row = 0; row < Rows; row++)
                    multiclass.Add(Codes[row], ScoresOf(row));
                return multiclass.Compute().ToEvaluation(split, Rows);
            default:
                RegressionEvaluator regression = new();
                for (int row = 0; row < Rows; row++)
                    regression.Add(Numbers[row], Scores[row]);
                return regression.Compute().ToEvaluation(split, Rows);
        }
    }

    private static T[] Pick<T>(T[] values, int[] rows) => values.Length == 0 ? [] : [.. rows.Select(row => values[row])];
}
