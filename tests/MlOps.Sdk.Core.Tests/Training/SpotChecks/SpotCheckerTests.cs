using System.Text.Json;
using Microsoft.Extensions.Logging;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Core.Tests.Training.Trials;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Runs.Recipes;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;
using MlOps.Sdk.Training.SpotChecks;

namespace MlOps.Sdk.Core.Tests.Training.SpotChecks;

public sealed class SpotCheckerTests
{
    private static readonly Learner A = new OwnLearner("a");
    private static readonly Learner B = new OwnLearner("b");
    private static readonly Learner C = new OwnLearner("c");

    private static readonly SpotCheckPlan Plan = new() { Name = "spot-check", Task = TaskKind.Binary, Learners = [A, B, C], Folds = 5, Rows = 500, Seed = 9 };

    [Fact]
    public async Task Learners_are_ranked_by_their_mean_and_each_was_tried_on_each_fold()
    {
        ScriptedTrials trials = new(trial => trial.Learner.Name switch { "a" => 0.6, "b" => 0.8, _ => 0.7 } + (trial.Fold / 100.0));

        SpotCheck check = await CheckAsync(trials, Plan);

        Assert.Equal([B, C, A], check.Ranking.Select(learner => learner.Learner));
        Assert.Equal((B, "AreaUnderRocCurve", 100, 5), (check.Learner, check.Metric, check.Rows, check.Folds));
        Assert.Equal(0.82, check.Ranking[0].Mean, 1e-12);
        Assert.Equal([0.8, 0.81, 0.82, 0.83, 0.84], check.Ranking[0].Scores.Select(score => Math.Round(score, 6)));
        Assert.Equal(15, trials.Ran.Distinct().Count());
        Assert.All(trials.Ran, trial => Assert.Equal((1, 9), (trial.Share, trial.Seed)));
        Assert.Equal((5, 500L, Plan.Order), (trials.Request!.Folds, trials.Request.Rows, trials.Request.Order));
        Assert.True(trials.IsDisposed);
        Assert.Equal(trials.Progress.Order(), trials.Progress);
        Assert.Equal(1, trials.Progress.Last(), 1e-12);
    }

    [Fact]
    public async Task Of_equals_the_first_that_was_named_comes_first()
    {
        SpotCheck check = await CheckAsync(new ScriptedTrials(_ => 0.5), Plan);

        Assert.Equal([A, B, C], check.Ranking.Select(learner => learner.Learner));
        Assert.Equal([B, C], check.Indistinguishable);
    }

    [Fact]
    public async Task A_steady_lead_tells_learners_apart_even_if_folds_differ_more()
    {
        // Folds differ by 0.1, b is behind by 0.01 on each, c is ahead on one.
        double[] folds = [0.6, 0.7, 0.8, 0.9, 0.75];
        SpotCheck check = await CheckAsync(
            new ScriptedTrials(trial => folds[trial.Fold] - trial.Learner.Name switch { "a" => 0, "b" => 0.01 + (trial.Fold * 0.0001), _ => trial.Fold == 3 ? -0.02 : 0.02 }),
            Plan);

        Assert.Equal([A, B, C], check.Ranking.Select(learner => learner.Learner));
        Assert.True(check.Ranking[1].High > check.Ranking[0].Low);
        Assert.Equal([C], check.Indistinguishable);
        Assert.Equal(1, check.Ranking.Max(learner => learner.High), 0.2);
        Assert.True(check.Ranking.Max(learner => learner.High) <= 1);
    }

    [Fact]
    public async Task A_learner_that_fails_on_a_fold_is_last_with_the_reason()
    {
        SpotCheck check = await CheckAsync(
            new ScriptedTrials(trial => trial == new Trial(A, 3, 1, 9) ? throw new StageException("spot-check: a can't.") : trial.Learner == C ? 0.9 : 0.8), Plan);

        Assert.Equal([C, B, A], check.Ranking.Select(learner => learner.Learner));
        Assert.Equal("a can't.", check.Ranking[2].Failure);
        Assert.Equal(double.NaN, check.Ranking[2].Mean);
        Assert.DoesNotContain(A, check.Indistinguishable);
    }

    [Fact]
    public async Task If_none_can_be_trained_every_reason_is_told()
    {
        ScriptedTrials trials = new(trial => throw new StageException($"spot-check: {trial.Learner.Name} takes numbers only."));

        StageException error = await Assert.ThrowsAsync<StageException>(() => CheckAsync(trials, Plan));

        Assert.Equal(
            ["a takes numbers only.", "b takes numbers only.", "c takes numbers only."],
            error.Message.Split(Environment.NewLine).Select(line => line[(line.IndexOf("ranked: ", StringComparison.Ordinal) + 8)..]));
        Assert.StartsWith("spot-check: a can't be ranked: ", error.Message, StringComparison.Ordinal);
        Assert.True(trials.IsDisposed);
    }

    [Fact]
    public async Task Of_ordered_rows_the_interval_knows_how_few_the_first_folds_are_trained_on()
    {
        SpotCheckPlan plan = Plan with { Folds = 4, Learners = [A, B] };
        ScriptedTrials shuffled = new(trial => 0.7 + (trial.Fold * 0.01)) { Rows = 80 };
        ScriptedTrials ordered = new(trial => 0.7 + (trial.Fold * 0.01)) { Rows = 100 };

        double narrow = Width(await CheckAsync(shuffled, plan));
        double wide = Width(await CheckAsync(ordered, plan with { Order = new ColumnNode("Day", DataType.Date, false) }));

        // Twenty are tested on 60 each time; or on 20, 40, 60 and 80.
        Assert.Equal(Math.Sqrt((0.25 + (1 / 3.0)) / (0.25 + ((1 + 0.5 + (1 / 3.0) + 0.25) / 4))), narrow / wide, 1e-9);

        static double Width(SpotCheck check) => check.Ranking[0].High - check.Ranking[0].Low;
    }

    [Fact]
    public async Task Leaks_are_logged_as_warnings_and_kept()
    {
        LeakWarning warning = new("Cost", "alone gives an AUC of 1.");
        Lines logger = new();
        ScriptedTrials trials = new(_ => 0.5) { Leaks = [warning] };

        SpotCheck check = await new SpotChecker(trials).CheckAsync(
            new SpotCheckRequest(ScriptedTrials.Staged, ScriptedTrials.Features, Plan), trials.Context(logger), TestContext.Current.CancellationToken);

        Assert.Equal([warning], check.Warnings);
        Assert.Equal(["Warning spot-check: the feature Cost alone gives an AUC of 1."], logger.Written);
    }

    [Fact]
    public async Task A_spot_check_with_a_failure_survives_as_JSON()
    {
        Product check = await CheckAsync(new ScriptedTrials(trial => trial.Learner == A ? throw new StageException("no") : 0.5), Plan);

        Product? read = JsonSerializer.Deserialize<Product>(JsonSerializer.Serialize(check, PlanJson.Compact), PlanJson.Compact);

        Assert.Equal(check, read);
    }

    [Fact]
    public async Task The_same_choice_has_the_same_fingerprint_whatever_the_scores()
    {
        SpotCheck one = await CheckAsync(new ScriptedTrials(trial => trial.Learner == B ? 0.9 : 0.5), Plan);
        SpotCheck two = await CheckAsync(new ScriptedTrials(trial => trial.Learner == B ? 0.8 : 0.4), Plan with { Learners = [C, B] });

        Assert.NotEqual(one, two);
        Assert.Equal(one.ComputeFingerprint(), two.ComputeFingerprint());
    }

    [Fact]
    public void The_trainer_is_part_of_the_code_that_a_spot_check_is_made_by()
    {
        ScriptedTrials trainer = new(_ => 0.5);

        Assert.Equal([typeof(SpotChecker), typeof(ScriptedTrials)], StageRecipes.Of(Plan).CodeOf(new SpotChecker(trainer)));
        Assert.Equal([typeof(SpotChecker), typeof(ScriptedTrials)], StageRecipes.Of(Plan).CodeOf(trainer));
    }

    private static Task<SpotCheck> CheckAsync(ScriptedTrials trials, SpotCheckPlan plan) => new SpotChecker(trials).CheckAsync(
        new SpotCheckRequest(ScriptedTrials.Staged, ScriptedTrials.Features, plan), trials.Context(), TestContext.Current.CancellationToken);

    private sealed class Lines : ILogger
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add($"{logLevel} {formatter(state, exception)}");
    }
}
