using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Local.Tests.Algebra.Engines;

/// <summary>An engine in which a row that fails makes the whole statement fail.</summary>
internal abstract class SqlEngine
{
    /// <summary>The rows' values; rows that fail are found by halving.</summary>
    public object?[] Evaluate(ScalarNode value, IReadOnlyList<int> rows)
    {
        if (rows.Count == 0)
            return [];
        try
        {
            return Query(value, rows);
        }
        catch (EvaluationException exception) when (rows.Count == 1)
        {
            return [exception];
        }
        catch (EvaluationException)
        {
            int half = rows.Count / 2;
            return [.. Evaluate(value, [.. rows.Take(half)]), .. Evaluate(value, [.. rows.Skip(half)])];
        }
    }

    /// <exception cref="EvaluationException">The statement failed.</exception>
    protected abstract object?[] Query(ScalarNode value, IReadOnlyList<int> rows);
}
