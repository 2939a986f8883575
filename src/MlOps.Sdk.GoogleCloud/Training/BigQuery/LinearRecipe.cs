using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using static System.FormattableString;

namespace MlOps.Sdk.Training;

/// <summary>Linear and logistic regression: BigQuery reports the weights.</summary>
internal sealed class LinearRecipe(BigQueryLinearLearner learner, BigQueryQueries queries) : BigQueryRecipe
{
    // Vectors and scores are floats, of which the last digit is the eighth.
    public override double Tolerance => 1e-6;

    // A code is a category, of which each has a weight.
    public override Task<ValueList<ModelColumn>> ColumnsAsync(BigQueryTraining training, CancellationToken cancellationToken) => Task.FromResult(
        training.Features.All.Select((_, index) => new ModelColumn(BigQueryFeatures.Name(index), BigQueryFeatures.Name(index), index)).ToValueList());

    public override IEnumerable<string> OptionsFor(TaskKind task)
    {
        yield return $"model_type = '{(task == TaskKind.Binary ? "LOGISTIC_REG" : "LINEAR_REG")}'";
        yield return "category_encoding_method = 'ONE_HOT_ENCODING'";
        yield return Invariant($"max_iterations = {learner.MaxIterations}");
        // To solve for the weights exactly isn't possible with the absolute penalty, and is not tried if it is named.
        if (learner.L1 > 0)
            yield return Invariant($"l1_reg = {learner.L1:R}");
        if (learner.L2 > 0)
            yield return Invariant($"l2_reg = {learner.L2:R}");
    }

    public override async Task<ScorerParameters> ReadAsync(BigQueryTrained trained, CancellationToken cancellationToken)
    {
        string weights = $"SELECT processed_input, weight, category_weights FROM ML.WEIGHTS(MODEL `{trained.Model}`)";
        return BigQueryWeights.Read(await queries.RowsAsync(weights, null, trained.Training.Context, cancellationToken), trained.Training.Features, trained.Training.Context.Stage);
    }
}
