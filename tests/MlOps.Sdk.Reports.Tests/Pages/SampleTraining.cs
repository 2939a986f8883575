using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Reports.Tests.Pages;

/// <summary>What the learning stages make.</summary>
internal static class SampleTraining
{
    private const string Auc = nameof(BinaryMetrics.AreaUnderRocCurve);

    public static SpotCheck SpotCheck(Func<string, string> name) => new(Learner.LightGbm(), Auc, 7_985, 5,
    [
        new RankedLearner(Learner.LightGbm(), [0.821, 0.833, 0.818, 0.829, 0.826], 0.8254, 0.8181, 0.8327),
        new RankedLearner(Learner.FastTree(), [0.815, 0.829, 0.812, 0.821, 0.824], 0.8202, 0.8113, 0.8291),
        new RankedLearner(Learner.Linear(), [0.804, 0.811, 0.799, 0.812, 0.806], 0.8064, 0.7998, 0.8130),
        new RankedLearner(Learner.Sdca(), [double.NaN, 0.6, 0.6, 0.6, 0.6], double.NaN, double.NaN, double.NaN, name("its loss is not finite after 3 passes")),
    ],
    [new LeakWarning(name("CostRepair"), name("alone it tells the label with an AUC of 0.991. If it is known only after the label, leave it out."))]);

    public static Tuning Tuning(int count)
    {
        Random random = new(7);
        TunedTrial[] trials = [.. Enumerable.Range(1, count).Select(number => Trial(number, random))];
        TunedTrial best = trials.Where(trial => trial.Rungs[^1].Share >= 1).MaxBy(trial => trial.Rungs[^1].Score)!;
        return new Tuning(best.Learner, Auc, [.. trials], best.Number);
    }

    public static ValueList<Evaluation> Evaluations(TaskKind task, double shift) => task switch
    {
        TaskKind.Binary =>
        [
            new BinaryMetrics { AreaUnderRocCurve = 0.8288 + (shift / 1000), Accuracy = 0.902, AreaUnderPrecisionRecallCurve = 0.463, LogLoss = 0.261, Precision = double.NaN, Recall = 0.31, F1Score = 0.41 }.ToEvaluation("test", 1_997),
            new BinaryMetrics { AreaUnderRocCurve = 0.8310, Accuracy = 0.905, AreaUnderPrecisionRecallCurve = 0.471, LogLoss = 0.255, Precision = 0.66, Recall = 0.33, F1Score = 0.44 }.ToEvaluation("validation", 1_002),
        ],
        _ => [new RegressionMetrics { RSquared = 0.71 + (shift / 1000), MeanAbsoluteError = 12_345.6, RootMeanSquaredError = 23_456.7 }.ToEvaluation("test", 1_997)],
    };

    public static ValidatedModel Validated(TrainedModel model, Func<string, string> name)
    {
        string metric = model.Evaluations[0].Primary;
        Slice[] slices = [.. Enumerable.Range(0, 14).Select(index => new Slice(name(index < 9 ? "OriginState" : "WildlifeSize"), index == 13 ? null : name($"Value {index}")))];
        return new ValidatedModel(model,
        [
            new GateResult($"{metric} >= 0.79", 0.8288, true), new GateResult($"{metric} >= 0.7", 0.7421, true) { Slice = slices[3] },
            new GateResult("99 % of predictions within 5 ms", 0.8123, true) { IsServing = true },
        ])
        {
            Decision = new PromotionDecision(PromotionOutcome.Promote, "better by 0.0123 (95 % interval 0.0021 to 0.0225), worse in none of 13 slices") { Model = name("bird-strikes"), Champion = new ChampionReference(3, "ab") },
            Comparisons =
            [
                Compare(metric, null, 1_997, 0.0123, 0.0051, ComparisonVerdict.Better),
                .. slices.Take(6).Select((slice, index) => Compare(metric, slice, 600 - (90 * index), 0.015 - (0.006 * index), 0.012 + (0.004 * index), index == 5 ? ComparisonVerdict.Worse : ComparisonVerdict.NotEnoughEvidence)),
            ],
            Metrics = [new MetricInterval(metric, 0.8288, 0.8071, 0.8490)],
            Slices = [.. slices.Select((slice, index) => new SliceMetrics(slice, 420 - (29 * index), [new MetricInterval(metric, index == 4 ? double.NaN : 0.84 - (0.011 * index), 0.79 - (0.016 * index), 0.88 - (0.004 * index))]))],
            Coverage = [new SliceCoverage(name("OriginState"), 52, 43, 811, 100)],
            Curves = model.Evaluations[0].Task == TaskKind.Regression ? Regression() : Binary(name),
            Calibration = model.Evaluations[0].Task == TaskKind.Regression ? null : new CalibrationMeasures(0.0123, 0.0732, 0.099, 0.0994),
            Serving = new ServingMeasurement(0.0312, 0.0844, 41.2, 2_000, 1_912, 912_345),
        };
    }

    private static TunedTrial Trial(int number, Random random)
    {
        int trees = (int)Math.Exp(3 + (3.2 * random.NextDouble()));
        double rate = Math.Exp(-4.6 + (3.9 * random.NextDouble()));
        double score = 0.83 - (0.02 * Math.Abs(Math.Log(trees * rate / 8))) + (0.006 * random.NextDouble());
        int rungs = number <= 2 || random.Next(3) == 0 ? 3 : random.Next(1, 3);
        ValueList<Rung> scores = [.. new[] { 1.0 / 9, 1.0 / 3, 1 }.Take(rungs).Select((share, index) => new Rung(share, score - (0.02 * (2 - index)), [score - 0.03, score + 0.004, score + 0.001]))];
        return new TunedTrial(number, Learner.LightGbm(trees, 4 + random.Next(100), rate), number == 1 ? "own" : number < 10 ? "random" : "model", scores);
    }

    private static Comparison Compare(string metric, Slice? slice, long rows, double difference, double half, ComparisonVerdict verdict) =>
        new(metric, slice, rows, 0.8165, 0.8165 + difference, verdict)
        {
            Low = difference - half, High = difference + half, Alpha = 0.05, PValue = 0.0181, Detectable = 0.0104, Test = "paired bootstrap, 2000 resamples",
        };

    private static ModelCurves Binary(Func<string, string> name) => new()
    {
        Roc = [.. Enumerable.Range(0, 101).Select(step => new CurvePoint(step / 100.0, Math.Pow(step / 100.0, 0.25), step == 0 ? double.PositiveInfinity : 1 - (step / 100.0)))],
        PrecisionRecall = [.. Enumerable.Range(0, 101).Select(step => new CurvePoint(step / 100.0, 0.1 + (0.8 * Math.Pow(1 - (step / 100.0), 1.4)), 1 - (step / 100.0)))],
        Calibration = [.. Enumerable.Range(0, 10).Select(bin => new CalibrationBin(bin / 10.0, (bin + 1) / 10.0, bin == 7 ? 0 : 1_400 / (1 + (bin * bin)), bin == 7 ? double.NaN : (bin / 10.0) + 0.04, bin == 7 ? double.NaN : Math.Min(1, bin / 9.5)))],
        Confusion = new ConfusionMatrix([name("false"), name("true")], [[1_762, 37], [151, 47]]),
    };

    private static ModelCurves Regression() => new()
    {
        Residuals = new ResidualDistribution(
            [new(0, -120.5), new(0.5, 0.1), new(1, 142)],
            [.. Enumerable.Range(-20, 40).Select(bin => new ResidualBin(bin * 5, (bin + 1) * 5, (long)(200 * Math.Exp(-bin * bin / 60.0))))],
            [.. Enumerable.Range(0, 100).Select(row => new PredictedValue(row, row + (10 * Math.Sin(row))))]),
    };
}
