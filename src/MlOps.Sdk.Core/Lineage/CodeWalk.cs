using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace MlOps.Sdk.Lineage;

/// <summary>Writes the code that a class reaches as text, in an order that depends on nothing but that code.</summary>
internal sealed class CodeWalk(StringBuilder text)
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly Dictionary<MemberInfo, int> _numbers = [];
    private readonly Queue<MemberInfo> _pending = new();

    public void Walk(Type start)
    {
        Meet(start);
        while (_pending.TryDequeue(out MemberInfo? member))
        {
            text.Append('\n').Append(NameOf(member)).Append('\n');
            if (member is Type type)
                WriteType(type, isStart: type == start);
            else
                WriteMethod((MethodBase)member);
        }
    }

    private void WriteType(Type type, bool isStart)
    {
        text.Append("base ").Append(type.BaseType is null ? "" : NameOf(type.BaseType)).Append('\n');
        foreach (FieldInfo field in type.GetFields(Declared & ~BindingFlags.Static).OrderBy(field => field.MetadataToken))
            text.Append("field ").Append(NameOf(field.FieldType)).Append('\n');

        // Made without a name in the code: what runs before the first use, and what others call through a base class or an interface.
        if (type.TypeInitializer is { } initializer)
            Meet(initializer);
        if (isStart)
        {
            foreach (ConstructorInfo constructor in type.GetConstructors(Declared & ~BindingFlags.Static).OrderBy(Signature, StringComparer.Ordinal))
                Meet(constructor);
        }

        foreach (MethodInfo method in type.GetMethods(Declared).Where(method => method.IsVirtual).OrderBy(Signature, StringComparer.Ordinal))
            Meet(method);
    }

    private void WriteMethod(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
            return;
        foreach (LocalVariableInfo local in body.LocalVariables)
            text.Append("local ").Append(NameOf(local.LocalType)).Append('\n');
        foreach (ExceptionHandlingClause clause in body.ExceptionHandlingClauses)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{clause.Flags} {clause.TryOffset}+{clause.TryLength} {clause.HandlerOffset}+{clause.HandlerLength} ");
            text.Append(clause is { Flags: ExceptionHandlingClauseOptions.Clause, CatchType: { } caught } ? NameOf(caught) : "").Append('\n');
        }

        foreach (Instruction instruction in Instruction.Read(method, body))
        {
            text.Append(instruction.Code);
            if (instruction.Operand is { } operand)
                text.Append(' ').Append(operand is MemberInfo member ? NameOf(member) : operand);
            text.Append('\n');
        }
    }

    /// <summary>Puts a member of the user's on the list of what is to be walked, once.</summary>
    private void Meet(MemberInfo member)
    {
        if (CodeIdentity.IsWalked(member.Module.Assembly) && _numbers.TryAdd(member, _numbers.Count))
            _pending.Enqueue(member);
    }

    private string NameOf(MemberInfo member) => member switch
    {
        Type type => NameOf(type),
        MethodBase method => NameOf(method),
        FieldInfo field => $"{NameOf(field.DeclaringType!)}::{NameOfField(field)}",
        _ => member.Name,
    };

    private string NameOf(Type type)
    {
        if (type.HasElementType)
            return $"{NameOf(type.GetElementType()!)}{type.Name[type.GetElementType()!.Name.Length..]}";
        if (type.IsGenericParameter)
            return $"!{type.GenericParameterPosition.ToString(CultureInfo.InvariantCulture)}";
        if (type.IsFunctionPointer)
            return type.ToString();

        Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        Meet(definition);
        string name = IsMadeUp(definition) ? Number(definition) : $"{definition.FullName}";
        return type.IsGenericType && !type.IsGenericTypeDefinition ? $"{name}[{string.Join(",", type.GetGenericArguments().Select(NameOf))}]" : name;
    }

    private string NameOf(MethodBase method)
    {
        MethodBase definition = DefinitionOf(method);
        Meet(definition);
        string arguments = method is MethodInfo { IsGenericMethod: true, IsGenericMethodDefinition: false }
            ? $"[{string.Join(",", method.GetGenericArguments().Select(NameOf))}]"
            : "";
        string declaring = method.DeclaringType is null ? "" : NameOf(method.DeclaringType);
        return IsMadeUp(definition) && !IsContentNamed(definition.DeclaringType)
            ? $"{declaring}::{Number(definition)}{arguments}"
            : $"{declaring}::{Signature(definition)}{arguments}";
    }

    // Data that the compiler made up is named by its own hash, which is as good as its content; a captured variable may be renamed.
    private string NameOfField(FieldInfo field)
    {
        if (IsContentNamed(field.DeclaringType) || !(field.Name.StartsWith('<') || IsMadeUp(field.DeclaringType!)))
            return field.Name;
        _numbers.TryAdd(field, _numbers.Count);
        return Number(field);
    }

    private string Number(MemberInfo member) =>
        $"#{(_numbers.TryGetValue(member, out int number) ? number : -1).ToString(CultureInfo.InvariantCulture)}";

    private static bool IsMadeUp(MemberInfo member) =>
        member.Name.StartsWith('<') && !member.Name.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal)
        || (member is Type && member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && member.Name.Contains('<'));

    private static bool IsContentNamed(Type? type) => type?.FullName?.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal) ?? false;

    private static MethodBase DefinitionOf(MethodBase method) =>
        method.DeclaringType is { IsGenericType: true } or null || method.IsGenericMethod ? method.Module.ResolveMethod(method.MetadataToken)! : method;

    private static string Signature(MethodBase method) => $"{method.Name}({string.Join(",", method.GetParameters().Select(parameter => parameter.ParameterType))})";
}
