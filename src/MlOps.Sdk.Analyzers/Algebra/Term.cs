using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>A part of a lambda as <c>Build()</c> will see it: a node of the expression tree that the compiler makes of an operation.</summary>
/// <param name="kind">What it is.</param>
/// <param name="source">The operation that it is made of.</param>
/// <param name="type">Its type.</param>
/// <param name="key">What tells it from others of its kind: the name of an <c>ExpressionType</c>, or a member's documentation id.</param>
/// <param name="member">The property, field, method or operator.</param>
/// <param name="operands">What it is applied to.</param>
internal sealed class Term(TermKind kind, IOperation source, ITypeSymbol? type, string key, ISymbol? member, ImmutableArray<Term> operands)
{
    public TermKind Kind => kind;

    public IOperation Source => source;

    public ITypeSymbol? Type => type;

    public string Key => key;

    public ISymbol? Member => member;

    public ImmutableArray<Term> Operands => operands;

    /// <summary>The type that declares the member.</summary>
    public INamedTypeSymbol? Owner => member?.ContainingType;

    /// <summary>Whether it is <c>null</c>, written out.</summary>
    public bool IsNull
    {
        get
        {
            IOperation bare = source;
            while (bare is IConversionOperation conversion)
                bare = conversion.Operand;
            return kind == TermKind.Closed && bare is ILiteralOperation { ConstantValue: { HasValue: true, Value: null } };
        }
    }

    public static Term Closed(IOperation source, ITypeSymbol? type) => new(TermKind.Closed, source, type, "", null, []);
}
