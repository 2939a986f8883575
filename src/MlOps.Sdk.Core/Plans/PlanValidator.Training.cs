using MlOps.Sdk.Models;
using MlOps.Sdk.Training.Analyzers;

namespace MlOps.Sdk.Plans;

internal static partial class PlanValidator
{
    private static IEnumerable<Problem> FeaturesProblems(FeaturesPlan features)
    {
        if (features.Features.Count == 0)
            yield return new($"{features.Name}.features", "there are no features. Write .Features(f => new { f.Distance, Origin = Feature.Vocabulary(f.Origin, size: 50) }).");
        if (Twice(features.Features.Select(feature => feature.Name)) is { } twice)
            yield return new($"{features.Name}.{twice}", "two features have this name.");

        foreach (FeaturePlan feature in features.Features)
        {
            foreach (string problem in feature.Analyzer is { } analyzer ? AnalyzerTable.Of(analyzer).Problems(feature) : [])
                yield return new($"{features.Name}.{feature.Name}", problem);
        }

        foreach (Problem leak in LabelLeak.Problems(features))
            yield return leak;
    }

    private static IEnumerable<Problem> TrainingProblems(TrainingPlan training, PipelinePlan plan)
    {
        foreach (Problem problem in LearnerProblems(training, training.Task, training.Learner, training.Implementation is not null, plan))
            yield return problem;
        if (!training.Calibrated)
            yield break;
        if (training.Task != TaskKind.Binary)
            yield return new($"{training.Name}.calibrated", $"a sigmoid corrects the probability of true, and a {training.Task} model has none. Leave Calibrate() out.");
        if (training.Implementation is not null || training.Learner is BigQueryLearner)
            yield return new($"{training.Name}.calibrated", "a trainer of your own, and BigQuery, calibrate as they will. Leave Calibrate() out.");
        if (plan.Stages.OfType<StagingPlan>().FirstOrDefault(stage => training.Inputs.Contains(stage.Name)) is { } staging && !HasValidation(staging.Split))
            yield return new($"{staging.Name}.split", "calibration needs rows that were not trained on. Write SplitByHash(key, test: 0.2, validation: 0.1).");
    }

    private static IEnumerable<Problem> SpotCheckProblems(SpotCheckPlan check, PipelinePlan plan)
    {
        if (check.Learners.Count < 2)
            yield return new(check.Name, $"{check.Learners.Count} learners can't be ranked. Write .Try(Learner.LightGbm(), Learner.Linear()), or leave SpotCheck(…) out.");
        if (check.Folds is < 2 or > 20)
            yield return new($"{check.Name}.folds", $"must be 2 to 20, was {check.Folds}.");
        if (check.Rows < 100)
            yield return new($"{check.Name}.rows", $"must be at least 100, was {check.Rows}; fewer tell learners from one another by luck.");
        foreach (Problem problem in check.Learners.SelectMany(learner => LearnerProblems(check, check.Task, learner, check.Implementation is not null, plan)))
            yield return problem;
    }

    // What is wrong with a learner, wherever it is trained.
    private static IEnumerable<Problem> LearnerProblems(StagePlan stage, TaskKind task, Learner learner, bool isOwn, PipelinePlan plan)
    {
        if (!isOwn && learner is OwnLearner own)
            yield return new(stage.Name, $"'{own.Title}' is a learner of your own, and no trainer of your own knows it. Write .UseTrainer<YourTrainer>().");
        foreach ((string name, double value, double least, double greatest) in Settings(learner))
        {
            if (!(value >= least && value <= greatest))
                yield return new($"{stage.Name}.{learner.Name}.{name}", Text($"must be {least} to {greatest}, was {value}."));
        }

        if (learner is BigQueryNetworkLearner { Activation: Activation.Identity })
            yield return new($"{stage.Name}.{learner.Name}.activation", "BigQuery has no identity. Write Activation.Relu, Activation.Tanh or Activation.Sigmoid.");
        if (!isOwn && task == TaskKind.Multiclass && learner is FastTreeLearner or BigQueryLinearLearner)
            yield return new(stage.Name, $"{(learner is FastTreeLearner ? "FastTree" : "BigQueryLinear")} has no form for several classes. Write Learner.LightGbm(), Learner.Linear() or Learner.Sdca().");
        FeaturesPlan? features = plan.Stages.OfType<FeaturesPlan>().FirstOrDefault(candidate => stage.Inputs.Contains(candidate.Name));
        if (learner is ProgramLearner program)
        {
            foreach (Problem problem in ProgramRules.Problems(stage.Name, program, features))
                yield return problem;
        }

        if (features is null || isOwn || learner is not (LinearLearner or SdcaLearner or FastTreeLearner or BigQueryLearner))
            yield break;
        foreach (FeaturePlan feature in features.Features.Where(MayBeMissing))
        {
            string remedy = feature.Analyzer is null
                ? $"Write f.{feature.Name} ?? 0, or Feature.Standardize(f.{feature.Name})."
                : "Give its value with '??', or drop such rows in a transform.";
            yield return new($"{stage.Name}.{learner.Name}", $"the feature '{feature.Name}' may be absent, and this learner can't take that (LightGbm can). {remedy}");
        }
    }

    private static IEnumerable<(string Name, double Value, double Least, double Greatest)> Settings(Learner learner) => learner switch
    {
        LightGbmLearner trees => TreeSettings(trees.Trees, trees.Leaves, trees.LearningRate, trees.MinimumExamplesPerLeaf),
        FastTreeLearner trees => TreeSettings(trees.Trees, trees.Leaves, trees.LearningRate, trees.MinimumExamplesPerLeaf),
        LinearLearner linear => [("l2", linear.L2, 0, 1e6)],
        SdcaLearner sdca => [("l2", sdca.L2 ?? 1e-6, 0, 1e6), ("passes", sdca.Passes ?? 1, 1, 100_000)],
        BigQueryLinearLearner linear => [("l1", linear.L1, 0, 1e6), ("l2", linear.L2, 0, 1e6), ("maxIterations", linear.MaxIterations, 1, 10_000)],
        BigQueryTreesLearner trees =>
        [
            ("trees", trees.Trees, 1, 10_000), ("depth", trees.Depth, 1, 50), ("learningRate", trees.LearningRate, 1e-6, 1),
            ("minimumChildWeight", trees.MinimumChildWeight, 0, int.MaxValue), ("subsample", trees.Subsample, 1e-3, 1), ("l1", trees.L1, 0, 1e6), ("l2", trees.L2, 0, 1e6),
        ],
        BigQueryNetworkLearner network =>
        [
            ("units", network.Units.Count, 1, 20), .. network.Units.Select((units, layer) => (Text($"units[{layer}]"), (double)units, 1.0, 10_000.0)),
            ("maxIterations", network.MaxIterations, 1, 10_000), ("batchSize", network.BatchSize, 1, 1_000_000),
            ("learningRate", network.LearningRate, 1e-9, 1), ("dropout", network.Dropout, 0, 0.99),
        ],
        _ => [],
    };

    private static IEnumerable<(string Name, double Value, double Least, double Greatest)> TreeSettings(
        int trees, int leaves, double learningRate, int minimumExamplesPerLeaf) =>
    [
        ("trees", trees, 1, 100_000), ("leaves", leaves, 2, 10_000),
        ("learningRate", learningRate, 1e-6, 10), ("minimumExamplesPerLeaf", minimumExamplesPerLeaf, 1, int.MaxValue),
    ];

    private static bool MayBeMissing(FeaturePlan feature) =>
        feature.Analyzer is { } analyzer ? AnalyzerTable.Of(analyzer).MayBeMissing(feature) : feature.Value.Nullable;
}
