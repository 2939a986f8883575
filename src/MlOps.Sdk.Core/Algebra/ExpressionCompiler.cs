using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra;

/// <summary>Compiles values of the algebra into .NET delegates.</summary>
public static class ExpressionCompiler
{
    /// <summary>A function that computes a value from a row; the result is null or of a type that <see cref="ConstantNode.Value"/> lists.</summary>
    /// <exception cref="ArgumentException">The value reads a column that the schema lacks, or as another type.</exception>
    public static Func<RowBuffer, object?> Compile(ScalarNode value, Schema schema) => throw new NotImplementedException();
}
