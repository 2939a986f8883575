using MlOps.Sdk.Models;

namespace MlOps.Sdk.Training;

/// <summary>Scores a split and computes its metrics.</summary>
internal static class SplitEvaluation
{
    private const int BlockRows = 16_384;

    public static Evaluation Evaluate(IScorer scorer, FeatureMatrix matrix, string split, CancellationToken cancellationToken)
    {
        switch (matrix.Label)
        {
            case LabelColumn.Truths truths:
                BinaryEvaluator binary = new(matrix.Rows);
                Score(scorer, matrix, (row, scores) => binary.Add(truths.Values[row], scores[0]), cancellationToken);
                return binary.Compute().ToEvaluation(split, matrix.Rows);
            case LabelColumn.Classes classes:
                MulticlassEvaluator multiclass = new(classes.Count);
                Score(scorer, matrix, (row, scores) => multiclass.Add(classes.Codes[row], scores), cancellationToken);
                return multiclass.Compute().ToEvaluation(split, matrix.Rows);
            case LabelColumn.Numbers numbers:
                RegressionEvaluator regression = new();
                Score(scorer, matrix, (row, scores) => regression.Add(numbers.Values[row], scores[0]), cancellationToken);
                return regression.Compute().ToEvaluation(split, matrix.Rows);
            default:
                throw new InvalidOperationException($"There is no label of kind {matrix.Label.GetType()}.");
        }
    }

    private delegate void RowScored(int row, ReadOnlySpan<float> scores);

    // Scored side by side, added in the order of the rows: sums are rounded alike in every run.
    private static void Score(IScorer scorer, FeatureMatrix matrix, RowScored scored, CancellationToken cancellationToken)
    {
        int width = scorer.ScoreCount;
        int threads = Environment.ProcessorCount;
        float[] scores = new float[BlockRows * width];
        for (int start = 0; start < matrix.Rows; start += BlockRows)
        {
            int first = start;
            int rows = Math.Min(BlockRows, matrix.Rows - first);
            Parallel.For(0, threads, new ParallelOptions { CancellationToken = cancellationToken }, thread =>
            {
                float[] vector = new float[matrix.Width];
                for (int row = rows * thread / threads; row < rows * (thread + 1) / threads; row++)
                {
                    matrix.Read(first + row, vector);
                    scorer.Score(vector, scores.AsSpan(row * width, width));
                }
            });
            for (int row = 0; row < rows; row++)
                scored(first + row, scores.AsSpan(row * width, width));
        }
    }
}
