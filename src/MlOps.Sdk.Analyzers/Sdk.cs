using Microsoft.CodeAnalysis;

namespace MlOps.Sdk.Analyzers;

/// <summary>Recognises what MlOps.Sdk declares.</summary>
internal static class Sdk
{
    public static bool Declares(ISymbol? symbol) => symbol?.ContainingAssembly?.Name == "MlOps.Sdk.Core";

    public static bool IsRow(ITypeSymbol? type) => Is(type, "Row");

    public static bool IsCell(ITypeSymbol? type) => Is(type, "Cell");

    public static bool IsFeature(ITypeSymbol? type) => Is(type, "Feature");

    public static bool IsGroup(ITypeSymbol? type) => Is(type, "Grouping`2");

    private static bool Is(ITypeSymbol? type, string name) => type?.MetadataName == name && Declares(type) && type.ContainingNamespace.ToDisplayString() == "MlOps.Sdk";
}
