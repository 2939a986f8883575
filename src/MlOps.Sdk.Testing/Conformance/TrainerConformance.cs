using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;
using Xunit;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>What every trainer promises.</summary>
/// <remarks>
/// A trainer of your own overrides <see cref="Learner"/>, and the tasks that it can do. One without <see cref="ITrainer.OpenTrialsAsync"/>, on which no spot-check
/// or search runs, declares the promises about trials as gaps.
/// </remarks>
public abstract class TrainerConformance : StageConformance<ITrainer>
{
    private const int Folds = 3;

    /// <summary>What is trained.</summary>
    protected virtual Learner Learner => Learner.LightGbm(trees: 20);

    /// <summary>The tasks that the trainer can do; all by default.</summary>
    protected virtual IReadOnlyList<TaskKind> Tasks => [TaskKind.Binary, TaskKind.Multiclass, TaskKind.Regression];

    /// <summary>Whether a feature may be missing; true by default.</summary>
    protected virtual bool TakesMissing => true;

    /// <summary>Whether a feature may be a number; true by default. Without, each says which of its slots holds 1.</summary>
    protected virtual bool TakesNumbers => true;

    /// <summary>What the ranking metric (0 to 1) must be on rows of which a tenth is noise; 0.7 by default.</summary>
    protected virtual double LeastMetric => 0.7;

    /// <summary>How many rows there are, in the splits 7 : 1 : 2; 2,000 by default.</summary>
    protected virtual int RowCount => 2_000;

    [Fact]
    public Task A_trained_model_repeats_its_golden_rows_and_has_learnt() => PromiseAsync(async () =>
    {
        foreach (TaskKind task in Tasks)
        {
            TrainingRequest request = await RequestAsync(task);
            TrainedModel model = await TrainAsync(request);
            await AssertFilesAsync(model);

            // Loading replays the golden rows.
            ModelManifest manifest = ServableModel.Load(await Fixture.Artifacts.FetchAsync(model.Bundle, Token)).Manifest;
            Assert.Equal(task, manifest.Task);
            Assert.Equal(request.Features.Classes, manifest.Classes);
            Assert.Equal(request.Features.InstanceSchema, manifest.Instance);
            Assert.Equal(model.Evaluations, manifest.Evaluations);
            Assert.InRange(model.On(SplitName.Test)[model.On(SplitName.Test).Primary], LeastMetric, 1);
        }
    });

    [Fact]
    public Task It_is_evaluated_on_each_split_that_it_was_not_fitted_on() => PromiseAsync(async () =>
    {
        TrainedModel model = await TrainAsync(await RequestAsync(Tasks[0]));
        Assert.Equal(
            [(SplitName.Validation, RowCount / 10L), (SplitName.Test, RowCount / 5L)],
            model.Evaluations.Select(evaluation => (evaluation.Split, evaluation.Rows)));
        foreach (Evaluation evaluation in model.Evaluations)
        {
            Assert.Equal(Tasks[0], evaluation.Task);
            Assert.Equal(evaluation.Metrics.OrderBy(metric => metric.Name, StringComparer.Ordinal), evaluation.Metrics);
        }

        TrainingRequest all = await RequestAsync(Tasks[0], row => row[^1] is SplitName.Train);
        Assert.Empty((await TrainAsync(all)).Evaluations);
    });

    [Fact]
    public Task The_bundle_says_where_it_comes_from() => PromiseAsync(async () =>
    {
        TrainingRequest request = await RequestAsync(Tasks[0]);
        TrainedModel model = await TrainAsync(request);
        ModelManifest manifest = ServableModel.Load(await Fixture.Artifacts.FetchAsync(model.Bundle, Token)).Manifest;
        Assert.Equal(
            ("test", StageName, Context(request).Key, request.Staged.ComputeFingerprint(), request.Features.ComputeFingerprint()),
            (manifest.Lineage.Pipeline, manifest.Lineage.Stage, manifest.Lineage.Key, manifest.Lineage.Data, manifest.Lineage.Features));
        Assert.Equal((Learner, Learner), (manifest.Learner, model.Learner));
    });

    [Fact]
    public Task The_same_rows_and_seed_give_the_same_model() => PromiseAsync(async () =>
    {
        TrainingRequest request = await RequestAsync(Tasks[0]);
        TrainedModel first = await TrainAsync(request);
        TrainedModel second = await TrainAsync(request);
        Assert.Equal(first, second);
        Assert.Equal(first.ComputeFingerprint(), second.ComputeFingerprint());
    });

    [Fact]
    public Task Without_rows_to_train_on_it_refuses() => PromiseAsync(async () =>
    {
        TrainingRequest request = await RequestAsync(Tasks[0], row => row[^1] is not SplitName.Train);
        Assert.Contains($"'{SplitName.Train}'", await AssertRefusedAsync(() => TrainAsync(request)), StringComparison.Ordinal);
    });

    [Fact]
    public Task Progress_lies_between_0_and_1_and_only_grows() => PromiseAsync(async () =>
    {
        await TrainAsync(await RequestAsync(Tasks[0]));
        AssertProgress();
    });

    [Fact]
    public Task A_training_that_is_cancelled_before_it_begins_leaves_nothing() => PromiseAsync(async () =>
    {
        TrainingRequest request = await RequestAsync(Tasks[0]);
        await AssertCancelledAsync(token => Stage.TrainAsync(request, Context(), token));
    });

    [Fact]
    public Task A_training_that_is_cancelled_on_its_way_leaves_nothing() => PromiseAsync(async () =>
    {
        TrainingRequest request = await RequestAsync(Tasks[0]);
        using CancellationTokenSource source = new();
        bool cancelled = false;
        Fixture.Progressed = share =>
        {
            cancelled |= share < 1;
            if (cancelled)
                source.Cancel();
        };
        if (await Record.ExceptionAsync(() => Stage.TrainAsync(request, Context(), source.Token)) is { } exception)
        {
            Assert.True(cancelled);
            Assert.IsType<OperationCanceledException>(exception, exactMatch: false);
            Assert.Empty(Fixture.Added);
        }
        else
        {
            Assert.False(cancelled, "It was cancelled on its way, and went on.");
        }
    });

    [Fact]
    public Task Trials_learn_on_each_fold_and_side_by_side_as_one_after_the_other() => PromiseAsync(async () =>
    {
        foreach (TaskKind task in Tasks)
        {
            TrainingRequest request = await RequestAsync(task);
            await using ITrials trials = await OpenAsync(request, rows: null);
            Assert.Equal(request.Staged.RowsOf(SplitName.Train), trials.Rows);

            List<Evaluation> inTurn = [];
            foreach (Trial trial in TrialsOf(request))
                inTurn.Add(await trials.RunAsync(trial, Token));
            Assert.Equal(trials.Rows, inTurn.Sum(evaluation => evaluation.Rows));
            Assert.All(inTurn, evaluation => Assert.InRange(evaluation[evaluation.Primary], LeastMetric, 1));
            Assert.Equal(inTurn, await Task.WhenAll(TrialsOf(request).Select(trial => trials.RunAsync(trial, Token))));
        }
    });

    [Fact]
    public Task A_sample_for_trials_is_always_the_same() => PromiseAsync(async () =>
    {
        TrainingRequest request = await RequestAsync(Tasks[0]);
        Trial trial = TrialsOf(request)[0] with { Share = 0.5 };
        await using ITrials first = await OpenAsync(request, RowCount / 4);
        await using ITrials second = await OpenAsync(request, RowCount / 4);
        Assert.Equal(RowCount / 4, first.Rows);
        Assert.Equal(await first.RunAsync(trial, Token), await second.RunAsync(trial, Token));
    });

    private Task<ITrials> OpenAsync(TrainingRequest request, long? rows) => Stage.OpenTrialsAsync(
        new TrialsRequest(request.Staged, request.Features, request.Plan.Task, Folds, rows), Context(request), Token);

    private static Trial[] TrialsOf(TrainingRequest request) =>
        [.. Enumerable.Range(0, Folds).Select(fold => new Trial(request.Plan.Learner, fold, 1, request.Plan.Seed))];

    private async Task<TrainingRequest> RequestAsync(TaskKind task, Func<object?[], bool>? where = null) => new(
        await Fixture.WriteStagedAsync(SampleTraining.Schema, [.. SampleTraining.Rows(RowCount, TakesMissing).Where(where ?? (_ => true))]),
        SampleTraining.Features(task, TakesMissing, TakesNumbers),
        new TrainingPlan { Name = StageName, Task = task, Learner = Learner, Seed = 3 });

    private Task<TrainedModel> TrainAsync(TrainingRequest request) => Stage.TrainAsync(request, Context(request), Token);
}
