using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Local.Tests.Training.Validation;

/// <summary>Hands rows over in another order, and in other blocks, than the warehouse behind it.</summary>
internal sealed class ShuffledWarehouse(IWarehouse inner, int seed) : IWarehouse
{
    public Task<IReadOnlyList<QueryResult>> QueryAsync(
        IReadOnlyList<RelationNode> relations, Dataset input, StageContext context, CancellationToken cancellationToken) =>
        inner.QueryAsync(relations, input, context, cancellationToken);

    public Task<QueryResult> SampleAsync(RelationNode relation, Dataset input, long rows, StageContext context, CancellationToken cancellationToken) =>
        inner.SampleAsync(relation, input, rows, context, cancellationToken);

    public async Task ReadAsync(
        RelationNode relation, Dataset input, Action<IReadOnlyList<object?[]>> use, StageContext context, CancellationToken cancellationToken)
    {
        object?[][] rows = [.. (await inner.QueryAsync([relation], input, context, cancellationToken))[0].Rows];
        new Random(seed).Shuffle(rows);
        foreach (object?[][] block in rows.Chunk(97))
            use(block);
    }
}
