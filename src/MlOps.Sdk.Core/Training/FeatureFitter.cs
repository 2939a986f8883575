using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using SortKey = MlOps.Sdk.Algebra.SortKey;

namespace MlOps.Sdk.Training;

/// <summary>Fills what the analyzers learn from the training split into the features.</summary>
internal static class FeatureFitter
{
    // A whole-number label with more values is a quantity, and a text with more is refused by the trainers.
    private const int MostClasses = 1000;

    /// <exception cref="StageException">The label or a feature can't be learnt from; each problem is listed.</exception>
    public static async Task<FittedFeatures> FitAsync(
        IWarehouse warehouse,
        StagedDataset staged,
        Dataset instances,
        FeaturesPlan plan,
        StageContext context,
        CancellationToken cancellationToken)
    {
        if (staged.RowsOf(SplitName.Train) == 0)
            throw new StageException($"{context.Stage}: the training split is empty ({string.Join(", ", staged.Splits.Select(split => $"{split.Split} {split.Rows}"))}). Change the split of the stage '{staged.Table}'.");

        RelationNode training = new FilterNode(new InputNode(), FunctionTable.Call(
            "equal", new ColumnNode(SplitName.Column, DataType.String, Nullable: false), ConstantNode.Of(SplitName.Train)));
        List<string> problems = [];
        Aggregates aggregates = new();
        Action checkLabel = PlanLabel(plan.Label, aggregates, context.Stage, problems);
        Dictionary<string, Func<ScalarNode?>> standardized = plan.Features
            .Where(feature => feature.Analyzer is StandardizePlan)
            .ToDictionary(feature => feature.Name, feature => PlanStandardize(feature, aggregates, context.Stage, problems), StringComparer.Ordinal);
        await aggregates.QueryAsync(warehouse, training, staged.Data, context, cancellationToken);
        checkLabel();

        List<FittedFeature> features = [];
        foreach (FeaturePlan feature in plan.Features)
        {
            FittedFeature? fitted = feature.Analyzer switch
            {
                null => new(feature.Name, feature.Value),
                StandardizePlan => standardized[feature.Name]() is { } value ? new(feature.Name, value) : null,
                VocabularyPlan vocabulary => await FitAsync(feature, vocabulary, warehouse, training, staged, context, problems, cancellationToken),
                { } unknown => throw new NotSupportedException($"The analyzer {unknown.GetType().Name} is unknown."),
            };
            if (fitted is not null)
                features.Add(fitted);
        }

        if (problems.Count > 0)
            throw new StageException(string.Join(Environment.NewLine, problems));

        ValueList<FittedFeature> overInstances = Inline(features, plan.FromInstance);
        Schema instanceSchema = InstanceSchemaOf(overInstances, instances.Schema, context.Stage);
        return new(
            features.Select(feature => feature with { Value = RelationBinder.Bind(feature.Value, staged.Data.Schema, context.Stage) }).ToValueList(),
            RelationBinder.Bind(plan.Label, staged.Data.Schema, context.Stage),
            instanceSchema,
            overInstances,
            await GoldenSample.TakeAsync(warehouse, instances, instanceSchema, overInstances, context, cancellationToken))
        {
            Classes = await ClassesAsync(plan.Label, warehouse, training, staged, context, cancellationToken),
        };
    }

    private static Action PlanLabel(ScalarNode label, Aggregates aggregates, string stage, List<string> problems)
    {
        int rows = aggregates.Add(AggregateKind.Count);
        int known = aggregates.Add(AggregateKind.Count, label);
        int min = aggregates.Add(AggregateKind.Min, label);
        int max = aggregates.Add(AggregateKind.Max, label);
        return () =>
        {
            long nulls = aggregates.Count(rows) - aggregates.Count(known);
            if (nulls > 0)
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{stage}.label: is null in {nulls} of the {aggregates.Count(rows)} training rows. Drop those rows in a transform, or give the label a value with '??'."));
            else if (label.Type == DataType.Double && !(double.IsFinite((double)aggregates.Value(min)!) && double.IsFinite((double)aggregates.Value(max)!)))
                problems.Add($"{stage}.label: is NaN or infinite in training rows. Drop those rows in a transform.");
            else if (Equals(aggregates.Value(min), aggregates.Value(max)))
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{stage}.label: is {aggregates.Text(min)} in all {aggregates.Count(rows)} training rows, so there is nothing to learn. See how the label is computed and how the rows are split."));
        };
    }

    // Adds what standardizing asks, and returns what makes the feature of the answers.
    private static Func<ScalarNode?> PlanStandardize(FeaturePlan feature, Aggregates aggregates, string stage, List<string> problems)
    {
        int mean = aggregates.Add(AggregateKind.Mean, feature.Value);
        int deviation = aggregates.Add(AggregateKind.StandardDeviation, feature.Value);
        return () =>
        {
            if (aggregates.Number(mean) is not { } center)
            {
                problems.Add(NoValues(feature, stage));
                return null;
            }

            if (!double.IsFinite(center))
            {
                problems.Add($"{stage}.{feature.Name}: is NaN or infinite in training rows, so it has no mean. Replace such values, or drop those rows in a transform.");
                return null;
            }

            // A single row, or rows that are all equal, have no spread to divide by.
            double spread = aggregates.Number(deviation) is { } found and > 0 ? Statistic.Round(found) : 1;
            ConstantNode middle = ConstantNode.Of(Statistic.Round(center, spread));
            ScalarNode value = feature.Value.Type == DataType.Double ? feature.Value : new CastNode(feature.Value, DataType.Double);
            ScalarNode present = value.Nullable ? FunctionTable.Call("coalesce", value, middle) : value;
            return FunctionTable.Call("divide", FunctionTable.Call("subtract", present, middle), ConstantNode.Of(spread));
        };
    }

    private static async Task<FittedFeature?> FitAsync(
        FeaturePlan feature, VocabularyPlan vocabulary, IWarehouse warehouse, RelationNode training, StagedDataset staged, StageContext context,
        List<string> problems, CancellationToken cancellationToken)
    {
        List<object> values = await ValuesAsync(feature.Value, vocabulary.Size, byCount: true, warehouse, training, staged, context, cancellationToken);
        if (values.Count == 0)
        {
            problems.Add(NoValues(feature, context.Stage));
            return null;
        }

        CallNode index = FunctionTable.Call("vocabulary_index", [feature.Value, .. values.Select(ConstantNode.Of)]);
        return new(feature.Name, index, values.Count + 1);
    }

    private static async Task<ValueList<string>> ClassesAsync(
        ScalarNode label, IWarehouse warehouse, RelationNode training, StagedDataset staged, StageContext context, CancellationToken cancellationToken)
    {
        if (label.Type is DataType.Double or DataType.Date or DataType.Timestamp)
            return [];
        List<object> values = await ValuesAsync(label, MostClasses + 1, byCount: false, warehouse, training, staged, context, cancellationToken);
        return label.Type == DataType.Int64 && values.Count > MostClasses
            ? []
            : values.Select(value => ConstantNode.Of(value).Text!).Order(StringComparer.Ordinal).ToValueList();
    }

    // The different values, without null: the most frequent first and the lesser before the greater, or just in order.
    private static async Task<List<object>> ValuesAsync(
        ScalarNode value, int limit, bool byCount, IWarehouse warehouse, RelationNode training, StagedDataset staged, StageContext context,
        CancellationToken cancellationToken)
    {
        ColumnNode item = new("value", value.Type, value.Nullable);
        SortKey[] order = byCount ? [new(new ColumnNode("rows", DataType.Int64, false), Descending: true), new(item)] : [new(item)];
        RelationNode counts = new AggregateNode(training, [new("value", value)], [new("rows", AggregateKind.Count)]);
        if (value.Nullable)
            counts = new FilterNode(counts, FunctionTable.Call("is_not_null", item));
        QueryResult result = await warehouse.QueryAsync(new SortLimitNode(counts, [.. order], limit), staged.Data, context, cancellationToken);
        return [.. result.Rows.Select(row => row[0]!)];
    }

    private static ValueList<FittedFeature> Inline(List<FittedFeature> features, ValueList<NamedScalar>? fromInstance)
    {
        if (fromInstance is null)
            return features.ToValueList();
        Dictionary<string, ScalarNode> definitions = fromInstance.ToDictionary(column => column.Name, column => column.Value, StringComparer.Ordinal);
        return features.Select(feature => feature with { Value = feature.Value.Inline(definitions) }).ToValueList();
    }

    // The types under which the features read: a column of whole numbers that a feature reads as a Double takes any number.
    private static Schema InstanceSchemaOf(ValueList<FittedFeature> features, Schema dataset, string stage)
    {
        List<IGrouping<string, ColumnNode>> reads = [.. features.SelectMany(feature => feature.Value.Columns()).GroupBy(column => column.Name, StringComparer.Ordinal)];
        List<string> mixed = [.. reads
            .Where(read => read.Select(column => column.Type).Distinct().Count() > 1)
            .Select(read => $"'{read.Key}' ({string.Join(" and ", read.Select(column => column.Type).Distinct())})")];
        if (mixed.Count > 0)
            throw new StageException($"{stage}: columns are read under several types: {string.Join(", ", mixed)}. Read each under one and convert that.");
        return new(dataset.Columns
            .Select(column => (column.Name, Read: reads.FirstOrDefault(read => read.Key == column.Name)))
            .Where(column => column.Read is not null)
            .Select(column => new Column(column.Name, column.Read!.First().Type, column.Read!.All(read => read.Nullable)))
            .ToValueList());
    }

    private static string NoValues(FeaturePlan feature, string stage) =>
        $"{stage}.{feature.Name}: is null in all training rows, so there is nothing to learn. Leave the feature out, or see how it is computed.";
}
