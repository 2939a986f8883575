namespace MlOps.Sdk;

/// <summary>What is to be learnt about a value before it becomes a feature; used in the lambda of <c>.Features(…)</c>.</summary>
/// <example><code>.Features(f => new { f.Distance, Origin = Feature.Vocabulary(f.Origin, 50) })</code></example>
public sealed class Feature
{
    private Feature()
    {
    }

    /// <summary>One-hot over the most frequent values of the training split; one more slot stands for all others, null among them.</summary>
    /// <param name="value">A text, whole number, Boolean or day.</param>
    /// <param name="size">How many values to keep, at least 1.</param>
    /// <exception cref="InvalidOperationException">Always: a feature is translated, never executed.</exception>
    public static Feature Vocabulary<T>(T value, int size) => throw Executed(nameof(Vocabulary));

    /// <summary>(value − mean) / standard deviation, both of the training split; null becomes the mean.</summary>
    /// <param name="value">A number.</param>
    /// <exception cref="InvalidOperationException">Always: a feature is translated, never executed.</exception>
    public static Feature Standardize(double? value) => throw Executed(nameof(Standardize));

    private static InvalidOperationException Executed(string method) =>
        new($"Feature.{method} was executed. It exists only in the lambda of .Features(…), which is translated.");
}
