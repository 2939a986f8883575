using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Runs;

/// <summary>Stands in for a warehouse to hear what a stage would ask first, which is what it asks of all rows.</summary>
internal sealed class ForecastingWarehouse(IWarehouse warehouse) : IWarehouse
{
    public async Task<IReadOnlyList<QueryResult>> QueryAsync(
        IReadOnlyList<RelationNode> relations, Dataset input, StageContext context, CancellationToken cancellationToken) =>
        throw new Heard(await warehouse.ForecastBytesAsync(relations, input, context, cancellationToken));

    // What several datasets together would read, no warehouse says.
    public async Task<IReadOnlyList<QueryResult>> QueryAsync(
        IReadOnlyList<RelationNode> relations, IReadOnlyList<Dataset> inputs, StageContext context, CancellationToken cancellationToken) =>
        throw new Heard(inputs is [var single] ? await warehouse.ForecastBytesAsync(relations, single, context, cancellationToken) : null);

    /// <summary>The work was asked for its first question, and is over with that.</summary>
    internal sealed class Heard(long? bytes) : Exception
    {
        public long? Bytes => bytes;
    }
}
