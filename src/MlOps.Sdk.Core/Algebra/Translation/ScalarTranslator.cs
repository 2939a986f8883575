using System.Collections;
using System.Linq.Expressions;
using MlOps.Sdk.Algebra.Functions;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>Translates expressions over a row; where it can't, it notes a problem, goes on with the rest and returns null.</summary>
internal sealed class ScalarTranslator(Schema? row)
{
    private static readonly Dictionary<ExpressionType, Function> s_operators = FunctionTable.All
        .SelectMany(function => function.Operators, (function, operation) => (operation, function))
        .ToDictionary(pair => pair.operation, pair => pair.function);

    private readonly ColumnReading _columns = new(row);

    public List<string> Problems { get; } = [];

    public ScalarNode? Translate(Expression expression)
    {
        if (expression is TranslatedExpression done)
            return done.Node;
        if (ClosedExpression.IsClosed(expression))
            return TranslateClosed(expression);
        if (TryTranslateForm(expression, out ScalarNode? translated))
            return translated;
        return expression switch
        {
            MemberExpression member => TranslateMember(member),
            MethodCallExpression call => TranslateCall(call),
            UnaryExpression unary => TranslateUnary(unary),
            BinaryExpression binary => TranslateBinary(binary),
            ConditionalExpression conditional => TranslateConditional(conditional),
            NewExpression created => Problem(created, Advice.ForNew(created)),
            ParameterExpression => Problem(expression, "a row is not a value; name one of its columns"),
            InvocationExpression => Problem(expression, "a delegate can't be looked into; write its expression here"),
            _ => Problem(expression, "it has no counterpart in the algebra"),
        };
    }

    public ScalarNode? Problem(Expression expression, string why)
    {
        Problems.Add($"'{CSharpText.Of(expression)}': {why}.");
        return null;
    }

    /// <summary>A value, cast to a type if whole numbers, Booleans or days become wider by it.</summary>
    public static ScalarNode? Widen(ScalarNode value, DataType type) => value.Type == type ? value : (value, type) switch
    {
        (ConstantNode { Text: null }, _) => ConstantNode.Null(type),
        (ConstantNode { Value: long number }, DataType.Double) => ConstantNode.Of((double)number),
        ({ Type: DataType.Int64 }, DataType.Double) => new CastNode(value, type),
        _ => null,
    };

    internal ScalarNode? TranslateClosed(Expression expression)
    {
        if (!ClosedExpression.TryEvaluate(expression, out object? value, out string? problem))
            return Problem(expression, problem!);
        return value switch
        {
            char character when !char.IsSurrogate(character) => ConstantNode.Of(character.ToString()),
            char[] characters => ConstantNode.Of(new string(characters)),
            null => RowType.DataTypeOf(expression.Type) is { } type ? ConstantNode.Null(type) : Problem(expression, "null without a type; cast it"),
            _ when RowType.DataTypeOf(value.GetType()) is not null => ConstantNode.Of(RowValue.Normalize(value)!),
            _ => Problem(expression, $"a constant can't be a {CSharpText.TypeName(value.GetType())}; {RowProperties.AdviceFor(value.GetType())}"),
        };
    }

    // True with null if there is the form, but not for these arguments; that problem is noted, and is the only one.
    private bool TryTranslateForm(Expression expression, out ScalarNode? translated)
    {
        translated = null;
        if (FormTable.Find(expression) is not var (function, arguments))
            return false;
        translated = Apply(expression, function, arguments);
        return true;
    }

    private ScalarNode? Apply(Expression expression, Function function, IReadOnlyList<Expression> arguments)
    {
        // All are translated before the first failure is looked at, so that every problem is noted.
        ScalarNode?[] translated = arguments.Select(Translate).ToArray();
        return translated.Contains(null) ? null : Call(expression, function.Name, [.. translated.Select(argument => argument!)]);
    }

    internal ScalarNode? Call(Expression expression, string function, params ScalarNode[] arguments)
    {
        try
        {
            return FunctionTable.Call(function, arguments);
        }
        catch (ArgumentException exception)
        {
            return Problem(expression, exception.Message.Split(" (Parameter", 2)[0].TrimEnd('.'));
        }
    }

    private ScalarNode? TranslateMember(MemberExpression member)
    {
        if (_columns.IsRow(member.Expression))
            return _columns.Read(member, out string? problem) ?? Problem(member, problem!);
        if (Nullable.GetUnderlyingType(member.Member.DeclaringType!) is not null)
        {
            return Translate(member.Expression!) is not { } value ? null
                : member.Member.Name == nameof(Nullable<>.Value) ? Required(value) : NullTest(value, isNull: false);
        }

        return Problem(member, Advice.ForMember(member));
    }

    private ScalarNode? TranslateCall(MethodCallExpression call)
    {
        if (call.Method.DeclaringType == typeof(Row))
            return Problem(call, $"the type of the column must be said by a cast, such as (double){CSharpText.Of(call)}");
        if (call.Method.DeclaringType == typeof(Feature))
            return Problem(call, "an analyzer stands on its own in .Features(f => new { Name = Feature.… })");
        if (call.Object is not null && Nullable.GetUnderlyingType(call.Object.Type) is { } plain && call.Method.Name == nameof(Nullable<>.GetValueOrDefault))
        {
            Expression otherwise = call.Arguments.Count > 0 ? call.Arguments[0] : Expression.Constant(Activator.CreateInstance(plain), plain);
            return Apply(call, FunctionTable.Find("coalesce"), [call.Object, otherwise]);
        }

        if (call.Method.Name == nameof(Enumerable.Contains) && Membership.Of(call) is { } membership)
            return TranslateMembership(call, membership);
        if (DictionaryLookup.Of(call) is { } lookup)
            return lookup.Translate(this);
        if (call.Method.DeclaringType == typeof(string) && call.Method.Name == nameof(string.Concat))
            return TranslateConcat(call, call.Arguments is [NewArrayExpression array] ? array.Expressions : call.Arguments);
        if (Conversion.Is(call))
            return Translate(call.Arguments[0]) is { } converted ? Conversion.Of(call.Method, converted) : null;
        if (call.Method.DeclaringType == typeof(string) && call is { Method.Name: nameof(string.Join), Arguments: [var separator, NewArrayExpression joined] })
            return TranslateConcat(call, [.. joined.Expressions.SelectMany((text, index) => index == 0 ? [text] : new[] { separator, text })]);
        if (call.Method.Name == nameof(ToString) && call.Arguments.Count == 0 && call.Object?.Type == typeof(string))
            return Translate(call.Object);
        return Problem(call, Advice.ForMethod(call));
    }

    private ScalarNode? TranslateMembership(MethodCallExpression call, Membership membership)
    {
        ScalarNode? item = Translate(membership.Item);
        if (!ClosedExpression.TryEvaluate(membership.Collection, out object? collection, out string? problem))
            return Problem(call, problem!);
        if (item is null)
            return null;
        if (collection is not IEnumerable values)
            return Problem(call, "the collection is null");
        List<ScalarNode> constants = [];
        bool hasNull = false;
        foreach (object? value in values)
        {
            if (value is null)
                hasNull = true;
            else if (TranslateClosed(Expression.Constant(value)) is { } constant && Widen(constant, item.Type) is { } widened)
                constants.Add(widened);
            else
                return Problem(call, $"{value} can't be compared with a {item.Type}");
        }

        ScalarNode? isIn = constants.Count == 0 ? ConstantNode.Of(false) : Call(call, "in", [item, .. constants]);
        return isIn is null || !hasNull ? isIn : Call(call, "or", NullTest(item, isNull: true), isIn);
    }

    private ScalarNode? TranslateConcat(Expression expression, IReadOnlyList<Expression> operands)
    {
        ScalarNode?[] texts = operands.Select(TranslateConcatenated).ToArray();
        return texts.Contains(null) ? null
            : texts.Length == 1 ? Call(expression, "concat", texts[0]!, ConstantNode.Of(""))
            : Call(expression, "concat", [.. texts.Select(text => text!)]);
    }

    private ScalarNode? TranslateConcatenated(Expression operand)
    {
        Expression bare = operand is UnaryExpression { NodeType: ExpressionType.Convert } boxed && boxed.Type == typeof(object) ? boxed.Operand : operand;
        return Translate(bare) is not { } value ? null : value.Type switch
        {
            DataType.String => value,
            DataType.Int64 or DataType.Boolean => Call(bare, "text", value),
            DataType.Date or DataType.Timestamp => Problem(bare, Advice.WriteDate),
            _ => Problem(bare, $"how a {value.Type} is written differs between engines; only texts, whole numbers and Booleans can be joined"),
        };
    }

    private ScalarNode? TranslateUnary(UnaryExpression unary)
    {
        switch (unary.NodeType)
        {
            case ExpressionType.Convert or ExpressionType.ConvertChecked when unary.Method?.DeclaringType == typeof(Cell):
                return _columns.ReadCell(unary, out string? problem) ?? Problem(unary, problem!);
            case ExpressionType.Convert or ExpressionType.ConvertChecked:
                return Translate(unary.Operand) is { } operand ? TranslateConversion(unary, operand) : null;
            case ExpressionType.UnaryPlus:
                return Translate(unary.Operand);
            default:
                return s_operators.TryGetValue(unary.NodeType, out Function? function)
                    ? Apply(unary, function, [unary.Operand])
                    : Problem(unary, "this operator has no counterpart in the algebra");
        }
    }

    private ScalarNode? TranslateConversion(UnaryExpression unary, ScalarNode operand)
    {
        Type from = Nullable.GetUnderlyingType(unary.Operand.Type) ?? unary.Operand.Type;
        Type to = Nullable.GetUnderlyingType(unary.Type) ?? unary.Type;
        bool losesNull = Nullable.GetUnderlyingType(unary.Operand.Type) is not null && to == unary.Type;
        if (losesNull && operand.Nullable)
            operand = Required(operand);
        if (from == to)
            return operand;
        if (RowType.DataTypeOf(to) is not { } type)
            return Problem(unary, $"there is no cast to {CSharpText.TypeName(to)}; {RowProperties.AdviceFor(to)}");
        if (to == typeof(float) && from == typeof(double))
            return Problem(unary, "there is no 32-bit float; numbers are double");
        ScalarNode? cast = operand.Type == type ? operand
            : Widen(operand, type) ?? (operand.Type == DataType.Double && type == DataType.Int64 ? new CastNode(operand, type) : null);
        if (cast is null)
            return Problem(unary, $"there is no cast from {operand.Type} to {type}");
        if (type != DataType.Int64 || IsWider(from, to))
            return cast;
        return to == typeof(int) ? Call(unary, "int32", cast)
            : to == typeof(long) ? cast
            : Problem(unary, $"there is no cast to {CSharpText.TypeName(to)}; write (int) or (long)");
    }

    private ScalarNode? TranslateBinary(BinaryExpression binary)
    {
        if (binary.NodeType == ExpressionType.Add && binary.Type == typeof(string))
            return TranslateConcat(binary, Operands(binary).ToArray());
        if (binary.NodeType is ExpressionType.Equal or ExpressionType.NotEqual && NullOperand(binary) is { } tested)
            return Translate(tested) is { } value ? NullTest(value, binary.NodeType == ExpressionType.Equal) : null;
        if (Advice.ForOperator(binary) is { } advice)
            return Problem(binary, advice);
        if (!s_operators.TryGetValue(binary.NodeType, out Function? function))
            return Problem(binary, "this operator has no counterpart in the algebra");
        ScalarNode? left = Translate(binary.Left);
        ScalarNode? right = Translate(binary.Right);
        if (left is null || right is null)
            return null;
        if (binary.NodeType == ExpressionType.Coalesce && !left.Nullable)
            return left;
        left = left.Type != right.Type && Widen(left, right.Type) is { } widerLeft ? widerLeft : left;
        right = left.Type != right.Type && Widen(right, left.Type) is { } widerRight ? widerRight : right;
        return Call(binary, function.Name, left, right);
    }

    private ScalarNode? TranslateConditional(ConditionalExpression conditional)
    {
        ScalarNode? test = Translate(conditional.Test);
        ScalarNode? then = Translate(conditional.IfTrue);
        ScalarNode? otherwise = Translate(conditional.IfFalse);
        if (test is null || then is null || otherwise is null)
            return null;
        then = Widen(then, otherwise.Type) ?? then;
        return Widen(otherwise, then.Type) is { } same
            ? new ConditionalNode(test, then, same)
            : Problem(conditional, $"its branches are a {then.Type} and a {otherwise.Type}");
    }

    private static ScalarNode Required(ScalarNode value) => value.Nullable ? FunctionTable.Call("value", value) : value;

    private static ScalarNode NullTest(ScalarNode value, bool isNull) => value.Nullable
        ? FunctionTable.Call(isNull ? "is_null" : "is_not_null", value)
        : ConstantNode.Of(!isNull);

    private static Expression? NullOperand(BinaryExpression binary)
    {
        if (IsNull(binary.Right))
            return binary.Left;
        return IsNull(binary.Left) ? binary.Right : null;
    }

    private static bool IsNull(Expression expression) =>
        ClosedExpression.IsClosed(expression) && ClosedExpression.TryEvaluate(expression, out object? value, out _) && value is null;

    // a + b + c is ((a + b) + c).
    private static IEnumerable<Expression> Operands(Expression expression) =>
        expression is BinaryExpression { NodeType: ExpressionType.Add } sum && sum.Type == typeof(string) && !ClosedExpression.IsClosed(sum)
            ? Operands(sum.Left).Concat(Operands(sum.Right))
            : [expression];

    // What is negative has no place in an unsigned type, however wide.
    private static bool IsWider(Type from, Type to) => Width(from) < Width(to) && (IsUnsigned(from) || !IsUnsigned(to));

    private static bool IsUnsigned(Type type) => Type.GetTypeCode(type) is TypeCode.Byte or TypeCode.UInt16 or TypeCode.UInt32;

    private static int Width(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte or TypeCode.Byte => 1,
        TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 => 3,
        TypeCode.UInt32 => 4,
        TypeCode.Int64 => 5,
        _ => 6,
    };
}
