namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>Prints nodes of the algebra as DuckDB SQL with the meaning of C#.</summary>
public static class DuckDbDialect
{
    /// <summary>A value as an SQL expression over the columns that it reads.</summary>
    /// <exception cref="NotSupportedException">A text or name can't be written in SQL, such as one with a NUL.</exception>
    public static string Scalar(ScalarNode value) => throw new NotImplementedException();

    /// <summary>A relation as one SELECT.</summary>
    /// <param name="relation">The rows to compute.</param>
    /// <param name="inputs">For each <see cref="InputNode.Index"/> a table expression, such as <c>read_parquet('…')</c>.</param>
    /// <exception cref="NotSupportedException">A text or name can't be written in SQL, such as one with a NUL.</exception>
    public static string Relation(RelationNode relation, IReadOnlyList<string> inputs) => throw new NotImplementedException();

    /// <summary>A name, quoted.</summary>
    /// <exception cref="NotSupportedException">The name is empty, has a NUL or half a surrogate pair.</exception>
    public static string Identifier(string name) => throw new NotImplementedException();

    /// <summary>A text, quoted.</summary>
    /// <exception cref="NotSupportedException">The text has a NUL or half a surrogate pair.</exception>
    public static string Literal(string text) => throw new NotImplementedException();
}
