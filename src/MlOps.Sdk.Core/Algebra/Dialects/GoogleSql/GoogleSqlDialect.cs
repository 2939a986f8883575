using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>Prints nodes of the algebra as GoogleSQL, BigQuery's language, with the meaning of C#.</summary>
/// <remarks>What BigQuery means otherwise is corrected where it matters and only there; what can't be is refused by name.</remarks>
public static class GoogleSqlDialect
{
    /// <summary>A value as an SQL expression over the columns that it reads.</summary>
    /// <exception cref="NotSupportedException">A function has no counterpart, or a text or name can't be written in SQL.</exception>
    public static string Scalar(ScalarNode value) => Print(value, nullIsFalse: false).Text;

    /// <summary>A Boolean as an SQL condition, for WHERE: null and false are the same there, which lets more be printed as it is.</summary>
    /// <exception cref="NotSupportedException">A function has no counterpart, or a text or name can't be written in SQL.</exception>
    public static string Condition(ScalarNode value) => Print(value, nullIsFalse: true).Text;

    /// <summary>A relation as one SELECT.</summary>
    /// <param name="relation">The rows to compute.</param>
    /// <param name="inputs">For each <see cref="InputNode.Index"/> a table expression, such as <c>`project.dataset.table`</c>.</param>
    /// <param name="schemas">
    /// For each table its columns: a union goes by position in GoogleSQL, and is put in order by them. Null if the tables' columns stand in the same order.
    /// </param>
    /// <exception cref="NotSupportedException">A function has no counterpart, or a text or name can't be written in SQL.</exception>
    public static string Relation(RelationNode relation, IReadOnlyList<string> inputs, IReadOnlyList<Schema>? schemas = null) =>
        GoogleSqlQuery.Of(relation, new(inputs, schemas)).ToString();

    internal static Term Print(ScalarNode value, bool nullIsFalse) => value switch
    {
        ColumnNode column => GoogleSqlText.Identifier(column.Name),
        ConstantNode constant => GoogleSqlText.Constant(constant),
        CallNode call => FunctionTable.Find(call.Function) is var function && function.IsKnownTo(Engine.BigQuery, call)
            ? function.GoogleSql!(new GoogleSqlCall(call, nullIsFalse, Print))
            : throw new NotSupportedException(function.RefusalBy(Engine.BigQuery)),
        ConditionalNode conditional => SqlConditional.Print(conditional, nullIsFalse, Print),
        CastNode cast => PrintCast(cast),
        _ => throw new NotSupportedException($"GoogleSQL has no rendering for {value.GetType().Name}."),
    };

    private static Term PrintCast(CastNode cast)
    {
        Term operand = Print(cast.Operand, nullIsFalse: false);
        return (cast.Operand.Type, cast.Type) switch
        {
            // CAST rounds; C# cuts off.
            (DataType.Double, DataType.Int64) => $"CAST(TRUNC({operand}) AS INT64)",
            (DataType.Boolean, DataType.Double) => $"CAST(CAST({operand} AS INT64) AS FLOAT64)",
            (DataType.Date, DataType.Timestamp) => $"TIMESTAMP({operand}, 'UTC')",
            _ => $"CAST({operand} AS {GoogleSqlText.TypeName(cast.Type)})",
        };
    }
}
