using System.Linq.Expressions;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Building;
using MlOps.Sdk.Data;

namespace MlOps.Sdk;

/// <summary>Rows inside <c>.Transform(rows => …)</c>; each call returns new rows. Nothing is computed before the pipeline runs.</summary>
/// <typeparam name="T">The row type: a record, a class, an anonymous type or <see cref="Row"/>.</typeparam>
public sealed class Rows<T>
{
    private readonly LambdaReader _reader;

    internal Rows(RelationNode relation, Schema? schema, LambdaReader reader)
    {
        Relation = relation;
        Schema = schema;
        _reader = reader.Over(schema);
    }

    internal RelationNode Relation { get; }

    internal Schema? Schema { get; }

    /// <summary>The rows for which the predicate is true.</summary>
    public Rows<T> Where(Expression<Func<T, bool>> predicate) =>
        _reader.Scalar(predicate) is { } node ? new(new FilterNode(Relation, node), Schema, _reader) : this;

    /// <summary>A new row for each row; the properties of the result are the new columns.</summary>
    public Rows<TResult> Select<TResult>(Expression<Func<T, TResult>> selector)
    {
        if (_reader.Projection(selector) is not { } columns)
            return new(Relation, schema: null, _reader);
        Schema schema = new(columns.Select(column => new Column(column.Name, column.Value.Type, column.Value.Nullable)).ToValueList());
        return new(new ProjectNode(Relation, columns), schema, _reader);
    }
}
