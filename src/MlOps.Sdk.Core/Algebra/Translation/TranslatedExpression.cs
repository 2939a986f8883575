using System.Linq.Expressions;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>A part of a lambda that is translated already, in the place where it stood.</summary>
/// <param name="node">What it became; null if that was refused, and told.</param>
/// <param name="origin">What it was.</param>
/// <param name="name">The name of the column that it reads, if it does nothing else.</param>
internal sealed class TranslatedExpression(ScalarNode? node, Expression origin, string? name = null) : Expression
{
    public ScalarNode? Node => node;

    public string? Name => name;

    /// <inheritdoc />
    public override ExpressionType NodeType => ExpressionType.Extension;

    /// <inheritdoc />
    public override Type Type => origin.Type;

    /// <inheritdoc />
    public override string ToString() => CSharpText.Of(origin);

    // Who asks whether the expression depends on a row is shown what it was.
    /// <inheritdoc />
    protected override Expression VisitChildren(ExpressionVisitor visitor)
    {
        visitor.Visit(origin);
        return this;
    }
}
