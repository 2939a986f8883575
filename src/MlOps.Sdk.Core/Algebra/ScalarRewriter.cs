namespace MlOps.Sdk.Algebra;

/// <summary>Walks a value and rebuilds it where something changes; to be derived from.</summary>
public abstract class ScalarRewriter
{
    /// <summary>The value, rewritten; the same instance if nothing changes.</summary>
    public ScalarNode Visit(ScalarNode value) => value switch
    {
        ColumnNode column => VisitColumn(column),
        ConstantNode constant => VisitConstant(constant),
        CallNode call => VisitCall(call),
        ConditionalNode conditional => VisitConditional(conditional),
        CastNode cast => VisitCast(cast),
        _ => throw new NotSupportedException($"A rewriter doesn't know the node {value.GetType().Name}."),
    };

    /// <summary>A column, rewritten.</summary>
    protected virtual ScalarNode VisitColumn(ColumnNode column) => column;

    /// <summary>A constant, rewritten.</summary>
    protected virtual ScalarNode VisitConstant(ConstantNode constant) => constant;

    /// <summary>A call, rewritten: its arguments are, and if one changes, its type and nullability are worked out anew.</summary>
    protected virtual ScalarNode VisitCall(CallNode call)
    {
        ScalarNode[]? changed = null;
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            ScalarNode argument = Visit(call.Arguments[i]);
            if (!ReferenceEquals(argument, call.Arguments[i]))
                (changed ??= call.Arguments.ToArray())[i] = argument;
        }

        return changed is null ? call : FunctionTable.Call(call.Function, changed);
    }

    /// <summary>A conditional, rewritten.</summary>
    protected virtual ScalarNode VisitConditional(ConditionalNode conditional)
    {
        ScalarNode test = Visit(conditional.Test);
        ScalarNode then = Visit(conditional.Then);
        ScalarNode otherwise = Visit(conditional.Otherwise);
        return ReferenceEquals(test, conditional.Test) && ReferenceEquals(then, conditional.Then) && ReferenceEquals(otherwise, conditional.Otherwise)
            ? conditional
            : new ConditionalNode(test, then, otherwise);
    }

    /// <summary>A conversion, rewritten.</summary>
    protected virtual ScalarNode VisitCast(CastNode cast)
    {
        ScalarNode operand = Visit(cast.Operand);
        return ReferenceEquals(operand, cast.Operand) ? cast : operand.Type == cast.Type ? operand : new CastNode(operand, cast.Type);
    }
}
