using MlOps.Sdk.Algebra;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data.Checks;

/// <summary>What the checks ask of the rows: gathered, and answered by one statement.</summary>
/// <param name="schemas">The columns of each dataset; the first is the checked one.</param>
/// <param name="context">The stage.</param>
internal sealed class CheckQuestions(IReadOnlyList<Schema> schemas, StageContext context)
{
    private readonly Aggregates _aggregates = new();
    private readonly Aggregates _sampled = new();
    private readonly QueryBatch _batch = new();
    private int _rows;

    public IReadOnlyList<Schema> Schemas => schemas;

    public StageContext Context => context;

    /// <summary>How many rows are checked.</summary>
    public long Rows => _aggregates.Count(_rows);

    /// <summary>The verification to compare with; null if there is none.</summary>
    public Verification? Previous { get; private set; }

    public Func<long> Count(ScalarNode value, AggregateKind kind = AggregateKind.Count)
    {
        int index = _aggregates.Add(kind, value);
        return () => _aggregates.Count(index);
    }

    public Func<object?> Max(ScalarNode value)
    {
        int index = _aggregates.Add(AggregateKind.Max, value);
        return () => _aggregates.Value(index);
    }

    /// <summary>Asks for a quantile of a sample, which is there before the statement is made.</summary>
    public Func<double?> Quantile(ScalarNode value, double share)
    {
        int index = _sampled.Add(AggregateKind.Quantile, value, share);
        return () => _sampled.Number(index);
    }

    public Func<IReadOnlyList<object?[]>> Ask(RelationNode relation) => _batch.Add(relation);

    /// <summary>Answers what is asked of a sample, and finds what to compare with.</summary>
    public async Task PrepareAsync(IWarehouse warehouse, Dataset dataset, bool isCompared, CancellationToken cancellationToken)
    {
        await _sampled.SampleAsync(warehouse, dataset, Profiler.SampledRows, context, cancellationToken);
        if (isCompared)
            Previous = await context.History.FindPreviousAsync(cancellationToken) as Verification;
    }

    public async Task QueryAsync(IWarehouse warehouse, IReadOnlyList<Dataset> inputs, CancellationToken cancellationToken)
    {
        _rows = _aggregates.Add(AggregateKind.Count);
        Func<IReadOnlyList<object?[]>> row = _batch.Add(_aggregates.Of(new InputNode()));
        await _batch.RunAsync(warehouse, inputs, context, cancellationToken);
        _aggregates.Take(row()[0]);
    }
}
