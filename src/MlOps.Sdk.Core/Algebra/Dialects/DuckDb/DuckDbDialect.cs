using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>Prints nodes of the algebra as DuckDB SQL with the meaning of C#.</summary>
/// <remarks>
/// What DuckDB means otherwise is corrected where it matters and only there: a comparison that can meet neither null nor NaN is printed as it is.
/// Left as it is: DuckDB adds up the constants of a sum first, and skips an argument that may fail beside one that is null. So an overflow by constants
/// near the ends of Int64 may be found elsewhere than in C#, and an error beside a null may go unnoticed. Values never differ.
/// </remarks>
public static class DuckDbDialect
{
    /// <summary>A value as an SQL expression over the columns that it reads.</summary>
    /// <exception cref="NotSupportedException">A text or name can't be written in SQL, such as one with a NUL.</exception>
    public static string Scalar(ScalarNode value) => Print(value, nullIsFalse: false).Text;

    /// <summary>A relation as one SELECT.</summary>
    /// <param name="relation">The rows to compute.</param>
    /// <param name="inputs">For each <see cref="InputNode.Index"/> a table expression, such as <c>read_parquet('…')</c>.</param>
    /// <exception cref="NotSupportedException">A text or name can't be written in SQL, such as one with a NUL.</exception>
    public static string Relation(RelationNode relation, IReadOnlyList<string> inputs) => DuckDbQuery.Of(relation, new(inputs, Schemas: null)).ToString();

    /// <summary>A relation as one SELECT that gives the same bits in the same order whenever its tables hold the same rows in the same order.</summary>
    /// <remarks>
    /// DuckDB's threads finish in any order. So rows are sorted where joins, groups and DISTINCT mix them up (filters, projections and unions keep their
    /// order), Doubles are added in the order of their values, and quantiles are exact. Measured on 3 million rows: a join takes 0.8 s instead of 0.3 s.
    /// </remarks>
    /// <param name="relation">The rows to compute, bound to the schemas (see <see cref="RelationBinder"/>).</param>
    /// <param name="inputs">For each <see cref="InputNode.Index"/> a table expression, such as <c>read_parquet('…')</c>.</param>
    /// <param name="schemas">For each table its columns.</param>
    /// <exception cref="NotSupportedException">A text or name can't be written in SQL, such as one with a NUL.</exception>
    public static string ReproducibleRelation(RelationNode relation, IReadOnlyList<string> inputs, IReadOnlyList<Schema> schemas) =>
        DuckDbQuery.Of(relation, new(inputs, schemas)).InOrder();

    /// <summary>A Boolean as an SQL condition, for WHERE and FILTER: null and false are the same there, which lets more be printed as it is.</summary>
    /// <exception cref="NotSupportedException">A text or name can't be written in SQL, such as one with a NUL.</exception>
    public static string Condition(ScalarNode value) => Print(value, nullIsFalse: true).Text;

    /// <summary>A name, quoted.</summary>
    /// <exception cref="NotSupportedException">The name is empty, has a NUL or half a surrogate pair.</exception>
    public static string Identifier(string name) => DuckDbText.Identifier(name);

    /// <summary>A text, quoted.</summary>
    /// <exception cref="NotSupportedException">The text has a NUL or half a surrogate pair.</exception>
    public static string Literal(string text) => DuckDbText.Literal(text);

    internal static Term Print(ScalarNode value, bool nullIsFalse) => value switch
    {
        ColumnNode column => DuckDbText.Identifier(column.Name),
        ConstantNode constant => DuckDbText.Constant(constant),
        CallNode call => FunctionTable.Find(call.Function).DuckDb(new DuckDbCall(call, nullIsFalse, Print)),
        ConditionalNode conditional => SqlConditional.Print(conditional, nullIsFalse, Print),
        CastNode cast => PrintCast(cast),
        _ => throw new NotSupportedException($"DuckDB has no rendering for {value.GetType().Name}."),
    };

    private static Term PrintCast(CastNode cast)
    {
        Term operand = Print(cast.Operand, nullIsFalse: false);
        return (cast.Operand.Type, cast.Type) switch
        {
            // DuckDB rounds; C# cuts off.
            (DataType.Double, DataType.Int64) => $"trunc({operand})::BIGINT",
            _ => $"{operand.At(Level.Atom)}::{DuckDbText.TypeName(cast.Type)}",
        };
    }
}
