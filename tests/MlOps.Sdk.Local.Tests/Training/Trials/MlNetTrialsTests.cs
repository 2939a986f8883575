using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Local.Tests.Training.Programs;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Training.Trials;

public sealed class MlNetTrialsTests : IDisposable
{
    private readonly TrainingBench _bench = new();

    public static TheoryData<Learner, TaskKind> Learners => new()
    {
        { Learner.LightGbm(trees: 10), TaskKind.Binary },
        { Learner.LightGbm(trees: 10), TaskKind.Multiclass },
        { Learner.FastTree(trees: 10), TaskKind.Regression },
        { Learner.Linear(), TaskKind.Binary },
        { Learner.Linear(), TaskKind.Regression },
        { Learner.Sdca(), TaskKind.Binary },
    };

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Learners))]
    public async Task Side_by_side_trials_give_what_they_give_one_after_the_other(Learner learner, TaskKind task)
    {
        await using ITrials trials = await OpenAsync(task, folds: 4);
        Trial[] all = [.. Enumerable.Range(0, 4).Select(fold => new Trial(learner, fold, 1, Seed: 3))];
        List<Evaluation> inTurn = [];
        foreach (Trial trial in all)
            inTurn.Add(await trials.RunAsync(trial, TestContext.Current.CancellationToken));

        Evaluation[] together = await Task.WhenAll(all.Concat(all).Select(trial => trials.RunAsync(trial, TestContext.Current.CancellationToken)));

        Assert.Equal(inTurn.Concat(inTurn), together);
        Assert.Equal(trials.Rows, inTurn.Sum(evaluation => evaluation.Rows));
        Assert.All(inTurn, evaluation => Assert.InRange(evaluation[evaluation.Primary], 0.6, 0.9999));
    }

    [Fact]
    public async Task The_order_of_the_staged_rows_makes_no_difference()
    {
        Trial trial = new(Learner.LightGbm(trees: 10), Fold: 1, Share: 0.5, Seed: 3);
        await using ITrials sorted = await OpenAsync(TaskKind.Binary, rows: 600);
        await using ITrials mixed = await OpenAsync(TaskKind.Binary, rows: 600, order: "hash(i, 9)");

        Assert.Equal(
            await sorted.RunAsync(trial, TestContext.Current.CancellationToken), await mixed.RunAsync(trial, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task More_rows_of_the_same_fold_teach_more()
    {
        await using ITrials trials = await OpenAsync(TaskKind.Regression);
        Evaluation few = await trials.RunAsync(new Trial(Learner.LightGbm(), 0, 0.05, 1), TestContext.Current.CancellationToken);
        Evaluation all = await trials.RunAsync(new Trial(Learner.LightGbm(), 0, 1, 1), TestContext.Current.CancellationToken);

        Assert.Equal(few.Rows, all.Rows);
        Assert.True(few["RSquared"] < all["RSquared"], $"{few} {all}");
    }

    [Fact]
    public async Task The_first_rows_of_a_few_kinds_of_rows_are_a_fair_sample()
    {
        // Of twelve kinds of rows, whose copies would come one after the other if rows were ordered by what they hold alone.
        TrainingRequest request = await _bench.RequestAsync(TaskKind.Binary, Learner.LightGbm(), rows: 20_000, train: "true");
        request = request with { Features = request.Features with { Features = [request.Features.Features[1]] } };
        TrainingRequest kinds = request with { Plan = request.Plan with { Name = "spot-check" } };

        (FeatureMatrix all, _) = await ReadAsync(kinds, null);
        (FeatureMatrix sample, _) = await ReadAsync(kinds, 2000);

        Assert.Equal(2000, sample.Rows);
        Assert.Equal(((LabelColumn.Truths)all.Label).Values[..2000], ((LabelColumn.Truths)sample.Label).Values);
        Assert.Equal(Share(all), Share(sample), 0.05);
        Assert.All(Enumerable.Range(0, 6), maker => Assert.InRange(sample.Features[0].Codes!.Count(code => code == maker), 250, 420));

        static double Share(FeatureMatrix matrix) => ((LabelColumn.Truths)matrix.Label).Values.Count(value => value) / (double)matrix.Rows;
    }

    [Fact]
    public async Task With_a_time_a_fold_is_later_than_what_it_is_trained_on()
    {
        // The cost stands for the time: trained on the cheap ones, the dear ones are out of reach.
        TrainingRequest request = await _bench.RequestAsync(TaskKind.Regression, Learner.LightGbm());
        TrialsRequest ordered = new(request.Staged, request.Features, TaskKind.Regression, Folds: 3, Order: new ColumnNode("Cost", DataType.Double, false));
        await using ITrials trials = await _bench.OpenTrialsAsync(ordered);

        Evaluation last = await trials.RunAsync(new Trial(Learner.LightGbm(), 2, 1, 1), TestContext.Current.CancellationToken);

        Assert.InRange(last.Rows, (trials.Rows / 4) - 1, (trials.Rows / 4) + 1);
        Assert.True(last["RSquared"] < 0, $"{last}");
    }

    [Fact]
    public async Task A_program_is_tried_too()
    {
        ProgramScripts.SkipWithoutPython();
        await using ITrials trials = await OpenAsync(TaskKind.Binary, folds: 2);

        Evaluation[] evaluations = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(fold => trials.RunAsync(new Trial(ProgramScripts.Stumps(), fold, 1, 1), TestContext.Current.CancellationToken)));

        Assert.All(evaluations, evaluation => Assert.InRange(evaluation["AreaUnderRocCurve"], 0.8, 1));
    }

    [Fact]
    public async Task A_learner_that_takes_numbers_only_is_refused_where_some_are_missing()
    {
        TrainingRequest request = await _bench.RequestAsync(TaskKind.Binary, Learner.Linear());
        await using ITrials trials = await _bench.OpenTrialsAsync(new TrialsRequest(request.Staged, request.Features, TaskKind.Binary, Folds: 3));

        StageException error = await Assert.ThrowsAsync<StageException>(
            () => trials.RunAsync(new Trial(Learner.Linear(), 0, 1, 1), TestContext.Current.CancellationToken));

        Assert.StartsWith("train: the feature 'Speed' is missing or infinite in ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thirty_rows_of_which_two_are_positive_are_refused_before_anything_is_trained()
    {
        StageException error = await Assert.ThrowsAsync<StageException>(() => OpenAsync(TaskKind.Binary, folds: 5, rows: null, of: 12));

        Assert.Contains("Use fewer folds or more rows: there are ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trial_that_is_cancelled_ends()
    {
        await using ITrials trials = await OpenAsync(TaskKind.Binary);
        using CancellationTokenSource source = new();
        Task<Evaluation> trial = trials.RunAsync(new Trial(Learner.LightGbm(trees: 5_000, leaves: 200, minimumExamplesPerLeaf: 1), 0, 1, 1), source.Token);
        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trial);
    }

    private async Task<ITrials> OpenAsync(TaskKind task, int folds = 3, long? rows = null, int of = 4000, string order = "i")
    {
        TrainingRequest request = await _bench.RequestAsync(task, Learner.LightGbm(), of, missing: false, order: order);
        return await _bench.OpenTrialsAsync(new TrialsRequest(request.Staged, request.Features, task, folds, rows));
    }

    private Task<(FeatureMatrix Matrix, int[]? Earlier)> ReadAsync(TrainingRequest request, long? rows) =>
        FeatureMatrixReader.ReadSampleAsync(_bench.Engine, request, rows, time: null, _bench.Context(), TestContext.Current.CancellationToken);
}
