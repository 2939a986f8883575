using System.Linq.Expressions;
using System.Reflection;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>Parts of a lambda that don't depend on the row: they are evaluated once, when the lambda is translated.</summary>
internal static class ClosedExpression
{
    public static bool IsClosed(Expression expression)
    {
        ParameterFinder finder = new();
        finder.Visit(expression);
        return !finder.Found;
    }

    /// <summary>The value of a closed expression, or why there is none.</summary>
    public static bool TryEvaluate(Expression expression, out object? value, out string? problem)
    {
        value = null;
        problem = null;
        switch (expression)
        {
            case ConstantExpression constant:
                value = constant.Value;
                return true;
            case MemberExpression { Member: FieldInfo field, Expression: ConstantExpression { Value: { } target } }:
                value = field.GetValue(target);
                return true;
        }

        UnrepeatableFinder finder = new();
        finder.Visit(expression);
        if (finder.Found is { } found)
        {
            problem = $"{found} gives another value each time, and nothing that decides a run's result may live outside of the plan. "
                + "Compute the value before and capture it in a variable, so that it is fixed and seen";
            return false;
        }

        try
        {
            value = Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)();
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            problem = $"evaluating it failed ({exception.GetType().Name}: {exception.Message}). Compute the value before and capture it in a variable";
            return false;
        }
    }

    private sealed class ParameterFinder : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found = true;
            return node;
        }
    }

    private sealed class UnrepeatableFinder : ExpressionVisitor
    {
        private static readonly HashSet<string> s_clockMembers = ["Now", "UtcNow", "Today"];

        private static readonly HashSet<Type> s_unrepeatable =
        [
            typeof(Random), typeof(Environment), typeof(TimeProvider), typeof(System.Diagnostics.Stopwatch),
            typeof(System.Security.Cryptography.RandomNumberGenerator),
        ];

        public string? Found { get; private set; }

        protected override Expression VisitMember(MemberExpression node)
        {
            Check(node.Member);
            return base.VisitMember(node);
        }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            Check(node.Method);
            return base.VisitMethodCall(node);
        }

        protected override Expression VisitNew(NewExpression node)
        {
            if (node.Type == typeof(Random))
                Found ??= "new Random()";
            return base.VisitNew(node);
        }

        private void Check(MemberInfo member)
        {
            Type? type = member.DeclaringType;
            bool clock = (type == typeof(DateTime) || type == typeof(DateTimeOffset)) && s_clockMembers.Contains(member.Name);
            bool guid = type == typeof(Guid) && member.Name is nameof(Guid.NewGuid) or nameof(Guid.CreateVersion7);
            bool other = type is not null && s_unrepeatable.Any(banned => banned.IsAssignableFrom(type)) && member.Name != nameof(Environment.NewLine);
            if (clock || guid || other)
                Found ??= $"{type!.Name}.{member.Name}";
        }
    }
}
