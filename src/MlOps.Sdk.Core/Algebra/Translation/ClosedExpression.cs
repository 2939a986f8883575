using System.Linq.Expressions;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>Parts of a lambda that don't depend on the row: they are evaluated once, when the lambda is translated.</summary>
internal static class ClosedExpression
{
    /// <summary>Whether no parameter occurs. The usual nodes are walked here, up to the first parameter; a visitor would walk everything each time.</summary>
    public static bool IsClosed(Expression? expression) => expression switch
    {
        null or ConstantExpression => true,
        ParameterExpression => false,
        MemberExpression member => IsClosed(member.Expression),
        UnaryExpression unary => IsClosed(unary.Operand),
        BinaryExpression binary => IsClosed(binary.Left) && IsClosed(binary.Right),
        MethodCallExpression call => IsClosed(call.Object) && AreClosed(call.Arguments),
        ConditionalExpression conditional => IsClosed(conditional.Test) && IsClosed(conditional.IfTrue) && IsClosed(conditional.IfFalse),
        NewExpression created => AreClosed(created.Arguments),
        NewArrayExpression array => AreClosed(array.Expressions),
        _ => !ParameterFinder.IsIn(expression),
    };

    /// <summary>The value of a closed expression, or why there is none.</summary>
    public static bool TryEvaluate(Expression expression, out object? value, out string? problem)
    {
        value = null;
        problem = null;
        if (expression is ConstantExpression constant)
        {
            value = constant.Value;
            return true;
        }

        if (UnrepeatableFinder.Find(expression) is { } found)
        {
            problem = $"{found} gives another value each time, and nothing that decides a run's result may live outside of the plan. "
                + "Compute the value before and capture it in a variable, so that it is fixed and seen";
            return false;
        }

        try
        {
            if (!ClosedReading.TryRead(expression, out value))
                value = Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)();
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            problem = $"evaluating it failed ({exception.GetType().Name}: {exception.Message}). Compute the value before and capture it in a variable";
            return false;
        }
    }

    // Not All: a delegate for each list would be the greater part of the work.
    private static bool AreClosed(IReadOnlyList<Expression> expressions)
    {
        for (int index = 0; index < expressions.Count; index++)
        {
            if (!IsClosed(expressions[index]))
                return false;
        }

        return true;
    }

    private sealed class ParameterFinder : ExpressionVisitor
    {
        private bool _found;

        public static bool IsIn(Expression expression)
        {
            ParameterFinder finder = new();
            finder.Visit(expression);
            return finder._found;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            _found = true;
            return node;
        }
    }
}
