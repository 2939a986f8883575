namespace MlOps.Sdk;

/// <summary>What is to be made of a value before it becomes a feature; used in the lambda of <c>.Features(…)</c>.</summary>
/// <remarks>
/// What is learnt is learnt from the training split alone. The fitted feature holds nothing but constants, travels in the model's bundle, and is what
/// serving computes.
/// </remarks>
/// <example><code>.Features(f => new { f.Distance, Origin = Feature.Vocabulary(f.Origin, 50), When = Feature.DateParts(f.Date) })</code></example>
public sealed class Feature
{
    private Feature()
    {
    }

    /// <summary>(value − mean) / standard deviation, in one slot.</summary>
    /// <remarks>
    /// Mean and sample standard deviation (n − 1) of the training split's values. Null and NaN become the mean, hence 0. Where all values are equal the
    /// deviation counts as 1. Infinite values in the training split are refused.
    /// </remarks>
    /// <param name="value">A number.</param>
    /// <exception cref="InvalidOperationException">Always: a feature is translated, never executed.</exception>
    public static Feature Standardize(double? value) => throw Executed(nameof(Standardize));

    /// <summary>(value − min) / (max − min), in one slot.</summary>
    /// <remarks>
    /// Least and greatest value of the training split. What lies outside becomes 0 or 1. Null and NaN become the mean. Where all values are equal the
    /// divisor counts as 1, so that they become 0. Infinite values in the training split are refused.
    /// </remarks>
    /// <inheritdoc cref="Standardize"/>
    public static Feature MinMax(double? value) => throw Executed(nameof(MinMax));

    /// <summary>One-hot over buckets of equally many rows of the training split.</summary>
    /// <remarks>
    /// Buckets end at the quantiles 1/count, 2/count …, which belong to the lower bucket. Equal quantiles are taken once, so there may be fewer buckets.
    /// Slots: the buckets in order, then one for null and NaN.
    /// </remarks>
    /// <param name="value">A number.</param>
    /// <param name="count">How many buckets, 2 to 1000.</param>
    /// <exception cref="InvalidOperationException">Always: a feature is translated, never executed.</exception>
    public static Feature Buckets(double? value, int count) => throw Executed(nameof(Buckets));

    /// <summary>The value, with the mean of the training split in the place of null and NaN; in one slot.</summary>
    /// <inheritdoc cref="Standardize"/>
    /// <remarks>Infinite values in the training split are refused.</remarks>
    public static Feature Impute(double? value) => throw Executed(nameof(Impute));

    /// <summary>The value, with the median of the training split in the place of null and NaN; in one slot.</summary>
    /// <inheritdoc cref="Standardize"/>
    /// <remarks>The median is the least value that at least half of the values don't exceed.</remarks>
    public static Feature ImputeMedian(double? value) => throw Executed(nameof(ImputeMedian));

    /// <summary>The value, with a constant in the place of null and NaN; in one slot.</summary>
    /// <param name="value">A number.</param>
    /// <param name="constant">What stands in for a missing value; a finite number.</param>
    /// <exception cref="InvalidOperationException">Always: a feature is translated, never executed.</exception>
    public static Feature Impute(double? value, double constant) => throw Executed(nameof(Impute));

    /// <summary>One-hot over the most frequent values of the training split; one more slot stands for all others, null among them.</summary>
    /// <remarks>Of values that are equally frequent the lesser comes first. There are fewer slots if there are fewer values.</remarks>
    /// <param name="value">A text, whole number, Boolean or day.</param>
    /// <param name="size">How many values to keep, 1 to 10000.</param>
    /// <exception cref="InvalidOperationException">Always: a feature is translated, never executed.</exception>
    public static Feature Vocabulary<T>(T value, int size) => throw Executed(nameof(Vocabulary));

    /// <summary>One-hot over stated values; one more slot stands for all others, null among them.</summary>
    /// <param name="value">A text, whole number, Boolean or day.</param>
    /// <param name="values">The values, 1 to 10000, each with a slot, in order; constants or a captured array.</param>
    /// <exception cref="InvalidOperationException">Always: a feature is translated, never executed.</exception>
    public static Feature OneHot<T>(T value, params T[] values) => throw Executed(nameof(OneHot));

    /// <summary>One-hot over buckets of a hash: for values too many for a vocabulary. Several values may share a bucket.</summary>
    /// <remarks>
    /// The bucket is <c>MOD(MOD(FARM_FINGERPRINT(CAST(value AS STRING)), buckets) + buckets, buckets)</c> in BigQuery's words; an instant is its microseconds
    /// since 1970, null the empty text.
    /// </remarks>
    /// <param name="value">A text, whole number, Boolean, day or instant.</param>
    /// <param name="buckets">How many slots, 2 to 10000.</param>
    /// <exception cref="InvalidOperationException">Always: a feature is translated, never executed.</exception>
    public static Feature Hash<T>(T value, int buckets) => throw Executed(nameof(Hash));

    /// <summary>One-hot over buckets of a hash of several values at once, so that a model can tell their combinations apart.</summary>
    /// <remarks>The values are joined as <see cref="Plans.HashSplitPlan.Bucket"/> says; null is a value of its own.</remarks>
    /// <param name="buckets">How many slots, 2 to 10000.</param>
    /// <param name="values">At least two texts, whole numbers, Booleans, days or instants.</param>
    /// <exception cref="InvalidOperationException">Always: a feature is translated, never executed.</exception>
    public static Feature Cross(int buckets, params object?[] values) => throw Executed(nameof(Cross));

    /// <summary>Year, month, day, day of the week (Sunday is 0) and day of the year, as plain numbers in five slots.</summary>
    /// <remarks>The slots are features of their own, named such as <c>Date.Month</c>. Null is missing in all of them.</remarks>
    /// <param name="value">A day.</param>
    /// <exception cref="InvalidOperationException">Always: a feature is translated, never executed.</exception>
    public static Feature DateParts(DateOnly? value) => throw Executed(nameof(DateParts));

    /// <summary>Year, month, day, day of the week (Sunday is 0), day of the year and hour in UTC, as plain numbers in six slots.</summary>
    /// <param name="value">An instant.</param>
    /// <inheritdoc cref="DateParts(DateOnly?)"/>
    public static Feature DateParts(DateTime? value) => throw Executed(nameof(DateParts));

    /// <summary>Which of the training split's most frequent words a text has: a slot for each word, 1 if the text has it, else 0.</summary>
    /// <remarks>
    /// Words are lower-cased, and separated by any ASCII character that is no letter or digit; characters beyond ASCII belong to words. A word's frequency
    /// is the number of texts that have it. The slots are features of their own, named such as <c>Remarks="bird"</c>. Null has no words.
    /// </remarks>
    /// <param name="text">A text.</param>
    /// <param name="size">How many words to keep, 1 to 1000.</param>
    /// <exception cref="InvalidOperationException">Always: a feature is translated, never executed.</exception>
    public static Feature BagOfWords(string? text, int size) => throw Executed(nameof(BagOfWords));

    private static InvalidOperationException Executed(string method) =>
        new($"Feature.{method} was executed. It exists only in the lambda of .Features(…), which is translated.");
}
