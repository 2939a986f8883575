using System.Linq.Expressions;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Building;

/// <summary>Says how rows are divided into train, validation and test.</summary>
/// <typeparam name="T">The row type.</typeparam>
public sealed class StagingBuilder<T>
{
    private readonly LambdaReader _reader;

    internal StagingBuilder(LambdaReader reader) => _reader = reader;

    internal SplitPlan? Plan { get; private set; }

    internal string? Partitioned { get; private set; }

    internal TablePartition Partition { get; private set; }

    internal ValueList<string> Clustered { get; private set; } = [];

    internal StageImplementation? Implementation { get; private set; }

    /// <summary>By a hash of a key: equal keys stay together, and a row stays in its split when other rows come.</summary>
    /// <param name="key">A value, or several as <c>new { … }</c>.</param>
    /// <param name="test">The share of test rows, 0 to 1.</param>
    /// <param name="validation">The share of validation rows, 0 to 1.</param>
    public StagingBuilder<T> SplitByHash<TKey>(Expression<Func<T, TKey>> key, double test, double validation = 0)
    {
        if (_reader.Key(key) is { } values)
            Plan = new HashSplitPlan(values, test, validation);
        return this;
    }

    /// <summary>By a hash of a key within each class, so that each split has the classes in equal shares.</summary>
    /// <param name="by">The value whose shares are kept, usually the label.</param>
    /// <param name="key">A value, or several as <c>new { … }</c>; rows of a class with equal keys may be divided.</param>
    /// <param name="test">The share of test rows, 0 to 1.</param>
    /// <param name="validation">The share of validation rows, 0 to 1.</param>
    public StagingBuilder<T> SplitStratified<TClass, TKey>(
        Expression<Func<T, TClass>> by, Expression<Func<T, TKey>> key, double test, double validation = 0)
    {
        if (_reader.Scalar(by) is { } stratum && _reader.Key(key) is { } values)
            Plan = new StratifiedSplitPlan(stratum, values, test, validation);
        return this;
    }

    /// <summary>By time: rows before <paramref name="validationFrom"/> (or <paramref name="testFrom"/>) train, the latest test.</summary>
    /// <param name="time">A <see cref="DateOnly"/> or <see cref="DateTime"/> (UTC).</param>
    /// <param name="testFrom">The first instant of the test split.</param>
    /// <param name="validationFrom">The first instant of the validation split; null for none.</param>
    public StagingBuilder<T> SplitByTime<TTime>(Expression<Func<T, TTime>> time, TTime testFrom, TTime? validationFrom = null)
        where TTime : struct
    {
        if (_reader.Scalar(time) is { } value)
            Plan = new TimeSplitPlan(value, ConstantNode.Of(testFrom), validationFrom is { } from ? ConstantNode.Of(from) : null);
        return this;
    }

    /// <summary>By a value that says <c>train</c>, <c>validation</c> or <c>test</c>.</summary>
    public StagingBuilder<T> SplitByColumn(Expression<Func<T, string?>> value)
    {
        if (_reader.Scalar(value) is { } split)
            Plan = new ColumnSplitPlan(split);
        return this;
    }

    /// <summary>Divides the table by a Date or Timestamp in a warehouse that has partitions, such as BigQuery; the local platform has none.</summary>
    /// <param name="column">A column.</param>
    /// <param name="width">How wide the partitions are; BigQuery takes at most 10,000 of them.</param>
    public StagingBuilder<T> PartitionBy<TTime>(Expression<Func<T, TTime>> column, TablePartition width = TablePartition.Day)
    {
        Partitioned = _reader.Columns(column) is [var name] ? name : null;
        Partition = width;
        return this;
    }

    /// <summary>Keeps rows with equal values together in a warehouse that can, such as BigQuery; the local platform doesn't.</summary>
    /// <param name="columns">A column, or at most four as <c>new { … }</c>.</param>
    public StagingBuilder<T> ClusterBy<TKey>(Expression<Func<T, TKey>> columns)
    {
        Clustered = _reader.Columns(columns) ?? [];
        return this;
    }

    /// <summary>Stages through a class of your own.</summary>
    /// <param name="settings">Becomes <see cref="StageContext.Settings"/>, and part of the cache key.</param>
    public StagingBuilder<T> UseStager<TStager>(object? settings = null)
        where TStager : class, IStager
    {
        Implementation = PipelineDraft.Implementation(typeof(TStager), settings);
        return this;
    }
}
