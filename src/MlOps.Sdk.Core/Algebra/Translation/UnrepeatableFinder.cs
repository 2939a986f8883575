using System.Linq.Expressions;
using System.Reflection;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>Finds what gives another value each time: clocks, random numbers, the environment.</summary>
internal sealed class UnrepeatableFinder : ExpressionVisitor
{
    private string? _found;

    /// <summary>The first that there is, such as <c>DateTime.UtcNow</c>.</summary>
    public static string? Find(Expression expression)
    {
        UnrepeatableFinder finder = new();
        finder.Visit(expression);
        return finder._found;
    }

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
            _found ??= "new Random()";
        return base.VisitNew(node);
    }

    private void Check(MemberInfo member)
    {
        if (Unrepeatable.Includes(member))
            _found ??= $"{member.DeclaringType!.Name}.{member.Name}";
    }
}
