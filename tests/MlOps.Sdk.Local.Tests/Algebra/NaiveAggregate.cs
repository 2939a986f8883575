using System.Globalization;
using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Aggregates as <see cref="AggregateKind"/> defines them, over the values of a group.</summary>
internal static class NaiveAggregate
{
    /// <param name="aggregate">What is computed.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="values">The argument's values that are not null.</param>
    public static object? Of(NamedAggregate aggregate, long rows, object[] values) => aggregate.Aggregate switch
    {
        AggregateKind.Count => aggregate.Argument is null ? rows : values.LongLength,
        AggregateKind.CountIf => values.LongCount(value => value is true),
        AggregateKind.CountDistinct => values.Distinct().LongCount(),
        _ when values.Length == 0 => null,
        AggregateKind.Min => values.Min(ValueOrder.Instance),
        AggregateKind.Max => values.Max(ValueOrder.Instance),
        AggregateKind.Sum => values[0] is long ? (object)Sum(values.Cast<long>()) : Sum(Doubles(values)),
        AggregateKind.Mean => values[0] is long ? (double)Total(values.Cast<long>()) / values.Length : Sum(Doubles(values)) / values.Length,
        AggregateKind.StandardDeviation => Deviation(Doubles(values)),
        AggregateKind.Quantile => Quantile(Doubles(values), aggregate.Parameter),
        _ => throw new NotSupportedException($"{aggregate.Aggregate}"),
    };

    private static double[] Doubles(object[] values) => [.. values.Select(value => Convert.ToDouble(value, CultureInfo.InvariantCulture)).Order()];

    private static Int128 Total(IEnumerable<long> values) => values.Aggregate((Int128)0, (sum, value) => sum + value);

    private static long Sum(IEnumerable<long> values)
    {
        Int128 total = Total(values);
        return total >= long.MinValue && total <= long.MaxValue ? (long)total : throw new EvaluationException("The sum leaves 64 bits.");
    }

    private static double Sum(double[] values)
    {
        double sum = values.Sum();
        double size = values.Sum(Math.Abs);
        if (values.All(double.IsFinite) && (size > 1e100 || Math.Abs(sum) < 1e-3 * size))
            throw new IllConditionedException();
        return sum;
    }

    private static double? Deviation(double[] values)
    {
        if (values.Length < 2 || !values.All(double.IsFinite))
            return values.Length < 2 ? null : double.NaN;
        double mean = Sum(values) / values.Length;
        double squares = values.Sum(value => (value - mean) * (value - mean));
        if (squares > 0 && squares < 1e-6 * mean * mean)
            throw new IllConditionedException();
        return Math.Sqrt(squares / (values.Length - 1));
    }

    private static double? Quantile(double[] values, double fraction)
    {
        double[] numbers = [.. values.Where(value => !double.IsNaN(value))];
        if (numbers.Length == 0)
            return null;
        return numbers[(int)Math.Max(1, Math.Ceiling(numbers.Length * fraction)) - 1];
    }
}
