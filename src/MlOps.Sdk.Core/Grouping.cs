using System.Linq.Expressions;

namespace MlOps.Sdk;

/// <summary>The rows of a group; exists only inside <c>.GroupBy(…).Select(g => …)</c>, which is translated.</summary>
/// <remarks>
/// Null is left out of every aggregate. Where a value may be null, all of a group may be, and then its sum, mean, minimum and maximum are null too.
/// </remarks>
/// <typeparam name="TKey">The type of the key.</typeparam>
/// <typeparam name="T">The row type.</typeparam>
public sealed class Grouping<TKey, T>
{
    private Grouping()
    {
    }

    /// <summary>What the rows have in common; of a key of several columns one is taken, as <c>g.Key.Origin</c>.</summary>
    public TKey Key => throw Executed();

    /// <summary>How many rows there are.</summary>
    public long Count() => throw Executed();

    /// <summary>For how many rows the predicate is true.</summary>
    public long Count(Expression<Func<T, bool>> predicate) => throw Executed();

    /// <summary>How many different values there are, exactly; null is none.</summary>
    public long DistinctCount<TValue>(Expression<Func<T, TValue>> value) => throw Executed();

    /// <summary>The sum; an error of the run if it leaves 64 bits.</summary>
    public long Sum(Expression<Func<T, long>> value) => throw Executed();

    /// <summary>The sum; null if there is no value, an error of the run if it leaves 64 bits.</summary>
    public long? Sum(Expression<Func<T, long?>> value) => throw Executed();

    /// <summary>The sum.</summary>
    public double Sum(Expression<Func<T, double>> value) => throw Executed();

    /// <summary>The sum; null if there is no value.</summary>
    public double? Sum(Expression<Func<T, double?>> value) => throw Executed();

    /// <summary>The arithmetic mean.</summary>
    public double Average(Expression<Func<T, long>> value) => throw Executed();

    /// <summary>The arithmetic mean; null if there is no value.</summary>
    public double? Average(Expression<Func<T, long?>> value) => throw Executed();

    /// <summary>The arithmetic mean.</summary>
    public double Average(Expression<Func<T, double>> value) => throw Executed();

    /// <summary>The arithmetic mean; null if there is no value.</summary>
    public double? Average(Expression<Func<T, double?>> value) => throw Executed();

    /// <summary>The least value; null if there is none. NaN is less than every number.</summary>
    public TValue Min<TValue>(Expression<Func<T, TValue>> value) => throw Executed();

    /// <summary>The greatest value; null if there is none.</summary>
    public TValue Max<TValue>(Expression<Func<T, TValue>> value) => throw Executed();

    /// <summary>The sample standard deviation (n − 1); null for fewer than two values.</summary>
    public double? StandardDeviation(Expression<Func<T, long?>> value) => throw Executed();

    /// <summary>The sample standard deviation (n − 1); null for fewer than two values.</summary>
    public double? StandardDeviation(Expression<Func<T, double?>> value) => throw Executed();

    /// <summary>The approximate quantile; null if there is no value. It may differ slightly between platforms.</summary>
    /// <param name="value">The value.</param>
    /// <param name="fraction">The share of values below it, 0 to 1: 0.5 is the median.</param>
    public double? Quantile(Expression<Func<T, long?>> value, double fraction) => throw Executed();

    /// <summary>The approximate quantile; null if there is no number, NaN is left out. It may differ slightly between platforms.</summary>
    /// <param name="value">The value.</param>
    /// <param name="fraction">The share of values below it, 0 to 1: 0.5 is the median.</param>
    public double? Quantile(Expression<Func<T, double?>> value, double fraction) => throw Executed();

    private static InvalidOperationException Executed() =>
        new("A Grouping was executed. It exists only in the lambdas of a pipeline, which are translated.");
}
