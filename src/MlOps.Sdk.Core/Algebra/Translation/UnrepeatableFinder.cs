using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;
using System.Security.Cryptography;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>Finds what gives another value each time: clocks, random numbers, the environment.</summary>
internal sealed class UnrepeatableFinder : ExpressionVisitor
{
    private static readonly HashSet<string> s_clockMembers = ["Now", "UtcNow", "Today"];

    private static readonly Type[] s_unrepeatable =
        [typeof(Random), typeof(Environment), typeof(TimeProvider), typeof(Stopwatch), typeof(RandomNumberGenerator)];

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
        Type? type = member.DeclaringType;
        bool clock = (type == typeof(DateTime) || type == typeof(DateTimeOffset)) && s_clockMembers.Contains(member.Name);
        bool guid = type == typeof(Guid) && member.Name is nameof(Guid.NewGuid) or nameof(Guid.CreateVersion7);
        bool other = type is not null && s_unrepeatable.Any(banned => banned.IsAssignableFrom(type)) && member.Name != nameof(Environment.NewLine);
        if (clock || guid || other)
            _found ??= $"{type!.Name}.{member.Name}";
    }
}
