using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using static System.FormattableString;

namespace MlOps.Sdk.Training;

/// <summary>Networks: BigQuery exports the variables of TensorFlow.</summary>
/// <remarks>
/// BigQuery ML standardises numbers within the graph that it exports. It is given numbers that are standardised already, so that what it does is next to
/// nothing, and the graph isn't needed: <see cref="NetworkReadings"/>.
/// </remarks>
internal sealed class NetworkRecipe(BigQueryNetworkLearner learner, BigQueryQueries queries, BigQueryExports exports) : BigQueryRecipe
{
    // Two columns of each go into one query's row.
    private const int ColumnsAtOnce = 1000;

    public override async Task<ValueList<ModelColumn>> ColumnsAsync(BigQueryTraining training, CancellationToken cancellationToken)
    {
        List<ModelColumn> columns = [];
        foreach (ModelColumn[] some in ModelColumn.OfSlots(training.Features).Chunk(ColumnsAtOnce))
        {
            string moments = string.Join(", ", some.Select(column => $"AVG({column.Sql}), STDDEV_POP({column.Sql})"));
            object?[] row = (await queries.RowsAsync(
                $"SELECT {moments} FROM `{training.Rows}` WHERE `{SplitName.Column}` = '{SplitName.Train}'", null, training.Context, cancellationToken))[0];
            foreach ((int index, ModelColumn column) in some.Index())
            {
                double mean = (double)row[2 * index]!;
                double deviation = (double)row[(2 * index) + 1]!;
                // Nothing can be learnt from what never changes; nobody knows what BigQuery would make of it.
                if (deviation > 1e-12 * Math.Abs(mean) && double.IsFinite(deviation))
                    columns.Add(column.Standardised(mean, deviation));
            }
        }

        return columns.Count > 0 ? columns.ToValueList() : throw training.Fail($"every feature is the same in all rows of the split '{SplitName.Train}', so there is nothing to learn from. Choose other features.");
    }

    public override IEnumerable<string> OptionsFor(TaskKind task)
    {
        yield return $"model_type = 'DNN_{(task == TaskKind.Regression ? "REGRESSOR" : "CLASSIFIER")}'";
        yield return Invariant($"hidden_units = [{string.Join(", ", learner.Units)}]");
        yield return $"activation_fn = '{learner.Activation.ToString().ToUpperInvariant()}'";
        yield return "optimizer = 'ADAM'";
        yield return "early_stop = FALSE";
        yield return Invariant($"max_iterations = {learner.MaxIterations}");
        yield return Invariant($"batch_size = {learner.BatchSize}");
        yield return Invariant($"learn_rate = {learner.LearningRate:R}");
        yield return Invariant($"dropout = {learner.Dropout:R}");
    }

    public override async Task<ScorerParameters> ReadAsync(BigQueryTrained trained, CancellationToken cancellationToken)
    {
        await exports.FetchAsync(trained, "ML_TF_SAVED_MODEL", cancellationToken);
        try
        {
            NetworkVariables variables = NetworkVariables.Read(VariableBundle.Open(Path.Combine(trained.Folder, "variables")), trained.Columns.Count);
            NetworkReadings readings = new(variables, learner.Activation, trained.Training.Request, trained.Columns);
            return readings.All().MinBy(reading => Distance(reading, trained.Golden))!;
        }
        catch (InvalidDataException exception)
        {
            throw trained.Training.Fail($"the SavedModel that BigQuery exports can't be read: {exception.Message}. Write Learner.LightGbm().", exception);
        }
    }

    private static double Distance(NetworkParameters reading, IReadOnlyList<PredictedRow> golden)
    {
        IScorer scorer = reading.CreateScorer();
        return golden.Max(row => row.DistanceOf(row.ScoresOf(scorer)));
    }
}
