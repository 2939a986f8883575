using System.Linq.Expressions;
using MlOps.Sdk.Algebra.Functions;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Compilation;

/// <summary>Turns values into .NET expressions over a row: of plain types where a value is never null, of nullable ones where it may be.</summary>
internal sealed class ScalarEmitter(Schema schema, SharedTexts shared)
{
    private readonly ParameterExpression _bits = Expression.Variable(typeof(long[]), "bits");
    private readonly ParameterExpression _nulls = Expression.Variable(typeof(bool[]), "nulls");
    private readonly ParameterExpression _texts = Expression.Variable(typeof(string[]), "texts");

    public ParameterExpression Row { get; } = Expression.Parameter(typeof(RowBuffer), "row");

    /// <summary>Makes the row's arrays local variables of a body that reads columns.</summary>
    public BlockExpression WithRow(IEnumerable<ParameterExpression> variables, IEnumerable<Expression> body) => Expression.Block(
        [_bits, _nulls, _texts, .. shared.Variables, .. variables],
        [
            Expression.Assign(_bits, Expression.Property(Row, nameof(RowBuffer.Bits))),
            Expression.Assign(_nulls, Expression.Property(Row, nameof(RowBuffer.Nulls))),
            Expression.Assign(_texts, Expression.Property(Row, nameof(RowBuffer.Texts))),
            .. body,
        ]);

    public Expression Emit(ScalarNode value) => shared.Find(value, Row) ?? value switch
    {
        ColumnNode column => EmitColumn(column),
        ConstantNode constant => EmitConstant(constant),
        CallNode call => EmitCall(call),
        ConditionalNode conditional => EmitConditional(conditional),
        CastNode cast => EmitCast(cast),
        _ => throw new NotSupportedException($".NET has no rendering for {value.GetType().Name}."),
    };

    public static Type TypeOf(ScalarNode value) => TypeOf(value.Type, value.Nullable);

    private static Type TypeOf(DataType type, bool nullable) => type switch
    {
        DataType.Boolean => nullable ? typeof(bool?) : typeof(bool),
        DataType.Int64 => nullable ? typeof(long?) : typeof(long),
        DataType.Double => nullable ? typeof(double?) : typeof(double),
        DataType.String => typeof(string),
        DataType.Date => nullable ? typeof(DateOnly?) : typeof(DateOnly),
        DataType.Timestamp => nullable ? typeof(DateTime?) : typeof(DateTime),
        _ => throw new NotSupportedException($".NET has no type for {type}."),
    };

    private Expression EmitColumn(ColumnNode column)
    {
        if (!schema.TryFind(column.Name, out Column? found))
            throw new ArgumentException($"There is no column '{column.Name}'; there are {string.Join(", ", schema.Columns.Select(known => known.Name))}.");
        if (found.Type != column.Type)
        {
            return (found.Type, column.Type) is (DataType.Int64, DataType.Double) or (DataType.Date, DataType.Timestamp)
                ? EmitCast(new CastNode(new ColumnNode(found.Name, found.Type, column.Nullable), column.Type))
                : throw new ArgumentException($"Column '{column.Name}' is a {found.Type}, but is read as a {column.Type}.");
        }

        Expression index = Expression.Constant(schema.Columns.TakeWhile(known => known.Name != column.Name).Count());
        Expression plain = Stored(column.Type, index);
        Type nullable = TypeOf(column.Type, nullable: true);
        if (!column.Nullable && !found.Nullable)
            return plain;
        Expression read = Expression.Condition(
            Expression.ArrayIndex(_nulls, index), Expression.Default(nullable), plain.Type == nullable ? plain : Expression.Convert(plain, nullable));
        return column.Nullable ? read : NullableExpression.Required(read, $"column '{column.Name}' is null where a value is required");
    }

    private Expression Stored(DataType type, Expression index)
    {
        Expression bits = Expression.ArrayIndex(_bits, index);
        return type switch
        {
            DataType.Boolean => Expression.NotEqual(bits, Expression.Constant(0L)),
            DataType.Int64 => bits,
            DataType.Double => Expression.Call(typeof(BitConverter), nameof(BitConverter.Int64BitsToDouble), null, bits),
            DataType.String => Expression.ArrayIndex(_texts, index),
            DataType.Date => Expression.Call(typeof(DateOnly), nameof(DateOnly.FromDayNumber), null, Expression.Convert(bits, typeof(int))),
            _ => Expression.New(typeof(DateTime).GetConstructor([typeof(long), typeof(DateTimeKind)])!, bits, Expression.Constant(DateTimeKind.Utc)),
        };
    }

    private static ConstantExpression EmitConstant(ConstantNode constant) => Expression.Constant(constant.Value, TypeOf(constant));

    private Expression EmitCall(CallNode call)
    {
        Function function = FunctionTable.Find(call.Function);
        Expression[] arguments = new Expression[call.Arguments.Count];
        bool lazy = function.Nulls is not (NullRule.Propagates or NullRule.IsFalse) || call.Arguments.All(argument => !argument.Nullable);
        if (lazy)
        {
            for (int i = 0; i < arguments.Length; i++)
                arguments[i] = Emit(call.Arguments[i]);
            return Typed(function.DotNet.Render(call, arguments), call);
        }

        // All arguments are evaluated, then the function if none of them is null.
        Expression ofNull = function.Nulls == NullRule.IsFalse ? Expression.Constant(false) : Expression.Default(TypeOf(call));
        List<ParameterExpression> variables = [];
        List<Expression> statements = [];
        Expression? anyNull = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            Expression argument = Emit(call.Arguments[i]);
            if (argument is ConstantExpression { Value: not null })
            {
                arguments[i] = argument;
                continue;
            }

            ParameterExpression variable = Expression.Variable(argument.Type);
            variables.Add(variable);
            statements.Add(Expression.Assign(variable, argument));
            arguments[i] = NullableExpression.Plain(variable);
            if (call.Arguments[i].Nullable)
                anyNull = anyNull is null ? NullableExpression.IsNull(variable) : Expression.OrElse(anyNull, NullableExpression.IsNull(variable));
        }

        Expression value = Typed(function.DotNet.Render(call, arguments), call);
        return Expression.Block(variables, [.. statements, anyNull is null ? value : Expression.Condition(anyNull, ofNull, value)]);
    }

    private ConditionalExpression EmitConditional(ConditionalNode conditional)
    {
        Expression test = Emit(conditional.Test);
        Expression isTrue = test.Type == typeof(bool) ? test : Expression.Coalesce(test, Expression.Constant(false));
        return Expression.Condition(isTrue, Typed(Emit(conditional.Then), conditional), Typed(Emit(conditional.Otherwise), conditional));
    }

    private Expression EmitCast(CastNode cast)
    {
        Expression operand = Emit(cast.Operand);
        if (cast.Operand.Type == cast.Type)
            return operand;
        if (!cast.Operand.Nullable)
            return Converted(operand, cast);
        ParameterExpression variable = Expression.Variable(operand.Type);
        return Expression.Block(
            [variable],
            Expression.Assign(variable, operand),
            Expression.Condition(
                NullableExpression.IsNull(variable),
                Expression.Default(TypeOf(cast)),
                Typed(Converted(NullableExpression.Plain(variable), cast), cast)));
    }

    private static Expression Converted(Expression operand, CastNode cast) => (cast.Operand.Type, cast.Type) switch
    {
        (DataType.Int64, DataType.Double) => Expression.Convert(operand, typeof(double)),
        (DataType.Double, DataType.Int64) => Expression.ConvertChecked(operand, typeof(long)),
        (DataType.Boolean, DataType.Int64) => Expression.Condition(operand, Expression.Constant(1L), Expression.Constant(0L)),
        (DataType.Boolean, DataType.Double) => Expression.Condition(operand, Expression.Constant(1.0), Expression.Constant(0.0)),
        (DataType.Date, DataType.Timestamp) => DotNetRendering.Inline(
            (Expression<Func<DateOnly, DateTime>>)(date => date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)), [operand]),
        _ => throw new NotSupportedException($"A {cast.Operand.Type} can't be cast to a {cast.Type}."),
    };

    private static Expression Typed(Expression expression, ScalarNode value) =>
        expression.Type == TypeOf(value) ? expression : Expression.Convert(expression, TypeOf(value));
}
