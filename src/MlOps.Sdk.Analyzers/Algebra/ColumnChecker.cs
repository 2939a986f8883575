using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>Checks readings of columns: members of a typed row, cells of a dynamic one.</summary>
internal static class ColumnChecker
{
    /// <summary>Whether a term is a row, or a part that MlOps.Sdk makes of rows, such as the key of a group.</summary>
    public static bool IsRow(Term term) => term.Kind switch
    {
        TermKind.Parameter => true,
        TermKind.Unary => term.Key == "Convert" && IsRow(term.Operands[0]),
        TermKind.Member => Sdk.Declares(term.Member) && AlgebraTable.Current.DataTypeOf(term.Type) is null && IsRow(term.Operands[0]),
        _ => false,
    };

    public static Scalar? Read(Term member, ScalarChecker checker)
    {
        if (AlgebraTable.Current.DataTypeOf(member.Type) is not { } type)
            return checker.Problem(Rules.Type, member, $"a column can't be a {TypeText.Of(member.Type)}; {AlgebraTable.Current.AdviceFor(member.Type)}");
        ITypeSymbol row = member.Operands[0].Type!;
        return RowProperties.IsColumn(row, member.Member!.Name)
            ? new(type)
            : checker.Problem(Rules.Member, member, $"{member.Member.Name} is computed by {TypeText.NameOf(row)} and is no column; write what it computes");
    }

    public static Scalar? ReadCell(Term cast, ScalarChecker checker)
    {
        if (cast.Operands[0] is not { Kind: TermKind.Call, Operands: [_, var name] } cell || !Sdk.IsRow(cell.Owner))
            return checker.Problem(Rules.Place, cast, "only a row's cell can be cast so: (double)row[\"column\"]");
        if (name.Kind != TermKind.Closed)
            return checker.Problem(Rules.Place, cast, "the name of a column must be a constant or a captured variable");
        if (UnrepeatableValue.ProblemOf(name.Source) is { } problem)
            return checker.Problem(Rules.Unrepeatable, cast, problem);
        if (name.Source.ConstantValue is { HasValue: true, Value: null or "" })
            return checker.Problem(Rules.Place, cast, "the name of a column can't be empty");
        return new(AlgebraTable.Current.DataTypeOf(((IConversionOperation)cast.Source).OperatorMethod!.ReturnType)!);
    }
}
