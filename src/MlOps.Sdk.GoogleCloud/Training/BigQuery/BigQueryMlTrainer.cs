using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Trains in BigQuery, and makes of the model that it reports or exports a bundle like any other.</summary>
/// <remarks>The features of all splits become a table that lives for a day. Only counts, the model, golden scores and, for the evaluation, each row's label and scores come here.</remarks>
internal sealed class BigQueryMlTrainer(BigQueryQueries queries, BigQueryPlaces places, CloudDatasets datasets, BigQueryExports exports) : ITrainer
{
    // Shares of the work, as they are reported.
    private const double Placed = 0.2;
    private const double Fitted = 0.7;
    private const double Evaluated = 0.95;

    // A table of BigQuery has at most 10,000 columns, of which one is the label.
    private const int MostColumns = 9_999;

    public async Task<TrainedModel> TrainAsync(TrainingRequest request, StageContext context, CancellationToken cancellationToken)
    {
        BigQueryRecipe recipe = RecipeOf(request, context);
        TrainingRules.ThrowIfNothingToTrainOn(request);
        BigQueryFeatures features = new(request.Features, request.Plan.Task, context.Stage);
        BigQueryTraining training = new(request, features, await PlaceAsync(features, request, context, cancellationToken), context);
        await BigQuerySplitCheck.RunAsync(training, queries, cancellationToken);
        ValueList<ModelColumn> columns = await recipe.ColumnsAsync(training, cancellationToken);
        if (columns.Count > MostColumns)
            throw training.Fail(FormattableString.Invariant($"the features take {columns.Count} columns, and BigQuery trains on at most {MostColumns}. Use fewer buckets or a smaller vocabulary, or write Learner.LightGbm()."));
        context.Progress.Report(Placed);

        BigQueryTableReference model = await places.TemporaryAsync($"{context.Key[..24]}_model", cancellationToken);
        BigQueryMlStatements statements = new(columns, request.Plan.Task, training.Rows, model);
        await queries.RunAsync("model", _ => new() { Query = new() { Sql = statements.Create(recipe) } }, context, cancellationToken);
        context.Progress.Report(Fitted);

        string folder = Path.Combine(context.WorkingFolder, "bundle");
        IReadOnlyList<PredictedRow> predicted = await BigQueryGolden.PredictAsync(training, statements, queries, cancellationToken);
        ScorerParameters parameters = await recipe.ReadAsync(
            new BigQueryTrained(training, model, columns, predicted, Path.Combine(folder, "bigquery")), cancellationToken);
        ValueList<GoldenRow> golden = BigQueryGolden.Hold(training, parameters, predicted, recipe.Tolerance);
        ValueList<Evaluation> evaluations = await BigQueryEvaluation.RunAsync(training, statements, queries, cancellationToken);
        context.Progress.Report(Evaluated);

        ModelBundleWriter.Write(folder, ModelManifest.Of(request, context, evaluations, GoogleSqlDialect.Scalar), parameters, golden);
        DataFile bundle = await context.Artifacts.AddAsync(folder, cancellationToken);
        context.Progress.Report(1);
        return new TrainedModel(request.Plan.Learner, bundle, evaluations);
    }

    private BigQueryRecipe RecipeOf(TrainingRequest request, StageContext context) => request.Plan switch
    {
        { Learner: BigQueryLinearLearner linear, Task: TaskKind.Binary or TaskKind.Regression } => new LinearRecipe(linear, queries),
        { Learner: BigQueryTreesLearner trees } => new TreesRecipe(trees, exports),
        { Learner: BigQueryNetworkLearner network } => new NetworkRecipe(network, queries, exports),
        _ => throw new StageException($"{context.Stage}: the learner '{request.Plan.Learner.Name}' has no form for several classes. Write Learner.LightGbm(), Learner.Linear() or Learner.Sdca()."),
    };

    private async Task<BigQueryTableReference> PlaceAsync(
        BigQueryFeatures features, TrainingRequest request, StageContext context, CancellationToken cancellationToken)
    {
        BigQueryInput input = BigQueryInput.Of([await datasets.PlaceAsync(request.Staged.Data, context, cancellationToken)]);
        return await queries.IntoTableAsync("features", features.Select(input.Tables[0]), input.Definitions, context, cancellationToken);
    }
}
