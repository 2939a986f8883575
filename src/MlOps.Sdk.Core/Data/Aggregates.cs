using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Aggregates over all rows, gathered one by one and computed by one query.</summary>
internal sealed class Aggregates
{
    private readonly List<NamedAggregate> _items = [];
    private object?[] _values = [];

    public bool IsEmpty => _items.Count == 0;

    /// <summary>Adds an aggregate; returns the index of its answer. An equal one is computed once.</summary>
    public int Add(AggregateKind kind, ScalarNode? argument = null, double parameter = 0)
    {
        int known = _items.FindIndex(item => item.Aggregate == kind && item.Argument == argument && item.Parameter.Equals(parameter));
        if (known >= 0)
            return known;
        _items.Add(new(string.Create(CultureInfo.InvariantCulture, $"a{_items.Count}"), kind, argument, parameter));
        return _items.Count - 1;
    }

    public async Task QueryAsync(IWarehouse warehouse, RelationNode source, Dataset dataset, StageContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<QueryResult> results = await warehouse.QueryAsync([Of(source)], dataset, context, cancellationToken);
        Take(results[0]);
    }

    /// <summary>The relation that computes the aggregates: one row, or one for each value of the keys, which come first.</summary>
    public AggregateNode Of(RelationNode source, ValueList<NamedScalar>? keys = null) => new(source, keys ?? [], _items.ToValueList());

    /// <summary>Takes the answers out of what the relation gave.</summary>
    public void Take(QueryResult result) => Take(result.Rows[0]);

    /// <summary>Takes the answers out of the row that the relation gave.</summary>
    public void Take(object?[] row) => _values = row;

    /// <summary>Computes the aggregates over some of the rows only.</summary>
    public async Task SampleAsync(IWarehouse warehouse, Dataset dataset, long rows, StageContext context, CancellationToken cancellationToken)
    {
        if (IsEmpty)
            return;
        Take(await warehouse.SampleAsync(Of(new InputNode()), dataset, rows, context, cancellationToken));
    }

    public object? Value(int index) => _values[index];

    public long Count(int index) => (long)_values[index]!;

    public double? Number(int index) => _values[index] is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;

    /// <summary>The answer in the text of a constant; null for null.</summary>
    public string? Text(int index) => _values[index] is { } value ? ConstantNode.Of(value).Text : null;
}
