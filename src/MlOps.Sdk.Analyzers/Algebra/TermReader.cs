using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>Reads operations as the nodes that the C# compiler makes of them in an expression tree; whether they are checked for overflow is left out.</summary>
internal sealed class TermReader
{
    private readonly HashSet<IOperation> _open = [];
    private readonly IAnonymousFunctionOperation _lambda;

    public TermReader(IAnonymousFunctionOperation lambda)
    {
        _lambda = lambda;
        List<IOperation> all = [lambda, .. lambda.Descendants()];
        HashSet<ISymbol> parameters = new(all.OfType<IAnonymousFunctionOperation>().SelectMany(inner => inner.Symbol.Parameters), SymbolEqualityComparer.Default);
        foreach (IOperation operation in all)
        {
            bool open = operation is IAnonymousFunctionOperation { Symbol.Parameters.Length: > 0 }
                || (operation is IParameterReferenceOperation reference && parameters.Contains(reference.Parameter));
            for (IOperation? step = open ? operation : null; step is not null && _open.Add(step) && step != lambda;)
                step = step.Parent;
        }
    }

    /// <summary>The expression that is a lambda's body; null if it is none.</summary>
    public static IOperation? BodyOf(IAnonymousFunctionOperation lambda) =>
        lambda.Body.Operations is [IReturnOperation { ReturnedValue: { } value }, ..] ? WithoutTheUnsaid(value) : null;

    /// <summary>Whether an operation depends on no parameter of the lambda, nor of a lambda within it.</summary>
    public bool IsClosed(IOperation operation) => !_open.Contains(operation);

    /// <summary>Whether a lambda within the lambda reads the lambda's own parameters.</summary>
    public bool ReadsOuter(IOperation inner) => inner.Descendants().OfType<IParameterReferenceOperation>().Any(reference => IsOwn(reference.Parameter));

    /// <summary>Whether the lambda has several rows, and this is one of them.</summary>
    public bool IsOneOfSeveralRows(Term term) =>
        _lambda.Symbol.Parameters.Length > 1 && term is { Kind: TermKind.Parameter, Source: IParameterReferenceOperation reference } && IsOwn(reference.Parameter);

    public Term Read(IOperation source)
    {
        IOperation operation = WithoutTheUnsaid(source);
        if (IsClosed(operation))
            return Term.Closed(operation, operation.Type);
        return operation switch
        {
            IParameterReferenceOperation => Of(TermKind.Parameter, operation, "", null),
            IConversionOperation { Operand: IAnonymousFunctionOperation } => Of(TermKind.Other, operation, "Quote", null),
            IConversionOperation { IsTryCast: true } conversion => Of(TermKind.Unary, operation, "TypeAs", null, conversion.Operand),
            IConversionOperation conversion =>
                Of(TermKind.Unary, operation, "Convert", conversion.OperatorMethod, conversion.Operand),
            IDelegateCreationOperation { Target: IAnonymousFunctionOperation target } => Of(TermKind.Lambda, target, "", null),
            IPropertyReferenceOperation { Instance.Type: IArrayTypeSymbol, Property.Name: "Length" } length =>
                Of(TermKind.Unary, operation, "ArrayLength", null, length.Instance!),
            IPropertyReferenceOperation { Arguments.Length: > 0, Property.GetMethod: { } getter } indexer =>
                Of(TermKind.Call, operation, IdOf(getter), getter, Operands(indexer.Instance, indexer.Arguments)),
            IMemberReferenceOperation { Instance: { } instance } member => Of(TermKind.Member, operation, IdOf(member.Member), member.Member, instance),
            IInvocationOperation invocation => ReadCall(invocation),
            IInterpolatedStringOperation => ReadInterpolation(operation),
            IUnaryOperation unary => Of(TermKind.Unary, operation, KeyOf(unary), unary.OperatorMethod, unary.Operand),
            IBinaryOperation binary => ReadBinary(binary),
            ICoalesceOperation coalesce => Of(TermKind.Binary, operation, "Coalesce", null, coalesce.Value, coalesce.WhenNull),
            IArrayElementReferenceOperation { Indices: [var index] } element => Of(TermKind.Binary, operation, "ArrayIndex", null, element.ArrayReference, index),
            IConditionalOperation { WhenFalse: { } otherwise } conditional =>
                Of(TermKind.Conditional, operation, "Conditional", null, conditional.Condition, conditional.WhenTrue, otherwise),
            IObjectCreationOperation { Constructor: { } constructor } creation =>
                Of(TermKind.Other, operation, IdOf(constructor), constructor, Operands(null, creation.Arguments)),
            IArrayCreationOperation { Initializer: { } initializer } => Of(TermKind.Other, operation, "NewArrayInit", null, [.. initializer.ElementValues]),
            _ => Of(TermKind.Other, operation, "", null),
        };
    }

    private bool IsOwn(IParameterSymbol parameter) => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _lambda.Symbol);

    // The compiler leaves casts of references out that nobody wrote.
    private static IOperation WithoutTheUnsaid(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true, OperatorMethod: null, Operand: not IAnonymousFunctionOperation } conversion
            && (conversion.Conversion.IsIdentity || (conversion.Conversion.IsReference && !conversion.Operand.ConstantValue.HasValue)))
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    private Term Of(TermKind kind, IOperation source, string key, ISymbol? member, params IOperation[] operands) =>
        new(kind, source, source.Type, key, member, [.. operands.Select(Read)]);

    private Term ReadCall(IInvocationOperation invocation)
    {
        IMethodSymbol method = Declared(invocation.TargetMethod);
        if (method.MethodKind != MethodKind.DelegateInvoke)
            return Of(TermKind.Call, invocation, IdOf(method), method, Operands(invocation.Instance, invocation.Arguments));

        // f.Invoke(x) is a call of the method Invoke, f(x) is not.
        bool named = invocation.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Invoke" } };
        return Of(named ? TermKind.Call : TermKind.Invocation, invocation, IdOf(method), method, Operands(invocation.Instance, invocation.Arguments));
    }

    // The compiler calls an override by the method that it overrides, except for numbers and Booleans.
    private static IMethodSymbol Declared(IMethodSymbol method)
    {
        while (method.OverriddenMethod is { } overridden && method.ContainingType.SpecialType is < SpecialType.System_Boolean or > SpecialType.System_Double)
            method = overridden;
        return method;
    }

    // In an expression tree $"{a}" is string.Format("{0}", a).
    private Term ReadInterpolation(IOperation interpolation) =>
        Of(TermKind.Call, interpolation, "", interpolation.Type!.GetMembers(nameof(string.Format)).First());

    // Enums are compared as the numbers that they are.
    private Term ReadBinary(IBinaryOperation binary)
    {
        string key = KeyOf(binary);
        if (UnderlyingOf(binary.LeftOperand.Type) is null || UnderlyingOf(binary.RightOperand.Type) is null)
            return Of(TermKind.Binary, binary, key, binary.OperatorMethod, binary.LeftOperand, binary.RightOperand);
        ImmutableArray<Term> operands = [ReadEnum(binary.LeftOperand), ReadEnum(binary.RightOperand)];
        return UnderlyingOf(binary.Type) is { } number
            ? new(TermKind.Unary, binary, binary.Type, "Convert", null, [new(TermKind.Binary, binary, number, key, null, operands)])
            : new(TermKind.Binary, binary, binary.Type, key, null, operands);
    }

    private Term ReadEnum(IOperation operand)
    {
        Term term = Read(operand);
        ITypeSymbol number = UnderlyingOf(operand.Type)!;
        return term.Kind == TermKind.Closed ? Term.Closed(operand, number) : new(TermKind.Unary, operand, number, "Convert", null, [term]);
    }

    private static ITypeSymbol? UnderlyingOf(ITypeSymbol? type) => (TypeText.WithoutNull(type) as INamedTypeSymbol)?.EnumUnderlyingType;

    private static IOperation[] Operands(IOperation? instance, ImmutableArray<IArgumentOperation> arguments)
    {
        IEnumerable<IOperation> values = arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => argument.Value);
        return [.. instance is null ? values : values.Prepend(instance)];
    }

    private static string IdOf(ISymbol member) => member.OriginalDefinition.GetDocumentationCommentId() ?? "";

    private static string KeyOf(IUnaryOperation unary) => unary.OperatorKind switch
    {
        UnaryOperatorKind.Not or UnaryOperatorKind.BitwiseNegation => "Not",
        UnaryOperatorKind.Minus => "Negate",
        UnaryOperatorKind.Plus => "UnaryPlus",
        _ => "",
    };

    private static string KeyOf(IBinaryOperation binary) => binary.OperatorKind switch
    {
        BinaryOperatorKind.Add => "Add",
        BinaryOperatorKind.Subtract => "Subtract",
        BinaryOperatorKind.Multiply => "Multiply",
        BinaryOperatorKind.Divide => "Divide",
        BinaryOperatorKind.Remainder => "Modulo",
        BinaryOperatorKind.And => "And",
        BinaryOperatorKind.Or => "Or",
        BinaryOperatorKind.ExclusiveOr => "ExclusiveOr",
        BinaryOperatorKind.ConditionalAnd => "AndAlso",
        BinaryOperatorKind.ConditionalOr => "OrElse",
        BinaryOperatorKind.Equals => "Equal",
        BinaryOperatorKind.NotEquals => "NotEqual",
        BinaryOperatorKind.LessThan => "LessThan",
        BinaryOperatorKind.LessThanOrEqual => "LessThanOrEqual",
        BinaryOperatorKind.GreaterThan => "GreaterThan",
        BinaryOperatorKind.GreaterThanOrEqual => "GreaterThanOrEqual",
        _ => "",
    };
}
