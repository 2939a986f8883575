using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Trains in BigQuery, and makes of the weights that it reports a bundle like any other.</summary>
/// <remarks>The features of all splits become a table that lives for a day. Only counts, weights, golden scores and, for the evaluation, each row's label and score come here.</remarks>
internal sealed class BigQueryMlTrainer(BigQueryQueries queries, BigQueryPlaces places, CloudDatasets datasets) : ITrainer
{
    // Shares of the work, as they are reported.
    private const double Placed = 0.2;
    private const double Fitted = 0.7;
    private const double Evaluated = 0.95;

    public async Task<TrainedModel> TrainAsync(TrainingRequest request, StageContext context, CancellationToken cancellationToken)
    {
        if (request.Plan is not { Learner: BigQueryLinearLearner learner, Task: TaskKind.Binary or TaskKind.Regression })
            throw new StageException($"{context.Stage}: BigQueryLinear has no form for several classes. Write Learner.LightGbm(), Learner.Linear() or Learner.Sdca().");
        TrainingRules.ThrowIfNothingToTrainOn(request);
        BigQueryFeatures features = new(request.Features, request.Plan.Task, context.Stage);
        BigQueryTableReference rows = await PlaceAsync(features, request, context, cancellationToken);
        await BigQuerySplitCheck.RunAsync(features, rows, request, queries, context, cancellationToken);
        context.Progress.Report(Placed);

        BigQueryTableReference model = await places.TemporaryAsync($"{context.Key[..24]}_model", cancellationToken);
        BigQueryMlStatements statements = new(features, rows, model);
        await queries.RunAsync("model", _ => new() { Query = new() { Sql = statements.Create(learner) } }, context, cancellationToken);
        context.Progress.Report(Fitted);

        LinearParameters parameters = BigQueryWeights.Read(
            await queries.RowsAsync(statements.Weights, null, context, cancellationToken), features, context.Stage);
        ValueList<GoldenRow> golden = await BigQueryGolden.HoldAsync(parameters, statements, request, queries, context, cancellationToken);
        ValueList<Evaluation> evaluations = await EvaluateAsync(statements, request, context, cancellationToken);
        context.Progress.Report(Evaluated);

        string folder = Path.Combine(context.WorkingFolder, "bundle");
        ModelBundleWriter.Write(folder, ModelManifest.Of(request, context, evaluations, GoogleSqlDialect.Scalar), parameters, golden);
        DataFile bundle = await context.Artifacts.AddAsync(folder, cancellationToken);
        context.Progress.Report(1);
        return new TrainedModel(learner, bundle, evaluations);
    }

    private async Task<BigQueryTableReference> PlaceAsync(
        BigQueryFeatures features, TrainingRequest request, StageContext context, CancellationToken cancellationToken)
    {
        BigQueryInput input = BigQueryInput.Of([await datasets.PlaceAsync(request.Staged.Data, context, cancellationToken)]);
        return await queries.IntoTableAsync("features", features.Select(input.Tables[0]), input.Definitions, context, cancellationToken);
    }

    private async Task<ValueList<Evaluation>> EvaluateAsync(
        BigQueryMlStatements statements, TrainingRequest request, StageContext context, CancellationToken cancellationToken)
    {
        List<Evaluation> evaluations = [];
        foreach (string split in (string[])[SplitName.Validation, SplitName.Test])
        {
            if (request.Staged.RowsOf(split) == 0)
                continue;
            List<(double Label, double Score)> scored = [];
            await foreach (IReadOnlyList<object?> row in queries.StreamAsync(statements.Scores(split), null, context, cancellationToken))
                scored.Add((row[0] is bool truth ? (truth ? 1 : 0) : (double)row[0]!, (double)row[1]!));

            // Rows come in any order, but sums are to be rounded alike in every run.
            scored.Sort();
            evaluations.Add(Evaluate(request.Plan.Task, split, scored));
        }

        return evaluations.ToValueList();
    }

    private static Evaluation Evaluate(TaskKind task, string split, List<(double Label, double Score)> scored)
    {
        if (task == TaskKind.Binary)
        {
            BinaryEvaluator binary = new(scored.Count);
            foreach ((double label, double score) in scored)
                binary.Add(label > 0, (float)score);
            return binary.Compute().ToEvaluation(split, scored.Count);
        }

        RegressionEvaluator regression = new();
        foreach ((double label, double score) in scored)
            regression.Add(label, score);
        return regression.Compute().ToEvaluation(split, scored.Count);
    }
}
