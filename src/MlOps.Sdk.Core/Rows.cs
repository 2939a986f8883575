using System.Linq.Expressions;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Building;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk;

/// <summary>Rows inside <c>.Transform(rows => …)</c>; each call returns new rows. Nothing is computed before the pipeline runs.</summary>
/// <typeparam name="T">The row type: a record, a class, an anonymous type or <see cref="Row"/>.</typeparam>
public class Rows<T>
{
    internal Rows(RelationNode relation, Schema? schema, InputsDraft draft)
    {
        Relation = relation;
        Schema = schema;
        Draft = draft;
    }

    internal RelationNode Relation { get; }

    internal Schema? Schema { get; }

    internal InputsDraft Draft { get; }

    /// <summary>The rows for which the predicate is true.</summary>
    public Rows<T> Where(Expression<Func<T, bool>> predicate) =>
        Reader.Scalar(predicate) is { } node ? With(new FilterNode(Relation, node)) : this;

    /// <summary>A new row for each row; the properties of the result are the new columns.</summary>
    public Rows<TResult> Select<TResult>(Expression<Func<T, TResult>> selector) => Reader.Projection(selector) is { } columns
        ? new(new ProjectNode(Relation, columns), RelationColumns.Of(columns), Draft)
        : Failed<TResult>();

    /// <summary>The rows in groups of equal keys; null is a key of its own.</summary>
    /// <param name="key">A value, or several as <c>new { … }</c>.</param>
    public GroupedRows<TKey, T> GroupBy<TKey>(Expression<Func<T, TKey>> key) => new(this, Reader.Groups(key));

    /// <summary>A row for each pair of a row and one of the others whose keys are equal; null equals nothing.</summary>
    /// <param name="other">Rows of the same transform, or of a further source (see <see cref="From"/>).</param>
    /// <param name="key">The key of these rows: a value, or several as <c>new { … }</c>; no double.</param>
    /// <param name="otherKey">The key of the others.</param>
    /// <param name="result">What to make of a pair; the properties of the result are the new columns.</param>
    public Rows<TResult> Join<TOther, TKey, TResult>(
        Rows<TOther> other, Expression<Func<T, TKey>> key, Expression<Func<TOther, TKey>> otherKey, Expression<Func<T, TOther, TResult>> result) =>
        Join<TOther, TResult>(other, JoinKind.Inner, key, otherKey, result);

    /// <summary>A row for each pair of a row and one of a further source's whose keys are equal; null equals nothing.</summary>
    /// <inheritdoc cref="Join{TOther, TKey, TResult}(Rows{TOther}, Expression{Func{T, TKey}}, Expression{Func{TOther, TKey}}, Expression{Func{T, TOther, TResult}})"/>
    public Rows<TResult> Join<TOther, TKey, TResult>(
        Source<TOther> other, Expression<Func<T, TKey>> key, Expression<Func<TOther, TKey>> otherKey, Expression<Func<T, TOther, TResult>> result) =>
        Join(From(other), key, otherKey, result);

    /// <summary>Like Join, but a row that has no partner is kept once, with null for every column of the other.</summary>
    /// <inheritdoc cref="Join{TOther, TKey, TResult}(Rows{TOther}, Expression{Func{T, TKey}}, Expression{Func{TOther, TKey}}, Expression{Func{T, TOther, TResult}})"/>
    public Rows<TResult> LeftJoin<TOther, TKey, TResult>(
        Rows<TOther> other, Expression<Func<T, TKey>> key, Expression<Func<TOther, TKey>> otherKey, Expression<Func<T, TOther, TResult>> result) =>
        Join<TOther, TResult>(other, JoinKind.Left, key, otherKey, result);

    /// <summary>Like Join with a further source, but a row that has no partner is kept once, with null for every column of the other.</summary>
    /// <inheritdoc cref="Join{TOther, TKey, TResult}(Rows{TOther}, Expression{Func{T, TKey}}, Expression{Func{TOther, TKey}}, Expression{Func{T, TOther, TResult}})"/>
    public Rows<TResult> LeftJoin<TOther, TKey, TResult>(
        Source<TOther> other, Expression<Func<T, TKey>> key, Expression<Func<TOther, TKey>> otherKey, Expression<Func<T, TOther, TResult>> result) =>
        LeftJoin(From(other), key, otherKey, result);

    /// <summary>The different rows, each once, in no order; null equals null, NaN equals NaN.</summary>
    public Rows<T> Distinct() => With(new DistinctNode(Relation));

    /// <summary>These rows and the others, in no order; equal ones stay.</summary>
    public Rows<T> Concat(Rows<T> other)
    {
        Check(other);
        Schema? schema = Schema is { } first && other.Schema is { } second ? RelationColumns.OfUnion(first, second) : null;
        return new(new UnionNode(Relation, other.Relation), schema, Draft);
    }

    /// <summary>The different ones of these rows and the others, each once, in no order.</summary>
    public Rows<T> Union(Rows<T> other) => Concat(other).Distinct();

    /// <summary>The rows by a value, the least first; null comes last, NaN before the numbers.</summary>
    public OrderedRows<T> OrderBy<TKey>(Expression<Func<T, TKey>> key) => Ordered(Relation, [], key, isDescending: false);

    /// <summary>The rows by a value, the greatest first; null comes last, NaN behind the numbers.</summary>
    public OrderedRows<T> OrderByDescending<TKey>(Expression<Func<T, TKey>> key) => Ordered(Relation, [], key, isDescending: true);

    /// <summary>The first rows in the order that <see cref="OrderBy"/> said; without one, any rows.</summary>
    /// <param name="count">How many; all if there are fewer.</param>
    public Rows<T> Take(long count) => With(Relation.Limited(count));

    /// <summary>The rows of a further source, for Join, Concat or Union. It gets a stage of its own, and a profile.</summary>
    /// <param name="source">Where the rows come from. The same source is read once, however often it is named.</param>
    /// <param name="name">The stage's name; <c>ingest-</c> and the name of the file, the connection or the rows if null.</param>
    /// <param name="on">The platform that it runs on; the run's own if null.</param>
    /// <param name="profile">Whether each column is described in a stage of its own.</param>
    /// <param name="execution">Retries, timeout, machine.</param>
    public Rows<TOther> From<TOther>(Source<TOther> source, string? name = null, string? on = null, bool profile = true, ExecutionPlan? execution = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Draft.Read(source, new IngestPlan { Name = name ?? "", Platform = on, Execution = execution ?? new() }, profile);
    }

    internal OrderedRows<T> Ordered(RelationNode source, ValueList<SortKey> keys, LambdaExpression key, bool isDescending)
    {
        ValueList<SortKey> all = Reader.Scalar(key) is { } value ? keys.With(new(value, isDescending)) : keys;
        return new(source, all, Schema, Draft);
    }

    internal Rows<TResult> Failed<TResult>() => new(Relation, schema: null, Draft);

    internal LambdaReader Reader => Draft.Reader(Schema);

    private Rows<TResult> Join<TOther, TResult>(
        Rows<TOther> other, JoinKind kind, LambdaExpression key, LambdaExpression otherKey, LambdaExpression result)
    {
        Check(other);
        return Reader.Join(Relation, other.Relation, other.Schema, kind, key, otherKey, result) is { } joined
            ? new(joined, RelationColumns.Of(joined.Columns), Draft)
            : Failed<TResult>();
    }

    private Rows<T> With(RelationNode relation) => new(relation, Schema, Draft);

    private void Check<TOther>(Rows<TOther> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Draft != Draft)
            Draft.Report("the other rows are of another Transform. Read them here with rows.From(source), or do both in one Transform.");
    }
}
