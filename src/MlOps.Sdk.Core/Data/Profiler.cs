using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data.Profiling;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>
/// Describes each column of a dataset by three queries: counts and the range; quantiles, of some of the rows; and, knowing the range, how values are
/// distributed.
/// </summary>
internal static class Profiler
{
    // Quantiles of all rows would take several times as long as all the rest together; of these many they are right to a fraction of a percent.
    public const long SampledRows = 100_000;

    public static Task<DatasetProfile> ProfileAsync(IWarehouse warehouse, Dataset dataset, StageContext context, CancellationToken cancellationToken) =>
        ProfileAsync(warehouse, dataset, [], plan: null, context, cancellationToken);

    /// <summary>Describes each column also by split, and beside the label of the plan.</summary>
    public static Task<DatasetProfile> ProfileAsync(
        IWarehouse warehouse, StagedDataset staged, ProfilePlan plan, StageContext context, CancellationToken cancellationToken) =>
        ProfileAsync(warehouse, staged.Data, staged.Splits, plan, context, cancellationToken);

    private static async Task<DatasetProfile> ProfileAsync(
        IWarehouse warehouse, Dataset dataset, IReadOnlyList<SplitCount> splits, ProfilePlan? plan, StageContext context, CancellationToken cancellationToken)
    {
        Aggregates all = new();
        Aggregates sampled = new();
        List<ColumnQuestions> columns = [.. dataset.Schema.Columns
            .Where(column => splits.Count == 0 || column.Name != SplitName.Column)
            .Select(column => new ColumnQuestions(column.Name, ColumnNode.Of(column), all, sampled))];
        ColumnQuestions? label = plan?.Label is null ? null : LabelOf(RelationBinder.Bind(plan.Label, dataset.Schema, context.Stage), columns, all, sampled);
        await all.QueryAsync(warehouse, new InputNode(), dataset, context, cancellationToken);
        await sampled.SampleAsync(warehouse, dataset, SampledRows, context, cancellationToken);

        SplitQuestions questions = new([.. splits.Select(split => split.Split)]);
        foreach (ColumnQuestions column in label is null || columns.Contains(label) ? columns : [.. columns, label])
            column.AskMore(questions, dataset.Rows);
        if (label is not null)
        {
            LabelQuestions labels = new(label, plan!.Task, questions);
            columns.ForEach(column => column.AskLabel(labels));
        }

        await questions.QueryAsync(warehouse, dataset, context, cancellationToken);
        (string, long)[] parts = questions.IsSplit ? [.. splits.Select(split => (split.Split, split.Rows))] : [(SplitQuestions.Whole, dataset.Rows)];
        return new(dataset.Rows, columns.Select(column => column.Profile(parts)).ToValueList())
        {
            Label = label?.Profile(parts),
            Splits = splits
                .Select(split => new SplitProfile(split.Split, split.Rows, columns.Select(column => column.ProfileOf(split.Split, split.Rows)).ToValueList())
                {
                    Label = label?.ProfileOf(split.Split, split.Rows),
                })
                .ToValueList(),
        };
    }

    // A label that is a column is asked about as that column.
    private static ColumnQuestions LabelOf(ScalarNode label, List<ColumnQuestions> columns, Aggregates all, Aggregates sampled) =>
        columns.Find(column => column.Value == label) ?? new ColumnQuestions(DuckDbDialect.Scalar(label), label, all, sampled);
}
