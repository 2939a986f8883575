using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Building;

/// <summary>A pipeline that has rows: transform them, verify them, stage them.</summary>
/// <typeparam name="T">The row type.</typeparam>
public sealed class DatasetBuilder<T>
{
    private readonly PipelineDraft _draft;
    private readonly string _dataset;
    private readonly Schema? _schema;
    private readonly InstanceOrigin _origin;

    internal DatasetBuilder(PipelineDraft draft, string dataset, Schema? schema, InstanceOrigin origin)
    {
        _draft = draft;
        _dataset = dataset;
        _schema = schema;
        _origin = origin;
    }

    /// <summary>Makes new rows of the rows.</summary>
    /// <param name="transform">What to compute; translated, never called with rows.</param>
    /// <param name="name">The stage's name; <c>transform</c> if null.</param>
    /// <param name="on">The platform that it runs on; the run's own if null.</param>
    /// <param name="execution">Retries, timeout, machine.</param>
    public DatasetBuilder<TResult> Transform<TResult>(
        Func<Rows<T>, Rows<TResult>> transform, string? name = null, string? on = null, ExecutionPlan? execution = null)
    {
        ArgumentNullException.ThrowIfNull(transform);
        string stage = _draft.NameFor(name, "transform");
        int problems = _draft.ProblemCount;
        InputsDraft draft = new(_draft, stage, _dataset);
        Rows<TResult> rows = transform(new Rows<T>(new InputNode(), _schema, draft));
        return Add<TResult>(new TransformPlan
        {
            Name = stage,
            Inputs = draft.Inputs,

            // Where a lambda was refused, the rest must not be held against columns that would have come of it.
            Relation = _draft.ProblemCount == problems ? rows.Relation : new InputNode(),
            Schema = rows.Schema,
            Platform = on,
            Execution = execution ?? new(),
        });
    }

    /// <summary>Makes new rows through a transformer of your own; they have the same row type.</summary>
    /// <typeparam name="TTransformer">Your class; its constructor may ask for services.</typeparam>
    /// <param name="settings">Becomes <see cref="StageContext.Settings"/>, and part of the cache key.</param>
    /// <param name="name">The stage's name; <c>transform</c> if null.</param>
    /// <param name="execution">Retries, timeout, machine.</param>
    public DatasetBuilder<T> Transform<TTransformer>(object? settings = null, string? name = null, ExecutionPlan? execution = null)
        where TTransformer : class, ITransformer =>
        Transform<TTransformer, T>(settings, name, execution);

    /// <summary>Makes new rows of another type through a transformer of your own.</summary>
    /// <inheritdoc cref="Transform{TTransformer}(object?, string?, ExecutionPlan?)"/>
    /// <typeparam name="TTransformer">Your class; its constructor may ask for services.</typeparam>
    /// <typeparam name="TResult">The row type that it makes.</typeparam>
    public DatasetBuilder<TResult> Transform<TTransformer, TResult>(object? settings = null, string? name = null, ExecutionPlan? execution = null)
        where TTransformer : class, ITransformer =>
        Add<TResult>(new TransformPlan
        {
            Name = _draft.NameFor(name, "transform"),
            Inputs = [_dataset],
            Implementation = PipelineDraft.Implementation(typeof(TTransformer), settings),
            Execution = execution ?? new(),
        });

    /// <summary>Checks the rows; if a check doesn't hold, nothing after it runs.</summary>
    /// <param name="verify">The checks.</param>
    /// <param name="name">The stage's name; <c>verify</c> if null.</param>
    /// <param name="on">The platform that it runs on; the run's own if null.</param>
    /// <param name="execution">Retries, timeout, machine.</param>
    public DatasetBuilder<T> Verify(Func<CheckBuilder<T>, CheckBuilder<T>> verify, string? name = null, string? on = null, ExecutionPlan? execution = null)
    {
        ArgumentNullException.ThrowIfNull(verify);
        string stage = _draft.NameFor(name, "verify");
        InputsDraft draft = new(_draft, stage, _dataset);
        CheckBuilder<T> checks = verify(new CheckBuilder<T>(draft, _schema));
        _draft.Add(new VerifyPlan { Name = stage, Inputs = draft.Inputs, Checks = checks.Plans, Platform = on, Execution = execution ?? new() });
        return this;
    }

    /// <summary>Puts the rows into the warehouse, divided into splits.</summary>
    /// <param name="table">The name of the table: letters, digits and <c>_</c>.</param>
    /// <param name="stage">How the rows are divided.</param>
    /// <param name="name">The stage's name; <c>stage</c> if null.</param>
    /// <param name="on">The platform that it runs on; the run's own if null.</param>
    /// <param name="execution">Retries, timeout, machine.</param>
    public StagedBuilder<T> Stage(
        string table, Func<StagingBuilder<T>, StagingBuilder<T>>? stage = null, string? name = null, string? on = null, ExecutionPlan? execution = null)
    {
        string stageName = _draft.NameFor(name, "stage");
        StagingBuilder<T> staging = new(new LambdaReader(_draft, $"{stageName}.split", _schema));
        staging = stage?.Invoke(staging) ?? staging;
        _draft.Add(new StagingPlan
        {
            Name = stageName,
            Inputs = [_dataset],
            Table = table,
            Split = staging.Plan,
            PartitionBy = staging.Partitioned,
            Partition = staging.Partition,
            ClusterBy = staging.Clustered,
            Implementation = staging.Implementation,
            Platform = on,
            Execution = execution ?? new(),
        });
        return new(_draft, stageName, _schema, _origin);
    }

    /// <summary>Freezes the pipeline.</summary>
    /// <exception cref="PipelineException">Something is wrong; all problems are in it.</exception>
    public Pipeline Build() => _draft.Build();

    private DatasetBuilder<TResult> Add<TResult>(TransformPlan plan)
    {
        _draft.Add(plan);
        return new(_draft, plan.Name, plan.Schema, _origin.After(plan));
    }
}
