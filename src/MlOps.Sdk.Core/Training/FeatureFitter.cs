using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training.Analyzers;

namespace MlOps.Sdk.Training;

/// <summary>Fills what the analyzers learn from the training split into the features.</summary>
internal static class FeatureFitter
{
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

        TrainingQuestions questions = new(context.Stage);
        LabelQuestions label = new(plan.Label, questions);
        List<Func<IReadOnlyList<FittedFeature>>> fits = [.. plan.Features.Select(feature => Ask(feature, questions))];
        await questions.AskAsync(warehouse, staged.Data, context, cancellationToken);

        label.Check();
        List<FittedFeature> features = [.. fits.SelectMany(fit => fit())];
        if (questions.Problems.Count > 0)
            throw new StageException(string.Join(Environment.NewLine, questions.Problems));

        ValueList<FittedFeature> overInstances = Inline(features, plan.FromInstance);
        Schema instanceSchema = InstanceSchemaOf(overInstances, instances.Schema, context.Stage);
        return new(
            features.Select(feature => feature with { Value = RelationBinder.Bind(feature.Value, staged.Data.Schema, context.Stage) }).ToValueList(),
            RelationBinder.Bind(plan.Label, staged.Data.Schema, context.Stage),
            instanceSchema,
            overInstances,
            await GoldenSample.TakeAsync(warehouse, instances, instanceSchema, overInstances, context, cancellationToken))
        {
            Classes = label.Classes(),
        };
    }

    private static Func<IReadOnlyList<FittedFeature>> Ask(FeaturePlan feature, TrainingQuestions questions) => feature.Analyzer is { } analyzer
        ? AnalyzerTable.Of(analyzer).Ask(feature, questions)
        : () => [new FittedFeature(feature.Name, feature.Value)];

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
}
