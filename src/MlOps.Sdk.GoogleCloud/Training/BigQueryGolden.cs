using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Holds the scorer that will be served against what BigQuery predicts for the golden rows.</summary>
internal static class BigQueryGolden
{
    // Of the greatest score; vectors and scores are floats, of which the last digit is the eighth.
    private const double Tolerance = 1e-6;

    /// <exception cref="StageException">They differ, so that the weights don't mean what is taken for granted here.</exception>
    public static async Task<ValueList<GoldenRow>> HoldAsync(
        LinearParameters parameters, BigQueryMlStatements statements, TrainingRequest request, BigQueryQueries queries, StageContext context, CancellationToken cancellationToken)
    {
        IScorer scorer = parameters.CreateScorer();
        BigQueryFeatures features = new(request.Features, request.Plan.Task, context.Stage);
        List<GoldenRow> golden = [];
        List<(int Number, string Cells)> asked = [];
        foreach (GoldenVector row in request.Features.Golden)
        {
            float[] score = new float[1];
            scorer.Score(row.Vector.AsSpan(), score);
            // A model of numbers has no score for a row without, and BigQuery would put the mean there.
            if (features.Row(row.Vector.AsSpan()) is { } cells)
                asked.Add((golden.Count, cells));
            golden.Add(new GoldenRow(row.Instance, row.Vector, [score[0]]));
        }

        if (asked.Count == 0)
            throw new StageException($"{context.Stage}: no golden row has all its features, so nothing shows that the weights give what BigQuery predicts. Give absent features a value in Features: f.Speed ?? 0.");

        List<object?[]> predicted = await queries.RowsAsync(statements.Scores(asked), null, context, cancellationToken);
        if (predicted.Count != asked.Count)
            throw new StageException(FormattableString.Invariant($"{context.Stage}: BigQuery predicts {predicted.Count} scores for {asked.Count} golden rows. Write Learner.Linear() or Learner.Sdca()."));
        double greatest = GoldenRow.Greatest(golden.Select(row => row.Scores[0]));
        foreach (object?[] row in predicted)
        {
            int number = (int)(long)row[0]!;
            double score = (double)row[1]!;
            float served = golden[number].Scores[0];
            if (!(Math.Abs(score - served) <= Tolerance * greatest))
            {
                throw new StageException(FormattableString.Invariant(
                    $"{context.Stage}: golden row {number}: BigQuery predicts {score}, the model's weights give {served}. ")
                    + "Features of very different size lose digits in linear models: use Feature.Standardize, or write Learner.Linear().");
            }
        }

        return golden.ToValueList();
    }
}
