using System.Linq.Expressions;
using System.Text.RegularExpressions;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Building;

/// <summary>Collects checks on rows; all are evaluated, and every failure is reported.</summary>
/// <remarks>A check that doesn't hold ends the run; inside of <see cref="Warn"/> it is only said. A share <c>atLeast</c> (0 to 1) lets the other rows fail.</remarks>
/// <typeparam name="T">The row type.</typeparam>
public sealed class CheckBuilder<T>
{
    private const int NamedValues = 10;

    private readonly InputsDraft _draft;
    private readonly LambdaReader _reader;
    private readonly List<CheckPlan> _plans = [];

    internal CheckBuilder(InputsDraft draft, Schema? schema)
    {
        _draft = draft;
        _reader = draft.Reader(schema);
        Schema = schema;
    }

    internal ValueList<CheckPlan> Plans => _plans.ToValueList();

    private Schema? Schema { get; }

    /// <summary>A value is never absent.</summary>
    public CheckBuilder<T> NotNull<TValue>(Expression<Func<T, TValue>> value, double atLeast = 1) =>
        AddRowCheck(value, IsThere, $"{Text(value)} is not null", atLeast);

    /// <summary>A number lies in a range, both ends included; an absent value passes (see <see cref="NotNull"/>).</summary>
    public CheckBuilder<T> Between(Expression<Func<T, double?>> value, double least, double greatest, double atLeast = 1) =>
        AddBetween(value, least, greatest, atLeast);

    /// <summary>An integer lies in a range, both ends included; an absent value passes (see <see cref="NotNull"/>).</summary>
    public CheckBuilder<T> Between(Expression<Func<T, long?>> value, long least, long greatest, double atLeast = 1) =>
        AddBetween(value, least, greatest, atLeast);

    /// <summary>A day lies in a range, both ends included; an absent value passes (see <see cref="NotNull"/>).</summary>
    public CheckBuilder<T> Between(Expression<Func<T, DateOnly?>> value, DateOnly least, DateOnly greatest, double atLeast = 1) =>
        AddBetween(value, least, greatest, atLeast);

    /// <summary>An instant lies in a range, both ends included; an absent value passes (see <see cref="NotNull"/>).</summary>
    public CheckBuilder<T> Between(Expression<Func<T, DateTime?>> value, DateTime least, DateTime greatest, double atLeast = 1) =>
        AddBetween(value, least, greatest, atLeast);

    /// <summary>A value is one of a set; an absent value passes (see <see cref="NotNull"/>).</summary>
    public CheckBuilder<T> OneOf<TValue>(Expression<Func<T, TValue>> value, IEnumerable<TValue> values, double atLeast = 1)
    {
        TValue[] set = [.. values];
        string listed = string.Join(", ", set.Take(NamedValues).Select(one => FormattableString.Invariant($"{one}"))) + (set.Length > NamedValues ? ", …" : "");
        if (set.Length == 0)
            _draft.Report($"no value is allowed for {Text(value)}. Give OneOf at least one.");
        return AddRowCheck(
            value,
            body => OrAbsent(body, Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(TValue)], Expression.Constant(set), body)),
            $"{Text(value)} is one of {listed}",
            atLeast);
    }

    /// <summary>
    /// A regular expression matches somewhere in a text, in the whole of it with <c>^</c> and <c>$</c>; an absent value passes (see <see cref="NotNull"/>).
    /// </summary>
    public CheckBuilder<T> Matches(Expression<Func<T, string?>> value, string pattern, double atLeast = 1) => AddRowCheck(
        value,
        body => OrAbsent(body, Expression.Call(typeof(Regex), nameof(Regex.IsMatch), null, body, Expression.Constant(pattern))),
        $"{Text(value)} matches {pattern}",
        atLeast);

    /// <summary>A predicate holds on at least a share of the rows.</summary>
    /// <param name="predicate">The predicate.</param>
    /// <param name="atLeast">The share, 0 to 1; all rows by default.</param>
    public CheckBuilder<T> That(Expression<Func<T, bool>> predicate, double atLeast = 1) => AddRowCheck(predicate, body => body, Text(predicate), atLeast);

    /// <summary>No value occurs twice; null doesn't count.</summary>
    public CheckBuilder<T> Unique<TValue>(Expression<Func<T, TValue>> value, double atLeast = 1) =>
        Add(_reader.Scalar(value), node => new UniqueCheckPlan(node, atLeast) { Description = $"{Text(value)} is unique{AtLeast(atLeast)}" });

    /// <summary>Every value occurs in a column of a further source; an absent value passes (see <see cref="NotNull"/>).</summary>
    /// <param name="value">The value: no double.</param>
    /// <param name="other">The source. It gets a stage of its own, and a profile; the same source is read once, however often it is named.</param>
    /// <param name="otherValue">The value there.</param>
    /// <param name="atLeast">The share of the rows, 0 to 1.</param>
    public CheckBuilder<T> References<TOther, TKey>(
        Expression<Func<T, TKey>> value, Source<TOther> other, Expression<Func<TOther, TKey>> otherValue, double atLeast = 1)
    {
        ArgumentNullException.ThrowIfNull(other);
        Rows<TOther> rows = _draft.Read(other, new IngestPlan { Name = "" }, profile: true);
        int input = ((InputNode)rows.Relation).Index;
        return Add(_reader.Scalar(value), node => _draft.Reader(rows.Schema).Scalar(otherValue) is { } there
            ? new ReferenceCheckPlan(node, input, there, atLeast) { Description = $"{Text(value)} occurs in {_draft.Inputs[input]}{AtLeast(atLeast)}" }
            : null);
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

    /// <summary>The newest row is not older than a time, by the run's clock. What was verified before is verified anew once that time is over.</summary>
    public CheckBuilder<T> Fresh(Expression<Func<T, DateTime?>> time, TimeSpan within) => AddFresh(time, within);

    /// <summary>The newest row is not older than a time, by the run's clock; a day lasts until it ends, in UTC.</summary>
    public CheckBuilder<T> Fresh(Expression<Func<T, DateOnly?>> day, TimeSpan within) => AddFresh(day, within);

    /// <summary>
    /// A value is distributed much as when this stage last ran on other rows; the first time there is nothing to compare with, and the check passes.
    /// </summary>
    /// <param name="value">The value: a number, a day, an instant, a text or a Boolean.</param>
    /// <param name="maximumDrift">The greatest Jensen–Shannon distance, 0 to 1; see <see cref="Drift"/>.</param>
    public CheckBuilder<T> Similar<TValue>(Expression<Func<T, TValue>> value, double maximumDrift = 0.1) => Add(
        _reader.Scalar(value),
        node => new DriftCheckPlan(node, maximumDrift) { Description = $"{Text(value)} is distributed as before" });

    /// <summary>Checks that are only said if they don't hold: in the console, the log and the report. The run goes on.</summary>
    public CheckBuilder<T> Warn(Func<CheckBuilder<T>, CheckBuilder<T>> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        _plans.AddRange(checks(new CheckBuilder<T>(_draft, Schema))._plans.Select(plan => plan with { Severity = CheckSeverity.Warning }));
        return this;
    }

    private CheckBuilder<T> AddBetween<TValue>(Expression<Func<T, TValue?>> value, TValue least, TValue greatest, double atLeast)
        where TValue : struct, IComparable<TValue>
    {
        string description = FormattableString.Invariant($"{Text(value)} is between {least} and {greatest}");
        if (least.CompareTo(greatest) > 0 || least is double.NaN || greatest is double.NaN)
            _draft.Report(FormattableString.Invariant($"nothing lies between {least} and {greatest} ({Text(value)}). Give the lesser bound first."));
        return AddRowCheck(
            value,
            body => OrAbsent(body, Expression.AndAlso(
                Expression.GreaterThanOrEqual(body, Expression.Constant(least, typeof(TValue?))),
                Expression.LessThanOrEqual(body, Expression.Constant(greatest, typeof(TValue?))))),
            description,
            atLeast);
    }

    private CheckBuilder<T> AddFresh<TValue>(Expression<Func<T, TValue>> time, TimeSpan within) => Add(
        _reader.Scalar(time),
        node => new FreshnessCheckPlan(node, within) { Description = $"the newest {Text(time)} is not older than {within:c}" });

    private CheckBuilder<T> AddRowCheck<TValue>(
        Expression<Func<T, TValue>> value, Func<Expression, Expression> predicate, string description, double atLeast) =>
        Add(
            _reader.Scalar(Expression.Lambda(predicate(value.Body), value.Parameters)),
            node => new RowCheckPlan(node, atLeast) { Description = description + AtLeast(atLeast) });

    private CheckBuilder<T> Add(ScalarNode? node, Func<ScalarNode, CheckPlan?> plan)
    {
        if (node is not null && plan(node) is { } check)
            _plans.Add(check);
        return this;
    }

    private static string AtLeast(double share) => share == 1 ? "" : FormattableString.Invariant($", in at least {share * 100:0.######} % of the rows");

    private static BinaryExpression IsThere(Expression body) => Expression.NotEqual(Nullable(body), Expression.Constant(null, Nullable(body).Type));

    private static BinaryExpression OrAbsent(Expression body, Expression holds) =>
        Expression.OrElse(Expression.Equal(Nullable(body), Expression.Constant(null, Nullable(body).Type)), holds);

    private static Expression Nullable(Expression body) =>
        body.Type.IsValueType && System.Nullable.GetUnderlyingType(body.Type) is null
            ? Expression.Convert(body, typeof(Nullable<>).MakeGenericType(body.Type))
            : body;

    private static string Text(LambdaExpression lambda) => CSharpText.Of(lambda.Body);
}
