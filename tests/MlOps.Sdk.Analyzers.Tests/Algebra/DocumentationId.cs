using System.Reflection;

namespace MlOps.Sdk.Analyzers.Tests.Algebra;

/// <summary>The names under which documentation comments know types and members: <c>M:System.Math.Abs(System.Double)</c>.</summary>
internal static class DocumentationId
{
    public static string Of(MemberInfo member) => member switch
    {
        Type type => $"T:{NameOf(type)}",
        MethodBase method => $"M:{Owner(method)}{Arity(method)}{Parameters(method)}{Result(method)}",
        PropertyInfo property => $"P:{Owner(property)}",
        FieldInfo field => $"F:{Owner(field)}",
        _ => throw new NotSupportedException($"{member} has no documentation id here; add its kind."),
    };

    /// <summary>A type without the <c>T:</c>, generic ones with their arguments.</summary>
    public static string NameOf(Type type)
    {
        if (type.IsGenericParameter)
            return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        if (type.IsArray)
            return $"{NameOf(type.GetElementType()!)}[]";
        string scope = type.IsNested ? NameOf(type.DeclaringType!) : type.Namespace!;
        string name = type.Name.Split('`')[0];
        return type.IsGenericType ? $"{scope}.{name}{{{string.Join(',', type.GetGenericArguments().Select(NameOf))}}}" : $"{scope}.{name}";
    }

    private static string Owner(MemberInfo member)
    {
        Type owner = member.DeclaringType!;
        string name = owner.IsGenericType ? $"{owner.Namespace}.{owner.Name}" : NameOf(owner);
        return $"{name}.{member.Name.Replace('.', '#')}";
    }

    private static string Arity(MethodBase method) => method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "";

    private static string Parameters(MethodBase method)
    {
        MethodBase definition = method is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericMethodDefinition() : method;
        string[] types = [.. definition.GetParameters().Select(parameter => NameOf(parameter.ParameterType))];
        return types.Length == 0 ? "" : $"({string.Join(',', types)})";
    }

    private static string Result(MethodBase method) =>
        method is MethodInfo { Name: "op_Implicit" or "op_Explicit" } conversion ? $"~{NameOf(conversion.ReturnType)}" : "";
}
