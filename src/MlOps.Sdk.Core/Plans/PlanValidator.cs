using System.Text.RegularExpressions;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>Finds everything that is wrong with a plan before it runs.</summary>
internal static partial class PlanValidator
{
    public static IReadOnlyList<Problem> Validate(PipelinePlan plan)
    {
        List<Problem> problems = [];
        problems.AddRange(NameProblems("pipeline", "name", plan.Name));

        HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
        foreach (StagePlan stage in plan.Stages)
        {
            problems.AddRange(NameProblems(stage.Name, "stage name", stage.Name));
            bool isNew = known.Add(stage.Name);
            if (!isNew)
                problems.Add(new(stage.Name, $"two stages are named '{stage.Name}'. Give one another name, as in .Transform(…, name: \"{stage.Name}-2\")."));
            foreach (string input in stage.Inputs.Where(input => !known.Contains(input) || (isNew && input == stage.Name)))
                problems.Add(new($"{stage.Name}.inputs", $"there is no stage '{input}' before this one. Stages before it: {string.Join(", ", known.Where(name => name != stage.Name))}."));
            problems.AddRange(ExecutionProblems(stage));
            problems.AddRange(Problems(stage, plan));
        }

        return problems;
    }

    private static IEnumerable<Problem> Problems(StagePlan stage, PipelinePlan plan) => stage switch
    {
        IngestPlan ingest => IngestProblems(ingest),
        TransformPlan transform => TransformProblems(transform, plan),
        VerifyPlan verify => VerifyProblems(verify, plan),
        StagingPlan staging => StagingProblems(staging, plan),
        FeaturesPlan features => FeaturesProblems(features),
        SpotCheckPlan check => SpotCheckProblems(check, plan),
        TuningPlan tuning => TuningProblems(tuning, plan),
        TrainingPlan training => TrainingProblems(training, plan),
        ValidationPlan validation => ValidationProblems(validation, plan),
        RegistrationPlan registration when registration.Model != plan.Name => NameProblems($"{stage.Name}.model", "name", registration.Model),
        DeploymentPlan deployment when !EndpointPattern().IsMatch(deployment.Endpoint) =>
            [new($"{stage.Name}.endpoint", $"the name '{deployment.Endpoint}' must be 1 to 63 lower-case letters, digits or '-', and begin with a letter.")],
        DeploymentPlan { Canary: < 1 or > 99 } deployment =>
            [new($"{stage.Name}.canary", $"must be 1 to 99 percent of the traffic, was {deployment.Canary}. Leave Canary(…) out to give the version all of it.")],
        _ => [],
    };

    private static IEnumerable<Problem> NameProblems(string path, string what, string name) => NamePattern().IsMatch(name)
        ? []
        : [new(path, $"the {what} '{name}' must be 1 to 100 letters, digits, '-', '_' or '.', and begin with a letter or digit.")];

    private static IEnumerable<Problem> ExecutionProblems(StagePlan stage)
    {
        ExecutionPlan execution = stage.Execution;
        if (execution.Retries is < 0 or > 100)
            yield return new($"{stage.Name}.execution.retries", $"must be 0 to 100, was {execution.Retries}.");
        if (execution.RetryDelay < TimeSpan.Zero)
            yield return new($"{stage.Name}.execution.retryDelay", $"can't be negative, was {execution.RetryDelay}.");
        if (execution.Timeout <= TimeSpan.Zero)
            yield return new($"{stage.Name}.execution.timeout", $"must be positive, was {execution.Timeout}. Leave it out for no bound.");
        if (execution.Compute?.Cores <= 0 || execution.Compute?.MemoryGigabytes <= 0)
            yield return new($"{stage.Name}.execution.compute", $"cores and memory must be positive, were {execution.Compute}.");
    }

    private static IEnumerable<Problem> IngestProblems(IngestPlan ingest)
    {
        if (ingest.Source is null && ingest.Implementation is null)
            yield return new(ingest.Name, "there is no source. Write .Ingest(Source.Csv<T>(\"file.csv\")), or .Ingest<YourIngestor>().");
        string? path = ingest.Source switch
        {
            CsvSourcePlan csv => csv.Path,
            JsonSourcePlan json => json.Path,
            ParquetSourcePlan parquet => parquet.Path,
            _ => "-",
        };
        if (string.IsNullOrWhiteSpace(path))
            yield return new($"{ingest.Name}.path", "the path is empty. Give a file or a glob such as \"data/*.csv\".");
        if (ingest.Source is QuerySourcePlan { Sql: var sql } && string.IsNullOrWhiteSpace(sql))
            yield return new($"{ingest.Name}.sql", "the query is empty. Give a SELECT statement.");
        if (ingest.Source is BigQuerySourcePlan bigQuery && string.IsNullOrWhiteSpace(bigQuery.Table ?? bigQuery.Sql))
            yield return new($"{ingest.Name}.source", "there is neither a table nor a query. Write Source.BigQuery<T>(\"project.dataset.table\").");
        if (Twice(ingest.Schema?.Columns.Select(column => column.Name)) is { } twice)
            yield return new($"{ingest.Name}.schema", $"two columns are named '{twice}' (names differ at least in more than case).");
    }

    private static IEnumerable<Problem> TransformProblems(TransformPlan transform, PipelinePlan plan)
    {
        if (transform is { Relation: null, Implementation: null })
            yield return new(transform.Name, "there is nothing to compute. Write .Transform(rows => rows.Where(…).Select(…)), or .Transform<YourTransformer>().");
        if (transform.Relation is not { } relation)
            yield break;
        foreach (string problem in RelationBinder.FindProblems(relation, plan.SchemasOf(transform)))
            yield return new(transform.Name, problem);
    }

    private static IEnumerable<Problem> StagingProblems(StagingPlan staging, PipelinePlan plan)
    {
        if (!TablePattern().IsMatch(staging.Table))
            yield return new($"{staging.Name}.table", $"the name '{staging.Table}' must be 1 to 200 letters, digits or '_', and begin with a letter.");
        (double test, double validation) = staging.Split switch
        {
            HashSplitPlan hash => (hash.Test, hash.Validation),
            StratifiedSplitPlan stratified => (stratified.Test, stratified.Validation),
            _ => (0d, 0d),
        };
        foreach (ScalarNode part in KeyOf(staging.Split).Where(part => !KeyBucket.Types.Contains(part.Type)))
            yield return new($"{staging.Name}.split", $"a key can't be made of a {part.Type}, which is written differently by different engines. Cast it to (long), or split by another key.");
        if (!(test >= 0 && validation >= 0 && test + validation < 1))
            yield return new($"{staging.Name}.split", Text($"test and validation must be at least 0 and leave something to train on, were test {test}, validation {validation}."));
        if (staging.Split is TimeSplitPlan { ValidationFrom: { } validationFrom, TestFrom: var testFrom } && string.CompareOrdinal(validationFrom.Text, testFrom.Text) >= 0)
            yield return new($"{staging.Name}.split", $"validation begins at {validationFrom.Text}, which is not before test at {testFrom.Text}.");
        if (staging.ClusterBy.Count > 4)
            yield return new($"{staging.Name}.clusterBy", $"a table is clustered by at most 4 columns, these are {staging.ClusterBy.Count}. Keep those that queries filter by.");
        if (Follows<TrainingPlan>(plan, staging.Name) && !HasTest(staging.Split))
            yield return new($"{staging.Name}.split", "training needs held-out rows. Write stage => stage.SplitByHash(f => f.Id, test: 0.2).");
    }

    // The first name that stands twice, if case is ignored.
    private static string? Twice(IEnumerable<string>? names) =>
        names?.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)?.Key;

    private static ValueList<ScalarNode> KeyOf(SplitPlan? split) => split switch
    {
        HashSplitPlan hash => hash.Key,
        StratifiedSplitPlan stratified => stratified.Key,
        _ => [],
    };

    private static bool HasTest(SplitPlan? split) => split switch
    {
        HashSplitPlan hash => hash.Test > 0,
        StratifiedSplitPlan stratified => stratified.Test > 0,
        null => false,
        _ => true,
    };

    private static bool HasValidation(SplitPlan? split) => split switch
    {
        HashSplitPlan hash => hash.Validation > 0,
        StratifiedSplitPlan stratified => stratified.Validation > 0,
        TimeSplitPlan time => time.ValidationFrom is not null,
        ColumnSplitPlan => true,
        _ => false,
    };

    private static bool Follows<TStage>(PipelinePlan plan, string stage)
        where TStage : StagePlan =>
        plan.Stages.OfType<TStage>().Any(candidate => candidate.Inputs.Contains(stage));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex(@"\A[\p{L}\p{Nd}][\p{L}\p{Nd}._-]{0,99}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_]{0,199}\z")]
    private static partial Regex TablePattern();

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,62}\z")]
    private static partial Regex EndpointPattern();
}
