using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>Checks expressions over a row as <c>Build()</c> translates them, step by step; where it would refuse one, it notes a problem and goes on.</summary>
/// <remarks>Null stands for a value of which no more can be said: a problem is noted already, or only <c>Build()</c> can tell.</remarks>
internal sealed class ScalarChecker(TermReader reader)
{
    private static readonly AlgebraTable s_table = AlgebraTable.Current;
    private static readonly Regex s_space = new(@"\s+", RegexOptions.CultureInvariant);

    private readonly List<Diagnostic> _problems = [];

    public TermReader Reader => reader;

    public IReadOnlyList<Diagnostic> Problems => _problems;

    public Scalar? Check(Term term)
    {
        if (term.Kind == TermKind.Closed)
            return CheckClosed(term);
        if (s_table.Match(term, out Term[] arguments) is { } function)
            return Apply(term, function, arguments);
        return term.Kind switch
        {
            TermKind.Member => CheckMember(term),
            TermKind.Call => CheckCall(term),
            TermKind.Unary => CheckUnary(term),
            TermKind.Binary => CheckBinary(term),
            TermKind.Conditional => CheckConditional(term),
            TermKind.Parameter => Problem(Rules.Place, term, "a row is not a value; name one of its columns"),
            TermKind.Invocation => Problem(Rules.Operation, term, "a delegate can't be looked into; write its expression here"),
            _ => Problem(Rules.Operation, term, term.Member is { } member && s_table.TryAdvise(member, out string advice) ? advice : "it has no counterpart in the algebra"),
        };
    }

    public Scalar? Problem(DiagnosticDescriptor rule, Term term, string why) => Problem(rule, term.Source, why);

    public Scalar? Problem(DiagnosticDescriptor rule, IOperation source, string why)
    {
        _problems.Add(Diagnostic.Create(rule, source.Syntax.GetLocation(), s_space.Replace(source.Syntax.ToString(), " "), why));
        return null;
    }

    /// <summary>An operand as it was before it was made an object.</summary>
    public static Term Unboxed(Term operand)
    {
        if (operand.Type?.SpecialType != SpecialType.System_Object)
            return operand;
        if (operand is { Kind: TermKind.Closed, Source: IConversionOperation { Operand: { Type: not null } inner } })
            return Term.Closed(inner, inner.Type);
        return operand is { Kind: TermKind.Unary, Key: "Convert" } ? operand.Operands[0] : operand;
    }

    private Scalar? CheckClosed(Term term)
    {
        if (UnrepeatableValue.ProblemOf(term.Source) is { } problem)
            return Problem(Rules.Unrepeatable, term, problem);
        if (TypeText.WithoutNull(term.Type)?.SpecialType == SpecialType.System_Char)
            return new(Scalar.String, isConstant: true);
        if (s_table.DataTypeOf(term.Type) is { } type)
            return new(type, isConstant: true);

        // An object may hold anything.
        bool isOpen = term.Type is null or { SpecialType: SpecialType.System_Object or SpecialType.System_ValueType } or { TypeKind: TypeKind.Interface or TypeKind.TypeParameter };
        return isOpen ? null : Problem(Rules.Type, term, $"a constant can't be a {TypeText.Of(TypeText.WithoutNull(term.Type))}; {s_table.AdviceFor(term.Type)}");
    }

    // All are checked before the first problem is looked at, so that every problem is noted.
    private Scalar? Apply(Term term, FunctionEntry function, IEnumerable<Term> arguments) => Call(term, function, [.. arguments.Select(Check)]);

    private Scalar? Call(Term term, FunctionEntry function, params Scalar?[] arguments)
    {
        if (arguments.Contains(null))
            return null;
        Scalar? result = function.Call(arguments!, out string? problem);
        return problem is null ? result : Problem(Rules.Operation, term, problem);
    }

    private Scalar? CheckMember(Term member)
    {
        if (Sdk.Declares(member.Member))
            return Groups.CheckMember(member, this);
        Term owner = member.Operands[0];
        if (ColumnChecker.IsRow(owner))
            return ColumnChecker.Read(member, this);
        if (!TypeText.IsNullable(member.Owner))
            return Problem(Rules.Member, member, Advice.ForMember(member.Member!));
        Scalar? value = Check(owner);
        return value is null || member.Member!.Name == nameof(Nullable<int>.Value) ? value : new(Scalar.Boolean);
    }

    private Scalar? CheckCall(Term call)
    {
        string name = call.Member!.Name;
        if (Sdk.IsRow(call.Owner))
            return Problem(Rules.Place, call, $"the type of the column must be said by a cast, such as (double){call.Source.Syntax}");
        if (Sdk.IsFeature(call.Owner))
            return Problem(Rules.Place, call, "an analyzer stands on its own in .Features(f => new { Name = Feature.… })");
        if (Sdk.Declares(call.Member))
            return Groups.CheckCall(call, this);
        if (TypeText.IsNullable(call.Owner) && name == nameof(Nullable<int>.GetValueOrDefault))
            return call.Operands.Length == 1 ? Check(call.Operands[0]) : Apply(call, s_table.Function("coalesce"), call.Operands);
        if (name == nameof(Enumerable.Contains) && Membership.Of(call) is { } membership)
            return CheckMembership(call, membership);
        if (DictionaryLookup.Of(call) is { } lookup)
            return lookup.Check(call, this);
        if (call.Owner!.SpecialType == SpecialType.System_String && name == nameof(string.Concat))
            return CheckConcat(call, call.Operands is [{ Key: "NewArrayInit" } array] ? array.Operands : call.Operands);
        if (call.Owner.SpecialType == SpecialType.System_String && name == nameof(string.Join) && call.Operands is [var separator, { Key: "NewArrayInit" } joined])
            return CheckConcat(call, joined.Operands.Prepend(separator));
        if (Conversions.ResultOf(call) is { } converted)
            return Check(call.Operands[0]) is null ? null : new(converted);
        if (name == nameof(ToString) && call.Operands is [{ Type.SpecialType: SpecialType.System_String } text] && !call.Member.IsStatic)
            return Check(text);
        return Problem(Rules.Member, call, Advice.ForMethod(call.Member));
    }

    private Scalar? CheckMembership(Term call, Membership membership)
    {
        Scalar? item = Check(membership.Item);
        if (UnrepeatableValue.ProblemOf(membership.Collection) is { } problem)
            return Problem(Rules.Unrepeatable, call, problem);
        return item is null ? null : new(Scalar.Boolean);
    }

    private Scalar? CheckConcat(Term term, IEnumerable<Term> operands)
    {
        bool known = true;
        foreach (Term operand in operands)
        {
            Term bare = Unboxed(operand);
            Scalar? value = Check(bare);
            if (value is { Type: not (Scalar.String or Scalar.Int64 or Scalar.Boolean) })
                value = Problem(Rules.Operation, bare, s_table.WritingOf(value.Type));
            known &= value is not null;
        }

        return known ? new(Scalar.String) : null;
    }

    private Scalar? CheckUnary(Term unary)
    {
        switch (unary.Key)
        {
            case "Convert" when Sdk.IsCell(unary.Owner):
                return ColumnChecker.ReadCell(unary, this);
            case "Convert":
                return Check(unary.Operands[0]) is { } operand ? Conversions.Check(unary, operand, this) : null;
            case "UnaryPlus":
                return Check(unary.Operands[0]);
            default:
                return s_table.Operator(unary.Key) is { } function ? Apply(unary, function, unary.Operands) : NoOperator(unary);
        }
    }

    private Scalar? CheckBinary(Term binary)
    {
        if (binary.Key == "Add" && IsText(binary))
            return CheckConcat(binary, Operands(binary));
        (Term left, Term right) = (binary.Operands[0], binary.Operands[1]);
        if (binary.Key is "Equal" or "NotEqual" && ((left.IsNull && reader.IsOneOfSeveralRows(right)) || (right.IsNull && reader.IsOneOfSeveralRows(left))))
            return new(Scalar.Boolean);
        if (binary.Key is "Equal" or "NotEqual" && (left.IsNull || right.IsNull))
            return Check(right.IsNull ? left : right) is null ? null : new(Scalar.Boolean);
        if (binary.Member is not null && s_table.TryAdvise(binary.Member, out string advice))
            return Problem(Rules.Operation, binary, advice);
        if (s_table.Operator(binary.Key) is not { } function)
            return NoOperator(binary);
        (Scalar? first, Scalar? second) = (Check(left), Check(right));
        if (first is null || second is null)
            return null;
        first = first.Widened(second.Type) ?? first;
        return Call(binary, function, first, second.Widened(first.Type) ?? second);
    }

    private Scalar? CheckConditional(Term conditional)
    {
        Scalar?[] parts = [.. conditional.Operands.Select(Check)];
        if (parts is not [not null, { } then, { } otherwise])
            return null;
        return (then.Widened(otherwise.Type) ?? otherwise.Widened(then.Type)) is { } same
            ? new(same.Type)
            : Problem(Rules.Operation, conditional, $"its branches are a {then.Type} and a {otherwise.Type}");
    }

    private Scalar? NoOperator(Term term) => Problem(Rules.Operation, term, "this operator has no counterpart in the algebra");

    // a + b + c is ((a + b) + c).
    private static IEnumerable<Term> Operands(Term term) =>
        term is { Kind: TermKind.Binary, Key: "Add" } && IsText(term) ? Operands(term.Operands[0]).Concat(Operands(term.Operands[1])) : [term];

    private static bool IsText(Term term) => term.Type?.SpecialType == SpecialType.System_String;
}
