namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models.Linear;

/// <summary>A linear or logistic regression, in the scale of its features.</summary>
/// <param name="rows">What it was trained on.</param>
/// <param name="terms">What it adds up.</param>
/// <param name="intercept">The score of nothing; of a logistic regression the score is the logarithm of odds.</param>
internal sealed class LinearModel(TrainingRows rows, IReadOnlyList<LinearTerm> terms, double intercept) : TrainedModel(rows)
{
    public IReadOnlyList<LinearTerm> Terms => terms;

    public double Intercept => intercept;

    public override string Score(WarehouseSession session, string rows)
    {
        string score = string.Join(" + ", Terms.Select(term => term.Sql).Prepend(FeatureEncoding.Number(Intercept)));
        return Type.IsClassifier
            ? $"SELECT * REPLACE ([{Scores}[1], 1 - {Scores}[1]] AS {Scores}) FROM (SELECT *, [1.0::DOUBLE / (1.0::DOUBLE + exp(-({score})))] AS {Scores} FROM {rows} AS input) AS scored"
            : $"SELECT *, [{score}] AS {Scores} FROM {rows} AS input";
    }
}
