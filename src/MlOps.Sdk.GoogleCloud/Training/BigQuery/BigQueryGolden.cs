using MlOps.Sdk.Data;
using MlOps.Sdk.Models;

namespace MlOps.Sdk.Training;

/// <summary>Holds the scorer that will be served against what BigQuery predicts for the golden rows.</summary>
internal static class BigQueryGolden
{
    /// <summary>What BigQuery predicts for the golden rows.</summary>
    /// <exception cref="Stages.StageException">It predicts for none, so that nothing would show that the model read is the model trained.</exception>
    public static async Task<IReadOnlyList<PredictedRow>> PredictAsync(
        BigQueryTraining training, BigQueryMlStatements statements, BigQueryQueries queries, CancellationToken cancellationToken)
    {
        List<(int Number, string Cells)> asked = [];
        foreach ((int number, GoldenVector row) in training.Request.Features.Golden.Index())
        {
            // A model of numbers has no score for a row without, and BigQuery would put the mean there.
            if (training.Features.Row(row.Vector.AsSpan()) is { } cells)
                asked.Add((number, cells));
        }

        if (asked.Count == 0)
            throw training.Fail("no golden row has all its features, so nothing shows that the model served gives what BigQuery predicts. Give absent features a value in Features: f.Speed ?? 0.");
        List<object?[]> predicted = await queries.RowsAsync(statements.Scores(asked), null, training.Context, cancellationToken);
        if (predicted.Count != asked.Count)
            throw training.Fail(FormattableString.Invariant($"BigQuery predicts {predicted.Count} scores for {asked.Count} golden rows. Write {Instead}."));
        Dictionary<int, double[]> scores = predicted.ToDictionary(row => (int)(long)row[0]!, row => BigQueryMlStatements.ScoresIn(row[1]));
        return [.. training.Request.Features.Golden.Select((row, number) => new PredictedRow(row, scores.GetValueOrDefault(number)))];
    }

    /// <summary>The golden rows with the scores of the model that was read.</summary>
    /// <exception cref="Stages.StageException">They differ from what BigQuery predicts, so that the model doesn't mean what is taken for granted here.</exception>
    public static ValueList<GoldenRow> Hold(BigQueryTraining training, ScorerParameters parameters, IReadOnlyList<PredictedRow> predicted, double tolerance)
    {
        IScorer scorer = parameters.CreateScorer();
        ValueList<GoldenRow> golden = predicted.Select(row => new GoldenRow(row.Vector.Instance, row.Vector.Vector, row.ScoresOf(scorer).ToValueList())).ToValueList();
        double greatest = GoldenRow.Greatest(golden.SelectMany(row => row.Scores));
        foreach ((int number, PredictedRow row) in predicted.Index())
        {
            if (!(row.DistanceOf(golden[number].Scores.AsSpan()) <= tolerance * greatest))
            {
                throw training.Fail(FormattableString.Invariant(
                    $"golden row {number}: BigQuery predicts {string.Join(", ", row.Scores!)}, the model that would be served gives {string.Join(", ", golden[number].Scores)}. ")
                    + $"Features of very different size lose digits: use Feature.Standardize, or write {Instead}.");
            }
        }

        return golden;
    }

    private const string Instead = "Learner.Linear() or Learner.LightGbm()";
}
