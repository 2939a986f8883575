using System.Text.Json.Serialization;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra;

/// <summary>A value computed from one row. Nodes are immutable and know no engine.</summary>
/// <param name="Type">The type of the value.</param>
/// <param name="Nullable">Whether the value may be null.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "node")]
[JsonDerivedType(typeof(ColumnNode), "column")]
[JsonDerivedType(typeof(ConstantNode), "constant")]
[JsonDerivedType(typeof(CallNode), "call")]
[JsonDerivedType(typeof(ConditionalNode), "if")]
[JsonDerivedType(typeof(CastNode), "cast")]
public abstract record ScalarNode(DataType Type, bool Nullable);

/// <summary>The value of a column.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">The type under which the expression reads it.</param>
/// <param name="Nullable">Whether the expression admits null.</param>
public sealed record ColumnNode(string Name, DataType Type, bool Nullable) : ScalarNode(Type, Nullable)
{
    /// <summary>Reads a column as its schema has it.</summary>
    public static ColumnNode Of(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return new(column.Name, column.Type, column.Nullable);
    }
}

/// <summary>A function or operator of the table <c>FunctionTable</c>, applied.</summary>
/// <param name="Function">The name of the table's entry.</param>
/// <param name="Arguments">The arguments, in order.</param>
/// <param name="Type">The type of the result.</param>
/// <param name="Nullable">Whether the result may be null.</param>
public sealed record CallNode(string Function, ValueList<ScalarNode> Arguments, DataType Type, bool Nullable) : ScalarNode(Type, Nullable);

/// <summary><c>test ? then : otherwise</c>; a null test counts as false.</summary>
/// <param name="Test">A Boolean.</param>
/// <param name="Then">The value if the test is true.</param>
/// <param name="Otherwise">The value if the test is false or null; of the same type as <paramref name="Then"/>.</param>
public sealed record ConditionalNode(ScalarNode Test, ScalarNode Then, ScalarNode Otherwise)
    : ScalarNode(Then.Type, Then.Nullable || Otherwise.Nullable);

/// <summary>A conversion between types; null stays null.</summary>
/// <param name="Operand">The value to convert.</param>
/// <param name="Type">The type to convert to.</param>
public sealed record CastNode(ScalarNode Operand, DataType Type) : ScalarNode(Type, Operand.Nullable);
