using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Building;
using MlOps.Sdk.Local.Tests.Pipelines;
using MlOps.Sdk.Models;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Training.Validation;

/// <summary>From rows to a decision about the champion, with every part real.</summary>
public sealed class ValidationTests : IAsyncDisposable
{
    private readonly LocalRun _run = new();
    private readonly string _csv;

    public ValidationTests()
    {
        _csv = _run.PathOf("parcels.csv");
        Parcel.Write(_csv);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IModelRegistry Registry => _run.Services.GetRequiredService<IModelRegistry>();

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task A_first_model_becomes_the_champion_and_the_next_run_has_nothing_to_do()
    {
        PipelineRun first = await CrownAsync(Weak());
        Assert.Equal((PromotionOutcome.FirstModel, "parcels has no champion yet"), Told(first));
        PipelineRun second = await _run.RunAsync(Weak());
        Assert.All(second.Stages, stage => Assert.Equal(StageOutcome.Reused, stage.Outcome));
    }

    [Fact]
    public async Task A_better_model_is_promoted_on_the_evidence_of_the_same_rows_and_every_slice()
    {
        await CrownAsync(Weak());
        PipelineRun run = await _run.RunAsync(Strong());
        ValidatedModel validated = run.Product<ValidatedModel>();
        Assert.Equal((PromotionOutcome.Promote, 1), (validated.Decision.Outcome, validated.Decision.Champion!.Version));
        Assert.Matches(@"^challenger 0\.\d+ against champion 0\.\d+: \+0\.\d+ \[\+0\.\d+, \+0\.\d+\], better \(1,\d\d\d rows\)$", validated.Decision.Reason);

        Comparison overall = validated.Comparisons[0];
        Assert.Equal(validated.Model.On("test")["AreaUnderRocCurve"], overall.Challenger, 9);
        Assert.Equal((await Registry.ListAsync("parcels", Token))[0].Evaluation["AreaUnderRocCurve"], overall.Champion, 9);
        Assert.Equal(["North", "East", "West"], validated.Comparisons.Skip(1).Select(comparison => comparison.Slice!.Value));
        Assert.Equal(new SliceCoverage("Region", 5, 2, validated.Coverage[0].SmallRows, 100), validated.Coverage[0]);
        Assert.Equal(overall.Rows, validated.Coverage[0].SmallRows + validated.Slices.Sum(slice => slice.Rows));
    }

    [Fact]
    public async Task A_worse_model_is_no_error_and_the_champion_stays()
    {
        await CrownAsync(Strong());
        PipelineRun run = await _run.RunAsync(Weak());
        Assert.Equal(RunState.Succeeded, run.State);
        Assert.Equal(PromotionOutcome.Keep, run.Product<ValidatedModel>().Decision.Outcome);
        Assert.Contains(", worse (", run.Product<ValidatedModel>().Decision.Reason, StringComparison.Ordinal);
        Assert.False(run.Product<ValidatedModel>().Decision.IsPromoted);
    }

    [Fact]
    public async Task A_model_that_differs_by_chance_only_is_not_promoted_and_the_champion_itself_is_known()
    {
        await CrownAsync(Strong());
        PipelineRun run = await _run.RunAsync(Strong(l2: 0.001));
        Assert.Equal(PromotionOutcome.NotEnoughEvidence, run.Product<ValidatedModel>().Decision.Outcome);

        PipelineRun champion = await _run.RunAsync(Strong(alpha: 0.01));
        Assert.Equal((PromotionOutcome.IsChampion, "it is the champion, version 1"), Told(champion));
    }

    [Fact]
    public async Task A_champion_that_was_replaced_elsewhere_makes_the_validation_run_again_and_only_that()
    {
        await CrownAsync(Weak());
        await _run.RunAsync(Strong());
        PipelineRun middle = await _run.RunAsync(Strong(l2: 0.5));
        await Registry.SetAliasAsync("parcels", ModelAlias.Champion, middle.Model!.Version, Token);

        PipelineRun run = await _run.RunAsync(Strong());
        Assert.Equal("validate", run.Stages.First(stage => stage.Outcome == StageOutcome.Executed).Name);
        Assert.Contains($"the champion of parcels is version {middle.Model.Version}, compared was with version 1", run.Explain(), StringComparison.Ordinal);
        Assert.Equal(middle.Model.Version, run.Product<ValidatedModel>().Decision.Champion!.Version);
        Assert.Equal(StageOutcome.Reused, (await _run.RunAsync(Strong())).Stages.Single(stage => stage.Name == "validate").Outcome);
    }

    [Fact]
    public async Task A_champion_whose_bundle_is_gone_or_damaged_is_not_compared_with_and_stays()
    {
        PipelineRun first = await CrownAsync(Weak());
        string bundle = _run.Services.GetRequiredService<IArtifactStore>().Resolve(first.Model!.Bundle);
        string scorer = Path.Combine(bundle, "scorer.json");
        new FileInfo(scorer).IsReadOnly = false;
        File.AppendAllText(scorer, " ");
        Assert.Equal(
            (PromotionOutcome.NotComparable, "the champion, version 1, can't be compared with: its bundle is gone or damaged. It stays; to replace it, move the alias 'champion' "
                + "by hand, or leave BeatChampion(...) out."),
            Told(await _run.RunAsync(Strong())));

        Directory.Delete(bundle, recursive: true);
        Assert.Equal(PromotionOutcome.NotComparable, (await _run.RunAsync(Strong(l2: 0.1))).Product<ValidatedModel>().Decision.Outcome);
    }

    [Fact]
    public async Task A_champion_that_reads_a_column_that_is_gone_is_not_compared_with()
    {
        await CrownAsync(Strong());
        (PromotionOutcome outcome, string reason) = Told(await _run.RunAsync(new PipelineBuilder("parcels")
            .Ingest(Source.Csv<Parcel>(_csv))
            .Transform(parcels => parcels.Select(p => new { p.Id, p.Region, p.Weight, p.Hurry, p.Late }))
            .Stage("parcels", stage => stage.SplitByHash(p => p.Id, test: 0.3))
            .Train(learn => learn
                .Binary(label: p => p.Late)
                .Features(p => new { p.Weight, p.Hurry })
                .Try(Learner.Linear())
                .BeatChampion(by: m => m.AreaUnderRocCurve))
            .Build()));
        Assert.Equal(PromotionOutcome.NotComparable, outcome);
        Assert.StartsWith("the champion, version 1, can't be compared with: there is no column 'Distance'.", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_champion_that_predicts_another_kind_of_value_is_not_compared_with()
    {
        await CrownAsync(Weak());
        Assert.Contains("it predicts another kind of value (Binary, not Regression)", Told(await _run.RunAsync(Days())).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_engine_hands_over_in_another_order_gives_the_same_product()
    {
        PipelineRun plain = await _run.RunAsync(Strong());
        await using LocalRun other = new(builder =>
        {
            ServiceDescriptor known = builder.Services.Single(service => service.ServiceType == typeof(IWarehouse) && Equals(service.ServiceKey, Platforms.Local));
            builder.Services.Remove(known);
            builder.Services.AddKeyedSingleton<IWarehouse>(Platforms.Local, (provider, _) =>
                new ShuffledWarehouse((IWarehouse)ActivatorUtilities.CreateInstance(provider, known.KeyedImplementationType!), seed: 3));
            return builder;
        });
        PipelineRun shuffled = await other.RunAsync(Strong());
        ValidatedModel one = plain.Product<ValidatedModel>(), two = shuffled.Product<ValidatedModel>();
        Assert.Equal(one.Metrics, two.Metrics);
        Assert.Equal(one.Curves, two.Curves);
        Assert.Equal(one.ComputeFingerprint(), two.ComputeFingerprint());
    }

    [Fact]
    public async Task What_the_validation_measures_is_what_the_trainer_has_measured()
    {
        await HoldAsync(Strong());
        await HoldAsync(Carriers());
        await HoldAsync(Days());

        async Task HoldAsync(Pipeline pipeline)
        {
            ValidatedModel validated = (await _run.RunAsync(pipeline)).Product<ValidatedModel>();
            Evaluation trained = validated.Model.On("test");
            Assert.Equal(trained.Metrics.Select(metric => metric.Name), validated.Metrics.Select(metric => metric.Name));
            foreach (MetricInterval metric in validated.Metrics)
            {
                Assert.Equal(trained[metric.Name], metric.Value, 9);
                Assert.InRange(metric.Value, metric.Low, metric.High);
            }
        }
    }

    [Fact]
    public async Task Each_kind_of_model_has_its_pictures()
    {
        ValidatedModel binary = (await _run.RunAsync(Strong())).Product<ValidatedModel>();
        Assert.Equal((0.0, 0.0), (binary.Curves.Roc![0].X, binary.Curves.Roc[0].Y));
        Assert.Equal((1.0, 1.0), (binary.Curves.Roc[^1].X, binary.Curves.Roc[^1].Y));
        Assert.InRange(binary.Curves.Roc.Count, 50, 200);
        Assert.InRange(binary.Curves.PrecisionRecall!.Count, 50, 200);
        double area = binary.Curves.Roc.Zip(binary.Curves.Roc.Skip(1), (from, to) => (to.X - from.X) * (to.Y + from.Y) / 2).Sum();
        Assert.Equal(binary.Model.On("test")["AreaUnderRocCurve"], area, 2);
        Assert.Equal(binary.Model.On("test").Rows, binary.Curves.Calibration!.Sum(bin => bin.Rows));
        Assert.InRange(binary.Calibration!.ExpectedError, 0, 0.1);
        Assert.Equal(binary.Calibration.Rate, binary.Calibration.Mean, 1);

        ValidatedModel classes = (await _run.RunAsync(Carriers())).Product<ValidatedModel>();
        Assert.Equal(["Rail", "Road", "Ship"], classes.Curves.Confusion!.Classes);
        double right = (double)Enumerable.Range(0, 3).Sum(place => classes.Curves.Confusion.Counts[place][place]) / classes.Model.On("test").Rows;
        Assert.Equal(classes.Model.On("test")["MicroAccuracy"], right, 9);

        ResidualDistribution residuals = (await _run.RunAsync(Days())).Product<ValidatedModel>().Curves.Residuals!;
        Assert.Equal(residuals.Quantiles.Select(quantile => quantile.Residual).Order(), residuals.Quantiles.Select(quantile => quantile.Residual));
        Assert.InRange(residuals.Predictions.Count, 100, 200);
    }

    [Fact]
    public async Task Calibration_corrects_the_probabilities_and_leaves_the_order_of_the_rows()
    {
        ValidatedModel plain = (await _run.RunAsync(Rough(learn => learn))).Product<ValidatedModel>();
        ValidatedModel calibrated = (await _run.RunAsync(Rough(learn => learn.Calibrate()))).Product<ValidatedModel>();
        Assert.Equal(plain.Model.On("test")["AreaUnderRocCurve"], calibrated.Model.On("test")["AreaUnderRocCurve"], 4);
        // A forest of few steps shrinks all probabilities towards the middle.
        Assert.True(plain.Calibration!.ExpectedError > 0.1, $"{plain.Calibration}");
        Assert.True(calibrated.Calibration!.ExpectedError < 0.05, $"{calibrated.Calibration}");
        Assert.True(calibrated.Calibration.Brier < plain.Calibration.Brier);
        Assert.True(calibrated.Model.On("test")["LogLoss"] < plain.Model.On("test")["LogLoss"]);
        ServableModel.Load(_run.Services.GetRequiredService<IArtifactStore>().Resolve(calibrated.Model.Bundle));

        Pipeline Rough(Func<LearningBuilder<Parcel, BinaryMetrics>, LearningBuilder<Parcel, BinaryMetrics>> more) => new PipelineBuilder("parcels")
            .Ingest(Source.Csv<Parcel>(_csv))
            .Stage("parcels", stage => stage.SplitByHash(p => p.Id, test: 0.3, validation: 0.2))
            .Train(train => more(train
                .Binary(label: p => p.Late)
                .Features(p => new { p.Weight, p.Distance, p.Hurry })
                .Try(Learner.LightGbm(trees: 5, learningRate: 0.05))))
            .Build();
    }

    [Fact]
    public async Task A_slice_below_its_bound_is_named_and_nothing_is_registered()
    {
        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(() => _run.RunAsync(Learn(
            p => p.Features(f => new { f.Distance }).Try(Learner.Linear()).RequireEach(f => f.Region, m => m.AreaUnderRocCurve >= 0.99 && m.LogLoss < 9, minimumRows: 60))));
        Assert.Matches(
            @"validate: Region = North: AreaUnderRocCurve >= 0\.99 is not met: 0\.\d+; Region = East: .*Region = (South|West): .*Region is null: AreaUnderRocCurve .*\. Nothing was registered or deployed\..*RequireEach",
            exception.Message.ReplaceLineEndings(" "));
        Assert.DoesNotContain("LogLoss", exception.Message, StringComparison.Ordinal);
        Assert.Empty(await Registry.ListAsync("parcels", Token));
    }

    [Fact]
    public async Task A_model_is_held_to_a_latency_and_a_size_on_this_machine()
    {
        ValidatedModel held = (await _run.RunAsync(Learn(p => p
            .Features(f => new { f.Distance }).Try(Learner.Linear()).RequireLatency(p99: TimeSpan.FromSeconds(5)).RequireSize(megabytes: 50)))).Product<ValidatedModel>();
        Assert.Equal(["p99 <= 5000 ms", "size <= 50 MB"], held.Gates.Select(gate => gate.Gate));
        Assert.True(held.Serving is { P99: > 0, Predictions: 2000, BundleBytes: > 1000 } && held.Serving.Median <= held.Serving.P99);

        PipelineRunException missed = await Assert.ThrowsAsync<PipelineRunException>(() => _run.RunAsync(Learn(p => p
            .Features(f => new { f.Distance }).Try(Learner.Linear()).RequireLatency(p99: TimeSpan.FromTicks(1)).RequireSize(megabytes: 0.000001))));
        Assert.Matches(@"p99 <= 0\.0001 ms is not met: [\d.]+; size <= 1E-06 MB is not met: 0\.\d+", missed.Message);
        Assert.Contains("Train a smaller model, or raise the bound in RequireLatency(...) or RequireSize(...).", missed.Message, StringComparison.Ordinal);
    }

    private async Task<PipelineRun> CrownAsync(Pipeline pipeline)
    {
        PipelineRun run = await _run.RunAsync(pipeline);
        await Registry.SetAliasAsync("parcels", ModelAlias.Champion, run.Model!.Version, Token);
        return run;
    }

    private static (PromotionOutcome Outcome, string Reason) Told(PipelineRun run)
    {
        PromotionDecision decision = run.Product<ValidatedModel>().Decision;
        return (decision.Outcome, decision.Reason);
    }

    private Pipeline Weak() => Learn(learn => learn
        .Features(p => new { p.Weight })
        .Try(Learner.Linear())
        .BeatChampion(by: m => m.AreaUnderRocCurve, slices: p => p.Region));

    private Pipeline Strong(double l2 = 0.01, double alpha = 0.05) => Learn(learn => learn
        .Features(p => new { p.Weight, p.Distance, p.Hurry })
        .Try(Learner.Linear(l2))
        .BeatChampion(by: m => m.AreaUnderRocCurve, alpha: alpha, slices: p => new { p.Region }));

    private Pipeline Learn(Func<LearningBuilder<Parcel, BinaryMetrics>, LearningBuilder<Parcel, BinaryMetrics>> learn) => Staged()
        .Train(train => learn(train.Binary(label: p => p.Late)))
        .Build();

    private Pipeline Carriers() => Staged()
        .Train(learn => learn
            .Multiclass(label: p => p.Carrier)
            .Features(p => new { p.Weight, p.Distance, p.Hurry })
            .Try(Learner.Linear()))
        .Build();

    private Pipeline Days() => Staged()
        .Train(learn => learn
            .Regression(label: p => p.Days)
            .Features(p => new { p.Weight, p.Distance, p.Hurry })
            .Try(Learner.LightGbm(trees: 20))
            .BeatChampion(by: m => m.RSquared))
        .Build();

    private StagedBuilder<Parcel> Staged() => new PipelineBuilder("parcels")
        .Ingest(Source.Csv<Parcel>(_csv))
        .Stage("parcels", stage => stage.SplitByHash(p => p.Id, test: 0.3));
}
