using System.Linq.Expressions;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra;

/// <summary>Compiles values of the algebra into .NET delegates.</summary>
public static class ExpressionCompiler
{
    /// <summary>
    /// A function that computes a value from a row; the result is null or of a type that <see cref="ConstantNode.Value"/> lists. It throws
    /// <see cref="EvaluationException"/> if the value can't be computed from a row.
    /// </summary>
    /// <exception cref="ArgumentException">The value reads a column that the schema lacks, or as another type.</exception>
    public static Func<RowBuffer, object?> Compile(ScalarNode value, Schema schema)
    {
        ScalarEmitter emitter = new(schema, SharedTexts.None);
        Expression body = emitter.WithRow([], [Expression.Convert(emitter.Emit(value), typeof(object))]);
        Func<RowBuffer, object?> compiled = Expression.Lambda<Func<RowBuffer, object?>>(body, emitter.Row).Compile();
        return row =>
        {
            try
            {
                return compiled(row);
            }
            catch (ArithmeticException exception)
            {
                throw new EvaluationException(exception.Message, exception);
            }
        };
    }
}
