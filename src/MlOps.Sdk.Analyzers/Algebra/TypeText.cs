using Microsoft.CodeAnalysis;

namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>The names of types in messages, the same as at <c>Build()</c>.</summary>
internal static class TypeText
{
    public static ITypeSymbol? WithoutNull(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var plain] } ? plain : type;

    public static bool IsNullable(ITypeSymbol? type) => type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>The name under which the algebra's table knows a type.</summary>
    public static string IdOf(ITypeSymbol? type) => type is null ? "" : DocumentationCommentId.CreateReferenceId(type) ?? "";

    /// <summary>As C# writes it: <c>int?</c>.</summary>
    public static string Of(ITypeSymbol? type) => type switch
    {
        null => "null",
        _ when IsNullable(type) => Of(WithoutNull(type)) + "?",
        { TypeKind: TypeKind.Enum } => type.Name,
        _ => type.SpecialType switch
        {
            SpecialType.System_Boolean => "bool",
            SpecialType.System_Int32 => "int",
            SpecialType.System_Int64 => "long",
            SpecialType.System_Double => "double",
            SpecialType.System_Single => "float",
            SpecialType.System_String => "string",
            SpecialType.System_Char => "char",
            SpecialType.System_Decimal => "decimal",
            SpecialType.System_Int16 => "short",
            SpecialType.System_Byte => "byte",
            SpecialType.System_Object => "object",
            _ => NameOf(type),
        },
    };

    /// <summary>As .NET names it: <c>Int32?</c>, <c>List&lt;Int32></c>.</summary>
    public static string NameOf(ITypeSymbol type) => type switch
    {
        _ when IsNullable(type) => NameOf(WithoutNull(type)!) + "?",
        { IsAnonymousType: true } => "the anonymous type",
        IArrayTypeSymbol array => NameOf(array.ElementType) + "[]",
        INamedTypeSymbol { TypeArguments.Length: > 0 } generic => $"{generic.Name}<{string.Join(", ", generic.TypeArguments.Select(NameOf))}>",
        _ => type.Name,
    };
}
