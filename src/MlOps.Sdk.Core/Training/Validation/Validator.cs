using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Chooses the best of several models, holds it to the gates and compares it with the champion on the same test rows.</summary>
internal sealed class Validator(IWarehouse warehouse, IModelRegistry registry)
{
    // Slices that are listed; all are held to gates and compared.
    private const int MostListed = 200;

    /// <exception cref="StageException">A gate is not met, or the model can't be scored.</exception>
    public async Task<ValidatedModel> ValidateAsync(
        ValidationPlan plan, IReadOnlyList<TrainedModel> models, StagedDataset staged, FittedFeatures features, StageContext context,
        CancellationToken cancellationToken)
    {
        TrainedModel best = BestModel.Of(plan, models);
        GateCheck gates = new(plan, best);
        List<GateResult> results = [.. gates.Check()];
        (ModelBundle bundle, ScoredModel challenger) = Open(await context.Artifacts.FetchAsync(best.Bundle, cancellationToken), features, plan);
        Champion champion = await new ChampionLookup(registry, plan.Champion).FindAsync(best, challenger.Task, staged.Data.Schema, context, cancellationToken);
        ServingMeasurement? serving = plan.Serving is null ? null : Serve(bundle, plan, context, cancellationToken);
        results.AddRange(serving is null ? [] : ServingCheck.Check(plan.Serving!, serving));

        ValueList<NamedScalar> slicers = plan.Slicers();
        TestSplit split = await new TestSplitReader(warehouse, staged, context).ReadAsync(
            challenger.Task, features.Label, slicers, champion.Model is null ? [challenger] : [challenger, champion.Model], cancellationToken);
        if (challenger.Failure is { } failure)
            throw new StageException($"{plan.Name}: a feature can't be computed {failure} Drop such rows in a transform, or change the feature.");

        Predictions predictions = split.PredictionsOf(challenger);
        SliceTable table = split.Slices();
        foreach (SliceGatePlan gate in plan.SliceGates)
            results.AddRange(Listed(gates.Check(gate, table, predictions), result => !result.Passed));

        ValidatedModel validated = new(best, results.ToValueList())
        {
            Decision = champion.Decision,
            Metrics = MetricIntervals.Of(predictions, plan.Seed, cancellationToken),
            Slices = slicers.SelectMany(slicer => table.Slices(slicer, MinimumRows(plan, slicer)).Take(MostListed))
                .Select(slice => new SliceMetrics(slice.Slice, slice.Rows.Length, MetricIntervals.Of(predictions.Take(slice.Rows), plan.Seed, cancellationToken)))
                .ToValueList(),
            Coverage = slicers.Select(slicer => table.Coverage(slicer, MinimumRows(plan, slicer))).ToValueList(),
            Curves = CurveDrawing.Of(predictions, challenger.Classes),
            Calibration = CurveDrawing.CalibrationOf(predictions),
            Serving = serving,
        };
        if (results.Exists(result => !result.Passed))
            throw gates.Missed(results, validated);
        return champion.Model is null ? validated : Compare(validated, plan, champion, split, predictions, table, cancellationToken);
    }

    /// <summary>Why a validation doesn't hold any more: the champion isn't the one that the model was compared with. Null if it holds.</summary>
    public async Task<string?> FindObjectionAsync(ValidatedModel validated, CancellationToken cancellationToken)
    {
        if (validated.Decision.Model is not { } model)
            return null;
        ModelVersion? now = await registry.FindAsync(model, ModelAlias.Champion, cancellationToken);
        ChampionReference? then = validated.Decision.Champion;
        if (now?.Bundle.Digest == validated.Model.Bundle.Digest || (now?.Version == then?.Version && now?.Bundle.Digest == then?.Bundle))
            return null;
        string compared = then is null ? "there was none to compare with" : FormattableString.Invariant($"compared was with version {then.Version}");
        return now is null ? $"{model} has no champion any more, {compared}" : FormattableString.Invariant($"the champion of {model} is version {now.Version}, {compared}");
    }

    /// <summary>The bytes that a warehouse would read for the test rows.</summary>
    public Task<long?> ForecastBytesAsync(StagedDataset staged, FittedFeatures features, StageContext context, CancellationToken cancellationToken) =>
        warehouse.ForecastBytesAsync(
            [TestSplitReader.Relation(TestSplitReader.ColumnsOf(features.Features, staged.Data.Schema), features.Label, [])], staged.Data, context, cancellationToken);

    private static (ModelBundle Bundle, ScoredModel Model) Open(string folder, FittedFeatures features, ValidationPlan plan)
    {
        try
        {
            ModelBundle bundle = ModelBundle.Open(folder);
            IScorer scorer = bundle.ReadScorer();
            return scorer.FeatureCount == features.Width()
                ? (bundle, new(bundle.Manifest.Task, bundle.Manifest.Classes, features.Features, scorer))
                : throw new ModelBundleException($"{folder}: the model takes {scorer.FeatureCount} features, the pipeline's are {features.Width()}.");
        }
        catch (ModelBundleException exception)
        {
            throw new StageException($"{plan.Name}: {exception.Message}", exception);
        }
    }

    private static ServingMeasurement Serve(ModelBundle bundle, ValidationPlan plan, StageContext context, CancellationToken cancellationToken)
    {
        try
        {
            return ServingCheck.Measure(bundle, context.Time, cancellationToken);
        }
        catch (ModelBundleException exception)
        {
            throw new StageException($"{plan.Name}: the model can't be served: {exception.Message} Nothing was registered or deployed.", exception);
        }
    }

    private static ValidatedModel Compare(
        ValidatedModel validated, ValidationPlan plan, Champion champion, TestSplit split, Predictions challenger, SliceTable table, CancellationToken cancellationToken)
    {
        if (champion.Model!.Failure is { } failure)
            return validated with { Decision = champion.NotComparable($"its features can't be computed {failure}") };
        Predictions current = split.PredictionsOf(champion.Model);
        ChampionTest test = new(plan.Champion!, plan.Seed, cancellationToken);
        Comparison overall = test.Compare(current, challenger);
        IReadOnlyList<Comparison> slices = test.Compare(
            plan.Champion!.Slices.SelectMany(slicer => table.Slices(slicer, plan.Champion.MinimumRows)), current, challenger);
        (PromotionOutcome outcome, string reason) = PromotionRule.Decide(overall, slices);
        return validated with
        {
            Decision = champion.Decision with { Outcome = outcome, Reason = reason },
            Comparisons = [overall, .. Listed(slices, slice => slice.Verdict != ComparisonVerdict.NotEnoughEvidence)],
        };
    }

    // The first of many, and of the others those that matter.
    private static IEnumerable<T> Listed<T>(IEnumerable<T> all, Func<T, bool> matters) => all.Where((one, index) => index < MostListed || matters(one));

    private static long MinimumRows(ValidationPlan plan, NamedScalar slicer) => plan.SliceGates.Where(gate => gate.By == slicer).Select(gate => gate.MinimumRows)
        .Concat(plan.Champion?.Slices.Contains(slicer) == true ? [plan.Champion.MinimumRows] : Array.Empty<long>()).Min();
}
