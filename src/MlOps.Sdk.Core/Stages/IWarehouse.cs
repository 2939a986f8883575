using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Stages;

/// <summary>Runs queries of the algebra over whole datasets and hands back small results.</summary>
/// <remarks>
/// Profile, verify and fit are written once over this seam.
/// Local: DuckDB over the dataset's Parquet.
/// Google Cloud: BigQuery over the dataset's Parquet in Cloud Storage.
/// </remarks>
public interface IWarehouse
{
    /// <summary>Computes the rows of relations whose <see cref="InputNode"/> 0 is the dataset, all by one statement.</summary>
    /// <returns>A result for each relation. The rows of a sorted one are the right ones, yet of several relations they may come in another order.</returns>
    Task<IReadOnlyList<QueryResult>> QueryAsync(
        IReadOnlyList<RelationNode> relations, Dataset input, StageContext context, CancellationToken cancellationToken);

    /// <summary>Computes the rows of relations over several datasets, which <see cref="InputNode.Index"/> counts, all by one statement.</summary>
    /// <returns>A result for each relation, as of one dataset.</returns>
    /// <exception cref="StageException">There are several datasets, and the warehouse can't read them together.</exception>
    Task<IReadOnlyList<QueryResult>> QueryAsync(
        IReadOnlyList<RelationNode> relations, IReadOnlyList<Dataset> inputs, StageContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        return inputs is [var single]
            ? QueryAsync(relations, single, context, cancellationToken)
            : throw new StageException($"{context.Stage}: {GetType().Name} reads one dataset at a time, not {inputs.Count}. Leave References(…) out, or run the stage on another platform.");
    }

    /// <summary>Hands on the rows of a relation in blocks, in any order; a warehouse that can't does so in one.</summary>
    async Task ReadAsync(
        RelationNode relation, Dataset input, Action<IReadOnlyList<object?[]>> use, StageContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(use);
        use((await QueryAsync([relation], input, context, cancellationToken))[0].Rows);
    }

    /// <summary>The bytes that a query would read and charge for; null if that costs nothing, or can't be told.</summary>
    Task<long?> ForecastBytesAsync(IReadOnlyList<RelationNode> relations, Dataset input, StageContext context, CancellationToken cancellationToken) =>
        Task.FromResult<long?>(null);

    /// <summary>
    /// Computes a relation over at least so many rows, or all if there are fewer: spread over the dataset, and always the same ones. A warehouse that can't
    /// choose rows cheaply takes all.
    /// </summary>
    async Task<QueryResult> SampleAsync(RelationNode relation, Dataset input, long rows, StageContext context, CancellationToken cancellationToken) =>
        (await QueryAsync([relation], input, context, cancellationToken))[0];
}
