using System.Text;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;
using MlOps.Sdk.Training.Analyzers;

namespace MlOps.Sdk.Plans;

/// <summary>Tells a plan in words.</summary>
internal static class PlanText
{
    public static string Describe(PipelinePlan plan, Engine engine)
    {
        StringBuilder text = new();
        text.AppendLine(plan.Name);
        int width = plan.Stages.Count == 0 ? 0 : plan.Stages.Max(stage => stage.Name.Length);
        foreach (StagePlan stage in plan.Stages)
        {
            string[] lines = Lines(stage, plan, engine).ToArray();
            text.Append("  ").Append(stage.Name.PadRight(width)).Append("  ").Append(lines[0]);
            if (stage.Platform is { } platform)
                text.Append(" on ").Append(platform);
            if (stage.Implementation is { } implementation)
                text.Append(" by ").Append(implementation.Type.Split(',')[0]);
            text.AppendLine();
            foreach (string line in lines.Skip(1))
                text.Append(' ', width + 6).AppendLine(line);
        }

        return text.ToString();
    }

    private static IEnumerable<string> Lines(StagePlan stage, PipelinePlan plan, Engine engine) => stage switch
    {
        IngestPlan ingest => [Source(ingest.Source), .. ingest.Schema?.Columns.Select(column => column.ToString()) ?? []],
        ProfilePlan { Label: { } label } => [$"describes each column of {stage.Inputs[0]}, by split and beside {DuckDbDialect.Scalar(label)}"],
        ProfilePlan => [$"describes each column of {stage.Inputs[0]}"],
        TransformPlan transform => [$"of {string.Join(", ", plan.DatasetsOf(transform))}", .. TransformText.Of(transform, plan, engine)],
        VerifyPlan verify => [$"of {stage.Inputs[0]}", .. verify.Checks.Select(check => check.Severity == CheckSeverity.Warning ? $"{check.Description} (warns)" : check.Description)],
        StagingPlan staging => [$"{stage.Inputs[0]} as {staging.Table}, {Split(staging.Split)}"],
        FeaturesPlan features => ["fitted on the training split", .. features.Features.Select(Feature), $"label: {DuckDbDialect.Scalar(features.Label)}"],
        SpotCheckPlan check => [FormattableString.Invariant($"ranks by {check.Folds}-fold cross-validation on at most {check.Rows:N0} rows"), .. check.Learners.Select(learner => $"{learner}")],
        TuningPlan tuning => [Search(tuning), .. tuning.Spaces.Select(space => $"{space.Learner}{(space.Parameters.Count == 0 ? "" : " with ")}{string.Join(", ", space.Parameters)}")],
        TrainingPlan { Learner: ChosenLearner } training => [$"{training.Task}: the learner that {training.Inputs[2]} chooses, seed {training.Seed}{(training.Calibrated ? ", calibrated" : "")}"],
        TrainingPlan training => [$"{training.Task}: {training.Learner}, seed {training.Seed}{(training.Calibrated ? ", calibrated" : "")}"],
        ValidationPlan validation =>
        [
            plan.TrainedBefore(validation) is { Count: > 1 } trained ? $"takes the best of {string.Join(", ", trained)} on the validation split" : "on the test split",
            .. ValidationText.Of(validation),
        ],
        RegistrationPlan registration => [$"a version of the model {registration.Model}{(registration.RequiresApproval ? ", live once a person approves" : "")}"],
        DeploymentPlan { Canary: { } percent } deployment => [FormattableString.Invariant($"to the endpoint {deployment.Endpoint}, with {percent} % of its traffic")],
        DeploymentPlan deployment => [$"to the endpoint {deployment.Endpoint}"],
        _ => [""],
    };

    private static string Search(TuningPlan tuning) => FormattableString.Invariant(
        $"{tuning.Trials} trials {(tuning.Method == SearchMethod.Random ? "at random" : "by what the earlier ones found")}, {tuning.Batch} at a time, each by {tuning.Folds}-fold cross-validation");

    private static string Source(SourcePlan? source) => source switch
    {
        CsvSourcePlan csv => $"CSV {csv.Path}",
        JsonSourcePlan { Lines: true } json => $"JSON lines {json.Path}",
        JsonSourcePlan json => $"JSON {json.Path}",
        ParquetSourcePlan parquet => $"Parquet {parquet.Path}",
        QuerySourcePlan query => $"query over {query.Binding}: {query.Sql}",
        RowsSourcePlan rows => $"rows in memory ({rows.Binding})",
        _ => "a source of its own",
    };

    private static string Split(SplitPlan? split) => split switch
    {
        HashSplitPlan hash => Shares("by a hash of the key", hash.Test, hash.Validation),
        StratifiedSplitPlan stratified => Shares("stratified", stratified.Test, stratified.Validation),
        TimeSplitPlan { ValidationFrom: { } validation } time => $"validation from {validation.Text}, test from {time.TestFrom.Text}",
        TimeSplitPlan time => $"test from {time.TestFrom.Text}",
        ColumnSplitPlan => "split by a column",
        _ => "not split",
    };

    private static string Shares(string how, double test, double validation) =>
        validation > 0 ? FormattableString.Invariant($"{how}: validation {validation}, test {test}") : FormattableString.Invariant($"{how}: test {test}");

    private static string Feature(FeaturePlan feature)
    {
        string value = DuckDbDialect.Scalar(feature.Value);
        return $"{feature.Name}: {(feature.Analyzer is { } analyzer ? AnalyzerTable.Of(analyzer).Describe(analyzer, value) : value)}";
    }
}
