using System.Linq.Expressions;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Building;
using MlOps.Sdk.Data;

namespace MlOps.Sdk;

/// <summary>Rows in an order, made by <see cref="Rows{T}.OrderBy"/>; the order decides what Take keeps.</summary>
/// <typeparam name="T">The row type.</typeparam>
public sealed class OrderedRows<T> : Rows<T>
{
    private readonly RelationNode _source;
    private readonly ValueList<SortKey> _keys;

    internal OrderedRows(RelationNode source, ValueList<SortKey> keys, Schema? schema, InputsDraft draft)
        : base(new SortLimitNode(source, keys, Limit: null), schema, draft)
    {
        _source = source;
        _keys = keys;
    }

    /// <summary>Rows that are equal so far by another value, the least first.</summary>
    public OrderedRows<T> ThenBy<TKey>(Expression<Func<T, TKey>> key) => Ordered(_source, _keys, key, isDescending: false);

    /// <summary>Rows that are equal so far by another value, the greatest first.</summary>
    public OrderedRows<T> ThenByDescending<TKey>(Expression<Func<T, TKey>> key) => Ordered(_source, _keys, key, isDescending: true);
}
