using System.Linq.Expressions;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk;

/// <summary>Rows in groups, made by <see cref="Rows{T}.GroupBy"/>: say what to compute of each.</summary>
/// <typeparam name="TKey">The type of the key.</typeparam>
/// <typeparam name="T">The row type.</typeparam>
public sealed class GroupedRows<TKey, T>
{
    private readonly Rows<T> _rows;
    private readonly ValueList<NamedScalar>? _keys;

    internal GroupedRows(Rows<T> rows, ValueList<NamedScalar>? keys)
    {
        _rows = rows;
        _keys = keys;
    }

    /// <summary>A row for each group; the properties of the result are the new columns.</summary>
    /// <param name="selector">The key, aggregates and what is computed of them: <c>g => new { g.Key, Share = g.Count(f => f.Late) / (double)g.Count() }</c>.</param>
    public Rows<TResult> Select<TResult>(Expression<Func<Grouping<TKey, T>, TResult>> selector)
    {
        if (_keys is null || _rows.Reader.Aggregation(_rows.Relation, _keys, selector) is not { } relation)
            return _rows.Failed<TResult>();
        Schema schema = relation is AggregateNode aggregate
            ? RelationColumns.Of(aggregate.Keys, aggregate.Aggregates)
            : RelationColumns.Of(((ProjectNode)relation).Columns);
        return new(relation, schema, _rows.Draft);
    }
}
