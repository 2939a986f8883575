using System.Linq.Expressions;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Building;

/// <summary>Collects checks on rows; all are evaluated, and every failure is reported.</summary>
/// <typeparam name="T">The row type.</typeparam>
public sealed class CheckBuilder<T>
{
    private readonly LambdaReader _reader;
    private readonly List<CheckPlan> _plans = [];

    internal CheckBuilder(LambdaReader reader) => _reader = reader;

    internal ValueList<CheckPlan> Plans => _plans.ToValueList();

    /// <summary>A value is never absent.</summary>
    public CheckBuilder<T> NotNull<TValue>(Expression<Func<T, TValue>> value) =>
        AddRowCheck(value, body => Expression.NotEqual(Nullable(body), Expression.Constant(null, Nullable(body).Type)), $"{Text(value)} is not null");

    /// <summary>A number lies in a range, both ends included; an absent value passes (see <see cref="NotNull"/>).</summary>
    public CheckBuilder<T> Between(Expression<Func<T, double?>> value, double least, double greatest) => AddBetween(value, least, greatest);

    /// <summary>An integer lies in a range, both ends included; an absent value passes (see <see cref="NotNull"/>).</summary>
    public CheckBuilder<T> Between(Expression<Func<T, long?>> value, long least, long greatest) => AddBetween(value, least, greatest);

    /// <summary>A day lies in a range, both ends included; an absent value passes (see <see cref="NotNull"/>).</summary>
    public CheckBuilder<T> Between(Expression<Func<T, DateOnly?>> value, DateOnly least, DateOnly greatest) => AddBetween(value, least, greatest);

    /// <summary>An instant lies in a range, both ends included; an absent value passes (see <see cref="NotNull"/>).</summary>
    public CheckBuilder<T> Between(Expression<Func<T, DateTime?>> value, DateTime least, DateTime greatest) => AddBetween(value, least, greatest);

    /// <summary>A predicate holds on at least a share of the rows.</summary>
    /// <param name="predicate">The predicate.</param>
    /// <param name="atLeast">The share, 0 to 1; all rows by default.</param>
    public CheckBuilder<T> That(Expression<Func<T, bool>> predicate, double atLeast = 1)
    {
        if (_reader.Scalar(predicate) is { } node)
            _plans.Add(new RowCheckPlan(node, atLeast) { Description = Text(predicate) });
        return this;
    }

    /// <summary>No value occurs twice.</summary>
    public CheckBuilder<T> Unique<TValue>(Expression<Func<T, TValue>> value)
    {
        if (_reader.Scalar(value) is { } node)
            _plans.Add(new UniqueCheckPlan(node) { Description = $"{Text(value)} is unique" });
        return this;
    }

    /// <summary>The number of rows lies in a range, both ends included.</summary>
    /// <param name="atLeast">The least number of rows.</param>
    /// <param name="atMost">The greatest number of rows; null for none.</param>
    public CheckBuilder<T> RowCount(long atLeast, long? atMost = null)
    {
        string bounds = atMost is { } most ? FormattableString.Invariant($"between {atLeast} and {most}") : FormattableString.Invariant($"at least {atLeast}");
        _plans.Add(new RowCountCheckPlan(atLeast, atMost) { Description = $"the number of rows is {bounds}" });
        return this;
    }

    private CheckBuilder<T> AddBetween<TValue>(Expression<Func<T, TValue?>> value, TValue least, TValue greatest)
        where TValue : struct =>
        AddRowCheck(
            value,
            body => Expression.OrElse(
                Expression.Equal(body, Expression.Constant(null, typeof(TValue?))),
                Expression.AndAlso(
                    Expression.GreaterThanOrEqual(body, Expression.Constant(least, typeof(TValue?))),
                    Expression.LessThanOrEqual(body, Expression.Constant(greatest, typeof(TValue?))))),
            FormattableString.Invariant($"{Text(value)} is between {least} and {greatest}"));

    private CheckBuilder<T> AddRowCheck<TValue>(Expression<Func<T, TValue>> value, Func<Expression, Expression> predicate, string description)
    {
        if (_reader.Scalar(Expression.Lambda(predicate(value.Body), value.Parameters)) is { } node)
            _plans.Add(new RowCheckPlan(node) { Description = description });
        return this;
    }

    private static Expression Nullable(Expression body) =>
        body.Type.IsValueType && System.Nullable.GetUnderlyingType(body.Type) is null
            ? Expression.Convert(body, typeof(Nullable<>).MakeGenericType(body.Type))
            : body;

    private static string Text(LambdaExpression lambda) => CSharpText.Of(lambda.Body);
}
