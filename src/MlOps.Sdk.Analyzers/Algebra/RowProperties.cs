using Microsoft.CodeAnalysis;

namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>Which properties of a .NET type are columns.</summary>
internal static class RowProperties
{
    public static bool IsColumn(ITypeSymbol row, string name) =>
        row is ITypeParameterSymbol || row.IsAnonymousType || Of(row).Any(property => property.Name == name);

    /// <summary>The properties that are columns, inherited ones first.</summary>
    public static IReadOnlyList<IPropertySymbol> Of(ITypeSymbol row)
    {
        List<IPropertySymbol> properties = [];
        for (ITypeSymbol? type = row; type is not null and not { SpecialType: SpecialType.System_Object or SpecialType.System_ValueType }; type = type.BaseType)
            properties.InsertRange(0, DeclaredIn(type).Where(property => properties.All(derived => derived.Name != property.Name)));
        return properties;
    }

    /// <summary>The property that a constructor's parameter sets, as in records.</summary>
    public static IPropertySymbol? PropertyOf(ITypeSymbol type, IParameterSymbol parameter)
    {
        for (ITypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            if (PublicIn(level).FirstOrDefault(property => string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)) is { } found)
                return found;
        }

        return null;
    }

    public static string ColumnNameOf(ISymbol member) =>
        AttributeOf(member, "ColumnAttribute")?.ConstructorArguments is [{ Value: string { Length: > 0 } name }] ? name : member.Name;

    private static IEnumerable<IPropertySymbol> DeclaredIn(ITypeSymbol type)
    {
        HashSet<string> parameters = new(PrimaryConstructorOf(type)?.Parameters.Select(parameter => parameter.Name) ?? [], StringComparer.OrdinalIgnoreCase);
        return PublicIn(type)
            .Where(property => property.GetMethod?.DeclaredAccessibility == Accessibility.Public && property.Parameters.Length == 0)
            .Where(property => AttributeOf(property, "NotMappedAttribute") is null)
            .Where(property => parameters.Contains(property.Name) || property.SetMethod?.DeclaredAccessibility == Accessibility.Public);
    }

    private static IMethodSymbol? PrimaryConstructorOf(ITypeSymbol type) => (type as INamedTypeSymbol)?.InstanceConstructors
        .Where(constructor => constructor is { DeclaredAccessibility: Accessibility.Public, Parameters.Length: > 0 })
        .Where(constructor => constructor.Parameters.All(parameter =>
            SymbolEqualityComparer.Default.Equals(PropertyOf(type, parameter)?.Type, parameter.Type)))
        .OrderByDescending(constructor => constructor.Parameters.Length)
        .FirstOrDefault();

    private static IEnumerable<IPropertySymbol> PublicIn(ITypeSymbol type) =>
        type.GetMembers().OfType<IPropertySymbol>().Where(property => property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false });

    private static AttributeData? AttributeOf(ISymbol member, string name) => member.GetAttributes().FirstOrDefault(attribute =>
        attribute.AttributeClass?.Name == name && attribute.AttributeClass.ContainingNamespace.ToDisplayString() == "System.ComponentModel.DataAnnotations.Schema");
}
