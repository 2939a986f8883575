using MlOps.Sdk.Building;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk;

/// <summary>States a pipeline: start here, end with <c>Build()</c>.</summary>
/// <example>
/// <code>
/// Pipeline pipeline = new PipelineBuilder("flight-delays")
///     .Ingest(Source.Csv&lt;Flight&gt;("flights.csv"))
///     .Transform(flights => flights.Where(f => f.Distance > 0))
///     .Stage("flight_legs", stage => stage.SplitByHash(f => f.Id, test: 0.2))
///     .Train(learn => learn
///         .Binary(label: f => f.Late)
///         .Features(f => new { f.Distance, Origin = Feature.Vocabulary(f.Origin, size: 50) })
///         .Try(Learner.LightGbm())
///         .Require(m => m.AreaUnderRocCurve >= 0.65))
///     .Deploy("flight-delays")
///     .Build();
/// </code>
/// </example>
/// <param name="name">The pipeline's name: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; also the name of its model.</param>
/// <param name="platforms">
/// The platforms on which it must be able to run, such as <see cref="Platforms.GoogleCloud"/>: <c>Build()</c> refuses what one of them lacks, by name.
/// </param>
public sealed class PipelineBuilder(string name, params string[] platforms)
{
    private readonly PipelineDraft _draft = new(name, platforms);

    /// <summary>Brings rows into the pipeline, and profiles them.</summary>
    /// <param name="source">Where the rows come from.</param>
    /// <param name="name">The stage's name; <c>ingest</c> if null.</param>
    /// <param name="on">The platform that it runs on; the run's own if null.</param>
    /// <param name="profile">Whether each column is described in a stage of its own.</param>
    /// <param name="execution">Retries, timeout, machine.</param>
    public DatasetBuilder<T> Ingest<T>(Source<T> source, string? name = null, string? on = null, bool profile = true, ExecutionPlan? execution = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        string stage = _draft.NameFor(name, "ingest");
        if (source is { Binding: { } binding, Bound: { } bound })
            _draft.Bind(stage, binding, bound);
        return Ingest<T>(new IngestPlan
        {
            Name = stage,
            Source = source.Plan,
            Schema = _draft.SchemaOf<T>(stage),
            Platform = on,
            Execution = execution ?? new(),
        }, profile);
    }

    /// <summary>Brings rows into the pipeline through an ingestor of your own; their columns are read as <c>row["column"]</c>.</summary>
    /// <typeparam name="TIngestor">Your class; its constructor may ask for services.</typeparam>
    /// <param name="settings">Becomes <see cref="StageContext.Settings"/>, and part of the cache key.</param>
    /// <param name="name">The stage's name; <c>ingest</c> if null.</param>
    /// <param name="profile">Whether each column is described in a stage of its own.</param>
    /// <param name="execution">Retries, timeout, machine.</param>
    public DatasetBuilder<Row> Ingest<TIngestor>(object? settings = null, string? name = null, bool profile = true, ExecutionPlan? execution = null)
        where TIngestor : class, IIngestor =>
        Ingest<TIngestor, Row>(settings, name, profile, execution);

    /// <summary>Brings rows of a type into the pipeline through an ingestor of your own.</summary>
    /// <inheritdoc cref="Ingest{TIngestor}(object?, string?, bool, ExecutionPlan?)"/>
    /// <typeparam name="TIngestor">Your class; its constructor may ask for services.</typeparam>
    /// <typeparam name="T">The row type that it brings.</typeparam>
    public DatasetBuilder<T> Ingest<TIngestor, T>(object? settings = null, string? name = null, bool profile = true, ExecutionPlan? execution = null)
        where TIngestor : class, IIngestor
    {
        string stage = _draft.NameFor(name, "ingest");
        return Ingest<T>(new IngestPlan
        {
            Name = stage,
            Schema = _draft.SchemaOf<T>(stage),
            Implementation = PipelineDraft.Implementation(typeof(TIngestor), settings),
            Execution = execution ?? new(),
        }, profile);
    }

    private DatasetBuilder<T> Ingest<T>(IngestPlan plan, bool profile)
    {
        _draft.Add(plan);
        if (profile)
            _draft.Add(new ProfilePlan { Name = _draft.NameFor(null, "profile"), Inputs = [plan.Name], Platform = plan.Platform });
        return new(_draft, plan.Name, plan.Schema, new InstanceOrigin(plan.Name, FromInstance: null));
    }
}
