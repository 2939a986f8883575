using System.Linq.Expressions;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>A C# expression that a function of the table translates, written as a lambda whose parameters stand for the arguments.</summary>
internal sealed class Form
{
    private Form(LambdaExpression pattern) => Pattern = pattern;

    public LambdaExpression Pattern { get; }

    public static Form Of<T, TResult>(Expression<Func<T, TResult>> pattern) => new(pattern);

    public static Form Of<T1, T2, TResult>(Expression<Func<T1, T2, TResult>> pattern) => new(pattern);

    public static Form Of<T1, T2, T3, TResult>(Expression<Func<T1, T2, T3, TResult>> pattern) => new(pattern);

    public static Form Of<T1, T2, T3, T4, TResult>(Expression<Func<T1, T2, T3, T4, TResult>> pattern) => new(pattern);

    public static Form Of<T1, T2, T3, T4, T5, T6, TResult>(Expression<Func<T1, T2, T3, T4, T5, T6, TResult>> pattern) => new(pattern);

    /// <summary>The arguments, in the order of the lambda's parameters, if an expression has this form; else null.</summary>
    public Expression[]? Match(Expression expression)
    {
        Expression?[] arguments = new Expression?[Pattern.Parameters.Count];
        return Matches(Pattern.Body, expression, arguments) ? Array.ConvertAll(arguments, argument => argument!) : null;
    }

    /// <inheritdoc />
    public override string ToString() => CSharpText.Of(Pattern.Body);

    private bool Matches(Expression? pattern, Expression? actual, Expression?[] arguments)
    {
        if (pattern is null || actual is null)
            return pattern is null && actual is null;
        if (pattern is ParameterExpression parameter)
        {
            int index = Pattern.Parameters.IndexOf(parameter);
            if (index < 0)
                return pattern == actual;

            // A parameter that stands several times stands for the same expression each time.
            if (arguments[index] is { } before)
                return before == actual || (before is not ParameterExpression && Matches(before, actual, arguments));
            arguments[index] = actual;
            return actual.Type == parameter.Type;
        }

        // A part without parameters, such as CultureInfo.InvariantCulture, is the same however it is written.
        if (ClosedExpression.IsClosed(pattern))
            return ClosedExpression.IsClosed(actual) && ClosedExpression.TryEvaluate(actual, out object? value, out _) && Equals(value, Evaluated(pattern));
        return pattern.NodeType == Unchecked(actual.NodeType) && pattern.Type == actual.Type && (pattern, actual) switch
        {
            (UnaryExpression p, UnaryExpression a) => p.Method == a.Method && Matches(p.Operand, a.Operand, arguments),
            (BinaryExpression p, BinaryExpression a) => p.Method == a.Method && Matches(p.Left, a.Left, arguments) && Matches(p.Right, a.Right, arguments),
            (MemberExpression p, MemberExpression a) => p.Member.MetadataToken == a.Member.MetadataToken && p.Member.Module == a.Member.Module
                && Matches(p.Expression, a.Expression, arguments),
            (MethodCallExpression p, MethodCallExpression a) => p.Method == a.Method && Matches(p.Object, a.Object, arguments)
                && p.Arguments.Zip(a.Arguments).All(pair => Matches(pair.First, pair.Second, arguments)),
            (NewExpression p, NewExpression a) => p.Constructor == a.Constructor
                && p.Arguments.Zip(a.Arguments).All(pair => Matches(pair.First, pair.Second, arguments)),
            _ => false,
        };
    }

    // Whether overflow is checked is the project's choice; it means nothing to what forms consist of.
    public static ExpressionType Unchecked(ExpressionType operation) => operation switch
    {
        ExpressionType.ConvertChecked => ExpressionType.Convert,
        ExpressionType.AddChecked => ExpressionType.Add,
        ExpressionType.SubtractChecked => ExpressionType.Subtract,
        ExpressionType.MultiplyChecked => ExpressionType.Multiply,
        ExpressionType.NegateChecked => ExpressionType.Negate,
        _ => operation,
    };

    private static object? Evaluated(Expression pattern) => ClosedExpression.TryEvaluate(pattern, out object? value, out string? problem)
        ? value
        : throw new InvalidOperationException(problem);
}
