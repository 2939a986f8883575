using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;

namespace MlOps.Sdk.Algebra;

/// <summary>Which properties of a .NET type are columns, and what to say of those that can't be.</summary>
internal static class RowProperties
{
    public static IReadOnlyList<PropertyInfo> Of(Type rowType)
    {
        List<PropertyInfo> properties = [];
        for (Type? type = rowType; type is not null && type != typeof(object) && type != typeof(ValueType); type = type.BaseType)
            properties.InsertRange(0, DeclaredIn(type).Where(property => properties.All(derived => derived.Name != property.Name)));
        return properties;
    }

    // The constructor whose parameters are all properties, the longest if there are several: the primary one of records and anonymous types.
    public static ConstructorInfo? PrimaryConstructorOf(Type type) => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public)
        .Where(constructor => constructor.GetParameters() is { Length: > 0 } parameters && parameters.All(parameter => IsProperty(type, parameter)))
        .MaxBy(constructor => constructor.GetParameters().Length);

    public static PropertyInfo? PropertyOf(Type type, ParameterInfo parameter) =>
        type.GetProperty(parameter.Name!, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase);

    public static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } plain)
            return NameOf(plain) + "?";
        if (type.Name.Contains("AnonymousType", StringComparison.Ordinal))
            return "the anonymous type";
        return !type.IsGenericType
            ? type.Name
            : $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }

    public static string AdviceFor(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(decimal))
            return "write double";
        if (plain == typeof(DateTimeOffset))
            return "write DateTime, in UTC";
        if (plain == typeof(TimeSpan))
            return "write double and hold seconds";
        if (plain == typeof(ulong))
            return "write long";
        if (plain.IsEnum || plain == typeof(Guid) || plain == typeof(char) || plain == typeof(TimeOnly) || plain == typeof(Uri))
            return "write string";
        return "a column is a bool, int, long, double, string, DateOnly or DateTime; leave others out with [NotMapped]";
    }

    private static IEnumerable<PropertyInfo> DeclaredIn(Type type)
    {
        List<string> parameters = PrimaryConstructorOf(type)?.GetParameters().Select(parameter => parameter.Name!).ToList() ?? [];
        return type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .Where(property => property.GetCustomAttribute<NotMappedAttribute>() is null)
            .Select(property => (Property: property, Position: Position(parameters, property)))
            .Where(item => item.Position < int.MaxValue || item.Property.SetMethod is { IsPublic: true })
            .OrderBy(item => item.Position)
            .ThenBy(item => item.Property.MetadataToken)
            .Select(item => item.Property);
    }

    private static int Position(List<string> parameters, PropertyInfo property)
    {
        int index = parameters.FindIndex(parameter => string.Equals(parameter, property.Name, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? int.MaxValue : index;
    }

    private static bool IsProperty(Type type, ParameterInfo parameter) =>
        PropertyOf(type, parameter) is { } property && property.PropertyType == parameter.ParameterType;
}
