using Microsoft.ML;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training.Learners;
using MlOps.Sdk.Training.Trials;

namespace MlOps.Sdk.Training;

/// <summary>Trains with ML.NET, or by a program of the user's, on columns that DuckDB fills, and evaluates the very scorer that will be served.</summary>
internal sealed class MlNetTrainer(DuckDbEngine engine) : ITrainer
{
    // Shares of the work, as they are reported.
    internal const double Fitting = 0.2;
    private const double Evaluating = 0.8;
    private const double Writing = 0.95;

    public async Task<TrainedModel> TrainAsync(TrainingRequest request, StageContext context, CancellationToken cancellationToken)
    {
        LearnerRecipe recipe = LearnerTable.Find(request.Plan);
        TrainingChecks.BeforeReading(request);

        MLContext ml = new(request.Plan.Seed);
        TrainedLearner trained = await FitAsync(ml, recipe, request, context, cancellationToken);
        context.Progress.Report(Evaluating);

        IScorer scorer = trained.Scorer.CreateScorer();
        ValueList<GoldenRow> golden = GoldenScores.Compute(trained, scorer, request);
        if (request.Plan.Calibrated)
        {
            trained = trained with { Scorer = await CalibrateAsync(trained.Scorer, scorer, recipe.TakesMissingValuesIn(trained), request, context, cancellationToken) };
            scorer = trained.Scorer.CreateScorer();
            golden = GoldenScores.Compute(golden, scorer);
        }

        ValueList<Evaluation> evaluations = await EvaluateAsync(scorer, recipe.TakesMissingValuesIn(trained), request, context, cancellationToken);
        context.Progress.Report(Writing);

        string folder = Path.Combine(context.WorkingFolder, "bundle");
        Directory.CreateDirectory(folder);
        if (trained.Model is not null)
            MlNetModelFile.Write(ml, trained.Model, Path.Combine(folder, MlNetModelFile.Name));
        ModelBundleWriter.Write(folder, ModelManifest.Of(request, context, evaluations, DuckDbDialect.Scalar), trained.Scorer, golden);
        DataFile bundle = await context.Artifacts.AddAsync(folder, cancellationToken);
        context.Progress.Report(1);
        return new TrainedModel(request.Plan.Learner, bundle, evaluations);
    }

    public async Task<ITrials> OpenTrialsAsync(TrialsRequest request, StageContext context, CancellationToken cancellationToken) =>
        await MlNetTrials.OpenAsync(engine, request, context, cancellationToken);

    // A method of its own, so that the training split can be freed before the others are read. A learner that sees each row once never holds it.
    private async Task<TrainedLearner> FitAsync(
        MLContext ml, LearnerRecipe recipe, TrainingRequest request, StageContext context, CancellationToken cancellationToken)
    {
        SplitCheck check = new(recipe.TakesMissingValues, request, SplitName.Train);
        if (recipe.StartFit(request.Plan) is { } fitting)
        {
            await FeatureMatrixReader.ReadBlocksAsync(
                engine,
                request,
                SplitName.Train,
                block =>
                {
                    check.Add(block);
                    fitting.Add(block);
                },
                context,
                cancellationToken);
            check.ThrowIfAny();
            return new TrainedLearner(fitting.Complete(), null);
        }

        FeatureMatrix matrix = await FeatureMatrixReader.ReadAsync(engine, request, SplitName.Train, context, cancellationToken);
        check.Add(matrix);
        check.ThrowIfAny();
        context.Progress.Report(Fitting);

        FitRequest fit = new(
            ml,
            new FeatureRows(matrix),
            new FeatureMatrixDataView(matrix, cancellationToken),
            request.Plan,
            context.Compute.Cores,
            request.Features.Classes,
            context.WorkingFolder,
            share => context.Progress.Report(Fitting + (share * (Evaluating - Fitting))));
        TrainedLearner trained = await recipe.FitAsync(fit, context, cancellationToken);
        if (recipe.TakesMissingValuesIn(trained) != recipe.TakesMissingValues)
        {
            SplitCheck stricter = new(takesMissingValues: false, request, SplitName.Train);
            stricter.Add(matrix);
            stricter.ThrowIfAny();
        }

        return trained;
    }

    private async Task<ScorerParameters> CalibrateAsync(
        ScorerParameters parameters, IScorer scorer, bool takesMissingValues, TrainingRequest request, StageContext context, CancellationToken cancellationToken)
    {
        Calibration calibration = new(scorer);
        SplitCheck check = new(takesMissingValues, request, SplitName.Validation);
        await FeatureMatrixReader.ReadBlocksAsync(
            engine,
            request,
            SplitName.Validation,
            block =>
            {
                check.Add(block);
                calibration.Add(block);
            },
            context,
            cancellationToken);
        check.ThrowIfAny();
        return calibration.Complete(parameters, request.Plan.Name);
    }

    private async Task<ValueList<Evaluation>> EvaluateAsync(
        IScorer scorer, bool takesMissingValues, TrainingRequest request, StageContext context, CancellationToken cancellationToken)
    {
        List<Evaluation> evaluations = [];
        foreach (string split in (string[])[SplitName.Validation, SplitName.Test])
        {
            if (request.Staged.RowsOf(split) == 0)
                continue;
            SplitCheck check = new(takesMissingValues, request, split);
            SplitEvaluation evaluation = new(
                scorer, request.Plan.Task, request.Features.Classes.Count, split, request.Staged.RowsOf(split), cancellationToken);
            await FeatureMatrixReader.ReadBlocksAsync(
                engine,
                request,
                split,
                block =>
                {
                    check.Add(block);
                    evaluation.Add(block);
                },
                context,
                cancellationToken);
            check.ThrowIfAny();
            evaluations.Add(evaluation.Compute());
        }

        return evaluations.ToValueList();
    }
}
