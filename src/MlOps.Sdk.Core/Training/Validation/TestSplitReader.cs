using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>Reads the test split block by block and lets models score it; what stays in memory is labels, slices and scores.</summary>
internal sealed class TestSplitReader(IWarehouse warehouse, StagedDataset staged, StageContext context)
{
    /// <summary>What is read: the columns of the features, then the label, then what slices.</summary>
    public static RelationNode Relation(Schema columns, ScalarNode label, ValueList<NamedScalar> slices) => new ProjectNode(SplitRows.Of(SplitName.Test),
    [
        .. columns.Columns.Select((column, index) => new NamedScalar(FormattableString.Invariant($"c{index}"), ColumnNode.Of(column))),
        new("label", label),
        .. slices.Select((slice, index) => new NamedScalar(FormattableString.Invariant($"s{index}"), slice.Value)),
    ]);

    /// <summary>The staged columns that features read.</summary>
    public static Schema ColumnsOf(IEnumerable<FittedFeature> features, Schema staged)
    {
        HashSet<string> read = [.. features.SelectMany(feature => feature.Value.Columns()).Select(column => column.Name)];
        return new(staged.Columns.Where(column => read.Contains(column.Name)).ToValueList());
    }

    /// <summary>Reads and scores all rows, and puts them in order.</summary>
    public async Task<TestSplit> ReadAsync(
        TaskKind task, ScalarNode label, ValueList<NamedScalar> slices, IReadOnlyList<ScoredModel> models, CancellationToken cancellationToken)
    {
        Schema columns = ColumnsOf(models.SelectMany(model => model.Features), staged.Data.Schema);
        FeatureFunction[] compiled = [.. models.Select(model => model.Prepare(columns, staged.RowsOf(SplitName.Test)))];
        TestSplit split = new(task, slices);
        await warehouse.ReadAsync(
            Relation(columns, label, slices),
            staged.Data,
            block => Use(block, columns, models, compiled, split, cancellationToken),
            context,
            cancellationToken);

        if (split.WithoutLabel > 0)
            throw new StageException($"{context.Stage}: {TrainingRules.MissingLabels(split.WithoutLabel, split.Rows, SplitName.Test)}");
        if (split.Rows == 0)
            throw new StageException($"{context.Stage}: the split '{SplitName.Test}' of '{staged.Table}' has no rows. Give Stage(...) a test share.");
        split.Order(models);
        return split;
    }

    private static void Use(
        IReadOnlyList<object?[]> block, Schema columns, IReadOnlyList<ScoredModel> models, FeatureFunction[] compiled, TestSplit split, CancellationToken cancellationToken)
    {
        int first = split.Rows, width = columns.Columns.Count;
        foreach (ScoredModel model in models)
            model.Grow(checked(first + block.Count));
        Parallel.For(
            0,
            block.Count,
            new ParallelOptions { CancellationToken = cancellationToken },
            () => (Row: new RowBuffer(columns), Vector: new float[compiled.Max(function => function.Width)]),
            (index, _, work) =>
            {
                for (int column = 0; column < width; column++)
                    work.Row.Set(column, block[index][column]);
                for (int model = 0; model < models.Count; model++)
                    models[model].Score(compiled[model], work.Row, work.Vector, first + index);
                return work;
            },
            _ => { });
        foreach (object?[] row in block)
            split.Add(row[width], row.AsSpan(width + 1));
    }
}
