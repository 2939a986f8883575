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

    /// <summary>The work was asked for its first question, and is over with that.</summary>
    internal sealed class Heard(long? bytes) : Exception
    {
        public long? Bytes => bytes;
    }
}
