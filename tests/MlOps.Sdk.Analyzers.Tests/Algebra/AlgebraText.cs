using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Functions;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Analyzers.Tests.Algebra;

/// <summary>Writes what the algebra can translate as the text that the analyzer reads.</summary>
internal static class AlgebraText
{
    private static readonly Type[] s_types =
    [
        .. new[] { typeof(object).Assembly, typeof(Uri).Assembly, typeof(RandomNumberGenerator).Assembly }
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => !type.IsGenericType && !type.IsEnum && type != typeof(void))
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    public static string Write(string how)
    {
        IEnumerable<string> lines =
        [
            "# What the algebra of MlOps.Sdk.Core can translate, for the analyzer. Generated; after a change to the function table:",
            $"# {how}",
            .. Types(),
            .. Advice.Known.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"member-advice {pair.Key} {pair.Value}"),
            .. Unrepeatable.Types.Select(type => $"unrepeatable {DocumentationId.Of(type)}"),
            .. Unrepeatable.Members.SelectMany(Members).Select(member => $"unrepeatable {DocumentationId.Of(member)}"),
            .. Unrepeatable.Exceptions.SelectMany(Members).Select(member => $"repeatable {DocumentationId.Of(member)}"),
            .. FunctionTable.All.SelectMany(Lines),
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<string> Types()
    {
        string other = RowProperties.AdviceFor(typeof(object));
        foreach (Type type in s_types)
        {
            if (RowType.DataTypeOf(type) is { } dataType)
                yield return $"type {DocumentationId.NameOf(type)} {dataType}";
            else if (RowProperties.AdviceFor(type) is { } advice && advice != other)
                yield return $"type-advice {DocumentationId.NameOf(type)} {advice}";
        }

        yield return $"type-advice enum {RowProperties.AdviceFor(typeof(DayOfWeek))}";
        yield return $"type-advice other {other}";
    }

    private static IEnumerable<MemberInfo> Members((Type Type, string Name) member) =>
        member.Type.GetMember(member.Name).OrderBy(DocumentationId.Of, StringComparer.Ordinal);

    private static IEnumerable<string> Lines(Function function) =>
    [
        $"function {function.Name}",
        .. function.Operators.Select(operation => $"operator {operation}"),
        .. function.Signatures.Select(signature => $"signature {signature}"),
        .. Constants(function),
        .. function.CSharp.Select(form => $"form {FormText.Of(form.Pattern)}"),
    ];

    // Why a function refuses columns is code; which of its arguments must be constants shows when columns are put in their places.
    private static IEnumerable<string> Constants(Function function)
    {
        foreach (Signature signature in function.Signatures.Take(1).Where(signature => signature.Rest.Count == 0))
        {
            ScalarNode[] columns = [.. signature.Parameters.Select((type, i) => new ColumnNode($"c{i}", type, Nullable: false))];
            if (function.Refusal(columns) is not { } refusal)
                continue;
            for (int i = 0; i < columns.Length; i++)
            {
                ScalarNode[] arguments = [.. columns];
                arguments[i] = Sample(signature.Parameters[i]);
                if (function.Refusal(arguments) != refusal)
                    yield return string.Create(CultureInfo.InvariantCulture, $"constant {i} {refusal}");
            }
        }
    }

    private static ConstantNode Sample(DataType type) => type switch
    {
        DataType.Boolean => ConstantNode.Of(true),
        DataType.Int64 => ConstantNode.Of(2L),
        DataType.Double => ConstantNode.Of(2.0),
        DataType.String => ConstantNode.Of("yyyy-MM-dd"),
        DataType.Date => ConstantNode.Of(DateOnly.MinValue),
        _ => ConstantNode.Of(DateTime.UnixEpoch),
    };
}
