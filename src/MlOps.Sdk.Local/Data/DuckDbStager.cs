using System.Globalization;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Stages a dataset as one DuckDB query into Parquet, with the split as its last column.</summary>
internal sealed class DuckDbStager(DuckDbEngine engine) : IStager
{
    private static readonly string[] s_order = [SplitName.Train, SplitName.Validation, SplitName.Test];

    public async Task<StagedDataset> StageAsync(StagingRequest request, StageContext context, CancellationToken cancellationToken)
    {
        Dataset dataset = request.Dataset;
        if (dataset.Rows == 0)
            throw new StageException($"{context.Stage}: there are no rows to stage. See which rows the stages before it drop: the profile and the transform's filters.");
        if (dataset.Schema.TryFind(SplitName.Column, out _))
            throw new StageException($"{context.Stage}: the dataset already has a column '{SplitName.Column}'. Give it another name in the transform.");

        DuckDbSplit split = new(request.Plan.Split, dataset.Schema, context.Stage);
        string table = await DuckDbParquet.TableAsync(dataset, context, cancellationToken);
        string path = DuckDbParquet.NewFile(context);
        (Written written, ValueList<SplitCount> counts) = await engine.RunAsync(
            session =>
            {
                Written rows = DuckDbParquet.Write(session, split.Select(table), path);
                if (rows.NullsOf(SplitName.Column) != 0)
                    throw new StageException(split.DescribeRowsWithout(session, table));
                return (rows, Count(session, path));
            },
            context,
            cancellationToken);
        ThrowIfEmpty(request.Plan.Split, counts, dataset.Rows, context.Stage);

        Dataset staged = await DuckDbParquet.AddAsync(path, written, context, cancellationToken);
        Schema schema = new(dataset.Schema.Columns.With(new(SplitName.Column, DataType.String, Nullable: false)));
        return new(request.Plan.Table, staged with { Schema = schema }, counts);
    }

    private static ValueList<SplitCount> Count(DuckDbSession session, string path) => session
        .Query($"SELECT {SplitName.Column}, count(*) FROM {DuckDbParquet.Read([path])} GROUP BY {SplitName.Column}")
        .Select(row => new SplitCount((string)row[0]!, Convert.ToInt64(row[1], CultureInfo.InvariantCulture)))
        .OrderBy(count => Array.IndexOf(s_order, count.Split))
        .ToValueList();

    private static void ThrowIfEmpty(SplitPlan? plan, ValueList<SplitCount> counts, long rows, string stage)
    {
        List<string> problems = [];
        foreach ((string split, string asked) in Asked(plan))
        {
            if (counts.All(count => count.Split != split))
                problems.Add($"{stage}.split: the {split} split is empty: {asked}, but none of the {rows.ToString(CultureInfo.InvariantCulture)} rows falls into it "
                    + $"({string.Join(", ", counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Split} {count.Rows}")))}). {Remedy(plan)}");
        }

        if (problems.Count > 0)
            throw new StageException(string.Join(Environment.NewLine, problems));
    }

    // Which splits the plan asks for, with its words for each.
    private static IEnumerable<(string Split, string Asked)> Asked(SplitPlan? plan)
    {
        (string train, string? validation, string? test) = plan switch
        {
            HashSplitPlan hash => Shares(hash.Test, hash.Validation),
            StratifiedSplitPlan stratified => Shares(stratified.Test, stratified.Validation),
            TimeSplitPlan time => (
                $"it takes the rows before {(time.ValidationFrom ?? time.TestFrom).Text}",
                time.ValidationFrom is { } from ? $"it takes the rows from {from.Text} to before {time.TestFrom.Text}" : null,
                $"it takes the rows from {time.TestFrom.Text} on"),
            ColumnSplitPlan => ("it takes the rows whose value is 'train'", null, null),
            _ => ("it takes all rows", null, (string?)null),
        };
        yield return (SplitName.Train, train);
        if (validation is not null)
            yield return (SplitName.Validation, validation);
        if (test is not null)
            yield return (SplitName.Test, test);
    }

    private static (string Train, string? Validation, string? Test) Shares(double test, double validation) => (
        $"its share is {Share(1 - test - validation)}",
        validation > 0 ? $"validation is {Share(validation)}" : null,
        test > 0 ? $"test is {Share(test)}" : null);

    private static string Share(double share) => Math.Round(share, 6).ToString(CultureInfo.InvariantCulture);

    private static string Remedy(SplitPlan? plan) => plan switch
    {
        HashSplitPlan => "Rows with equal keys stay together: split by a key with more different values, change the shares, or give more rows.",
        StratifiedSplitPlan => "Rows with equal keys stay together: use a key with more different values, change the shares, or give more rows.",
        TimeSplitPlan => "Choose an instant within the data; the profile shows the earliest and the latest.",
        _ => "Look at the values of the column in the profile.",
    };
}
