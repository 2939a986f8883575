using Microsoft.ML;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training.Leaks;
using MlOps.Sdk.Training.Learners;

namespace MlOps.Sdk.Training.Trials;

/// <summary>Trials over one matrix, which all of them read and none copies; each trains on one thread, so that as many run at once as there are processors.</summary>
internal sealed class MlNetTrials : ITrials
{
    private readonly FeatureMatrix _matrix;
    private readonly Folds _folds;
    private readonly TrialsRequest _request;
    private readonly StageContext _context;
    private int _started;

    private MlNetTrials(FeatureMatrix matrix, Folds folds, TrialsRequest request, StageContext context)
    {
        _matrix = matrix;
        _folds = folds;
        _request = request;
        _context = context;
    }

    public long Rows => _matrix.Rows;

    public long BytesPerTrial => TrialMemory.Estimate(_matrix);

    public static async Task<MlNetTrials> OpenAsync(DuckDbEngine engine, TrialsRequest request, StageContext context, CancellationToken cancellationToken)
    {
        TrainingRequest reading = TrainingOf(request, new TrainingPlan { Name = context.Stage, Task = request.Task, Learner = new ChosenLearner() });
        TrainingChecks.BeforeReading(reading);
        (FeatureMatrix matrix, int[]? earlier) = await FeatureMatrixReader.ReadSampleAsync(
            engine, reading, request.Rows, request.Order, context, cancellationToken);
        Check(matrix, takesMissingValues: true, reading);
        Folds folds = new(matrix, request.Folds, earlier);
        folds.Check(context.Stage);
        return new MlNetTrials(matrix, folds, request, context);
    }

    public async Task<Evaluation> RunAsync(Trial trial, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trial.Fold);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(trial.Fold, _folds.Count);
        if (!(trial.Share is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(trial), trial.Share, "The share must be above 0, and at most 1.");

        TrainingPlan plan = new() { Name = _context.Stage, Task = _request.Task, Learner = trial.Learner, Seed = trial.Seed };
        LearnerRecipe recipe = LearnerTable.Find(plan);
        Check(_matrix, recipe.TakesMissingValues, TrainingOf(_request, plan));
        TrainedLearner trained = await FitAsync(recipe, plan, _folds.Training(trial.Fold, trial.Share), cancellationToken);
        if (recipe.TakesMissingValuesIn(trained) != recipe.TakesMissingValues)
            Check(_matrix, takesMissingValues: false, TrainingOf(_request, plan));
        return await Task.Run(() => Evaluate(trained, trial.Fold, cancellationToken), cancellationToken);
    }

    public Task<ValueList<LeakWarning>> FindLeaksAsync(CancellationToken cancellationToken) =>
        Task.Run(() => LeakFinder.Find(_matrix, cancellationToken), cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<TrainedLearner> FitAsync(LearnerRecipe recipe, TrainingPlan plan, FeatureRows rows, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(_context.WorkingFolder, FormattableString.Invariant($"trial-{Interlocked.Increment(ref _started)}"));
        FitRequest fit = new(
            new MLContext(plan.Seed), rows, new FeatureMatrixDataView(rows, cancellationToken), plan, Threads: 1, _request.Features.Classes, folder, _ => { });
        try
        {
            return await recipe.FitAsync(fit, _context, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // What ML.NET throws for rows or settings that it can't train with.
            throw new StageException(
                $"{plan.Name}: the learner '{plan.Learner.Name}' can't be trained on {rows.Count} of the rows: {exception.Message} Change its settings, or leave it out.", exception);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private Evaluation Evaluate(TrainedLearner trained, int fold, CancellationToken cancellationToken)
    {
        FeatureRows rows = _folds.HeldOut(fold);
        SplitEvaluation evaluation = new(
            trained.Scorer.CreateScorer(), _request.Task, _request.Features.Classes.Count, SplitName.Train, rows.Count, cancellationToken);
        foreach (FeatureMatrix block in rows.Blocks())
            evaluation.Add(block);
        return evaluation.Compute();
    }

    private static void Check(FeatureMatrix matrix, bool takesMissingValues, TrainingRequest request)
    {
        SplitCheck check = new(takesMissingValues, request, SplitName.Train);
        check.Add(matrix);
        check.ThrowIfAny();
    }

    private static TrainingRequest TrainingOf(TrialsRequest request, TrainingPlan plan) => new(request.Staged, request.Features, plan);
}
