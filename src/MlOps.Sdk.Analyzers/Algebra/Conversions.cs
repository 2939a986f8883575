using Microsoft.CodeAnalysis;

namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>Checks casts, written or implied, and the methods of <see cref="Convert"/>.</summary>
internal static class Conversions
{
    private static readonly SpecialType[][] s_widths =
    [
        [SpecialType.System_SByte, SpecialType.System_Byte],
        [SpecialType.System_Int16, SpecialType.System_UInt16],
        [SpecialType.System_Int32],
        [SpecialType.System_UInt32],
        [SpecialType.System_Int64],
    ];

    public static Scalar? Check(Term unary, Scalar operand, ScalarChecker checker)
    {
        ITypeSymbol from = TypeText.WithoutNull(unary.Operands[0].Type)!;
        ITypeSymbol to = TypeText.WithoutNull(unary.Type)!;
        if (SymbolEqualityComparer.Default.Equals(from, to))
            return operand;
        if (AlgebraTable.Current.DataTypeOf(to) is not { } type)
            return checker.Problem(Rules.Operation, unary, $"there is no cast to {TypeText.Of(to)}; {AlgebraTable.Current.AdviceFor(to)}");
        if (to.SpecialType == SpecialType.System_Single && from.SpecialType == SpecialType.System_Double)
            return checker.Problem(Rules.Operation, unary, "there is no 32-bit float; numbers are double");
        Scalar? cast = operand.Widened(type) ?? (operand.Type == Scalar.Double && type == Scalar.Int64 ? new(type) : null);
        if (cast is null)
            return checker.Problem(Rules.Operation, unary, $"there is no cast from {operand.Type} to {type}");
        return type != Scalar.Int64 || IsWider(from, to) || to.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64
            ? cast
            : checker.Problem(Rules.Operation, unary, $"there is no cast to {TypeText.Of(to)}; write (int) or (long)");
    }

    /// <summary>The type that a method of Convert gives, if it is one between Booleans and numbers.</summary>
    public static string? ResultOf(Term call) =>
        TypeText.IdOf(call.Owner) == "System.Convert" && call.Member!.Name is "ToBoolean" or "ToInt32" or "ToInt64" or "ToDouble" && call.Operands is [var argument]
        && AlgebraTable.Current.DataTypeOf(argument.Type) is Scalar.Boolean or Scalar.Int64 or Scalar.Double
            ? AlgebraTable.Current.DataTypeOf(call.Type)
            : null;

    private static bool IsWider(ITypeSymbol from, ITypeSymbol to) => Width(from) < Width(to) && (IsUnsigned(from) || !IsUnsigned(to));

    private static bool IsUnsigned(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_UInt32;

    private static int Width(ITypeSymbol type)
    {
        int width = Array.FindIndex(s_widths, types => types.Contains(type.SpecialType));
        return width < 0 ? s_widths.Length : width;
    }
}
