namespace MlOps.Sdk;

/// <summary>A row whose columns are only known when the pipeline runs; exists only inside a pipeline's lambdas.</summary>
/// <example><code>rows.Where(row => (double)row["Speed"] > 0)</code></example>
public sealed class Row
{
    private Row()
    {
    }

    /// <summary>The value of a column; cast it to the type that it is to be read as.</summary>
    /// <param name="column">The column's name, a constant or a captured variable.</param>
    /// <exception cref="InvalidOperationException">Always: a row is translated, never executed.</exception>
    public Cell this[string column] =>
        throw new InvalidOperationException($"row[\"{column}\"] was executed. A Row exists only in the lambdas of a pipeline, which are translated.");
}
