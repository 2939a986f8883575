using MlOps.Sdk.Algebra;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Relations, gathered one by one and computed by one statement.</summary>
internal sealed class QueryBatch
{
    private readonly List<RelationNode> _relations = [];
    private IReadOnlyList<QueryResult> _results = [];

    /// <summary>Adds a relation; the function returned tells its rows, once the statement is through.</summary>
    public Func<IReadOnlyList<object?[]>> Add(RelationNode relation)
    {
        int index = _relations.Count;
        _relations.Add(relation);
        return () => _results[index].Rows;
    }

    public async Task RunAsync(IWarehouse warehouse, IReadOnlyList<Dataset> inputs, StageContext context, CancellationToken cancellationToken)
    {
        if (_relations.Count > 0)
            _results = await warehouse.QueryAsync(_relations, inputs, context, cancellationToken);
    }
}
