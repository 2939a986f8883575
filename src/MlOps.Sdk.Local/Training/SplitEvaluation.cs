using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>Scores a split block by block, and computes its metrics.</summary>
internal sealed class SplitEvaluation
{
    private readonly IScorer _scorer;
    private readonly string _split;
    private readonly CancellationToken _cancellationToken;
    private readonly Action<LabelColumn, int, ReadOnlySpan<float>> _add;
    private readonly Func<long, Evaluation> _compute;
    private float[] _scores = [];
    private long _rows;

    /// <param name="scorer">The scorer that will be served.</param>
    /// <param name="task">What is predicted.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="split">The split's name.</param>
    /// <param name="expectedRows">How many rows there will be; any other number is only slower.</param>
    /// <param name="cancellationToken">Stops the scoring.</param>
    public SplitEvaluation(IScorer scorer, TaskKind task, int classes, string split, long expectedRows, CancellationToken cancellationToken)
    {
        _scorer = scorer;
        _split = split;
        _cancellationToken = cancellationToken;
        switch (task)
        {
            case TaskKind.Binary:
                BinaryEvaluator binary = new((int)Math.Min(expectedRows, Array.MaxLength));
                _add = (label, row, scores) => binary.Add(((LabelColumn.Truths)label).Values[row], scores[0]);
                _compute = rows => binary.Compute().ToEvaluation(_split, rows);
                break;
            case TaskKind.Multiclass:
                MulticlassEvaluator multiclass = new(classes);
                _add = (label, row, scores) => multiclass.Add(((LabelColumn.Classes)label).Codes[row], scores);
                _compute = rows => multiclass.Compute().ToEvaluation(_split, rows);
                break;
            default:
                RegressionEvaluator regression = new();
                _add = (label, row, scores) => regression.Add(((LabelColumn.Numbers)label).Values[row], scores[0]);
                _compute = rows => regression.Compute().ToEvaluation(_split, rows);
                break;
        }
    }

    // Scored side by side, added in the order of the rows: sums are rounded alike in every run.
    public void Add(FeatureMatrix block)
    {
        int width = _scorer.ScoreCount;
        int threads = Environment.ProcessorCount;
        if (_scores.Length < block.Rows * width)
            _scores = new float[block.Rows * width];
        float[] scores = _scores;
        Parallel.For(0, threads, new ParallelOptions { CancellationToken = _cancellationToken }, thread =>
        {
            float[] vector = new float[block.Width];
            int end = (int)((long)block.Rows * (thread + 1) / threads);
            for (int row = (int)((long)block.Rows * thread / threads); row < end; row++)
            {
                block.Read(row, vector);
                _scorer.Score(vector, scores.AsSpan(row * width, width));
            }
        });
        for (int row = 0; row < block.Rows; row++)
            _add(block.Label, row, scores.AsSpan(row * width, width));
        _rows += block.Rows;
    }

    public Evaluation Compute() => _compute(_rows);
}
