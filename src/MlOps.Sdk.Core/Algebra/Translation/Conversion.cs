using System.Linq.Expressions;
using System.Reflection;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>The methods of <see cref="Convert"/> between Booleans, whole numbers and numbers, as what the algebra has for them.</summary>
internal static class Conversion
{
    // What fits into an int without a look.
    private static readonly Type[] s_narrow = [typeof(bool), typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int)];

    /// <summary>Whether a call is one of these methods.</summary>
    public static bool Is(MethodCallExpression call) => call.Method.DeclaringType == typeof(Convert)
        && call.Method.Name is nameof(Convert.ToBoolean) or nameof(Convert.ToInt32) or nameof(Convert.ToInt64) or nameof(Convert.ToDouble)
        && call.Arguments is [{ } argument]
        && RowType.DataTypeOf(argument.Type) is DataType.Boolean or DataType.Int64 or DataType.Double;

    /// <summary>What a call of one of these methods gives for its argument.</summary>
    public static ScalarNode Of(MethodInfo method, ScalarNode value) => method.Name switch
    {
        nameof(Convert.ToBoolean) => ToBoolean(value),
        nameof(Convert.ToDouble) => Cast(value, DataType.Double),
        nameof(Convert.ToInt64) => ToInt64(value),
        _ when s_narrow.Contains(method.GetParameters()[0].ParameterType) => ToInt64(value),
        _ => FunctionTable.Call("int32", ToInt64(value)),
    };

    private static ScalarNode ToBoolean(ScalarNode value) => value.Type switch
    {
        DataType.Boolean => value,
        DataType.Int64 => FunctionTable.Call("not_equal", value, ConstantNode.Of(0L)),
        _ => FunctionTable.Call("not_equal", value, ConstantNode.Of(0.0)),
    };

    // Unlike a cast, which cuts off, Convert rounds, and halves to the even number.
    private static ScalarNode ToInt64(ScalarNode value) =>
        Cast(value.Type == DataType.Double ? FunctionTable.Call("round", value) : value, DataType.Int64);

    private static ScalarNode Cast(ScalarNode value, DataType type) => value.Type == type ? value : new CastNode(value, type);
}
