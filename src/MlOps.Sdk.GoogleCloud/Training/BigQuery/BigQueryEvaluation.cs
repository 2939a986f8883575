using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Evaluates a model by the label and the scores of each row, which BigQuery predicts.</summary>
internal static class BigQueryEvaluation
{
    /// <summary>The evaluations of the splits that weren't trained on.</summary>
    public static async Task<ValueList<Evaluation>> RunAsync(
        BigQueryTraining training, BigQueryMlStatements statements, BigQueryQueries queries, CancellationToken cancellationToken)
    {
        List<Evaluation> evaluations = [];
        foreach (string split in (string[])[SplitName.Validation, SplitName.Test])
        {
            if (training.Request.Staged.RowsOf(split) == 0)
                continue;
            List<ScoredRow> scored = [];
            await foreach (IReadOnlyList<object?> row in queries.StreamAsync(statements.Scores(split), null, training.Context, cancellationToken))
                scored.Add(new ScoredRow(Label(row[0]), BigQueryMlStatements.ScoresIn(row[1])));

            // Rows come in any order, but sums are to be rounded alike in every run.
            scored.Sort();
            evaluations.Add(Evaluate(training.Request, split, scored));
        }

        return evaluations.ToValueList();
    }

    private static double Label(object? cell) => cell switch { bool truth => truth ? 1 : 0, long code => code, _ => (double)cell! };

    private static Evaluation Evaluate(TrainingRequest request, string split, List<ScoredRow> scored)
    {
        switch (request.Plan.Task)
        {
            case TaskKind.Binary:
                BinaryEvaluator binary = new(scored.Count);
                foreach (ScoredRow row in scored)
                    binary.Add(row.Label > 0, (float)row.Scores[0]);
                return binary.Compute().ToEvaluation(split, scored.Count);
            case TaskKind.Multiclass:
                MulticlassEvaluator classes = new(request.Features.Classes.Count);
                foreach (ScoredRow row in scored)
                    classes.Add(row.Label < request.Features.Classes.Count ? (int)row.Label : -1, Array.ConvertAll(row.Scores, score => (float)score));
                return classes.Compute().ToEvaluation(split, scored.Count);
            default:
                RegressionEvaluator regression = new();
                foreach (ScoredRow row in scored)
                    regression.Add(row.Label, row.Scores[0]);
                return regression.Compute().ToEvaluation(split, scored.Count);
        }
    }

    private sealed record ScoredRow(double Label, double[] Scores) : IComparable<ScoredRow>
    {
        public int CompareTo(ScoredRow? other) => other is null
            ? 1
            : Label.CompareTo(other.Label) is not 0 and var labels ? labels : Scores.AsSpan().SequenceCompareTo(other.Scores);
    }
}
