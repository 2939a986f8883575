using System.Linq.Expressions;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>What to write instead of members and methods that have no counterpart.</summary>
internal static class Advice
{
    private static readonly Dictionary<string, string> s_known = new(StringComparer.Ordinal)
    {
        ["String.ToUpper"] = "it depends on the machine's culture; write ToUpperInvariant()",
        ["String.ToLower"] = "it depends on the machine's culture; write ToLowerInvariant()",
        ["String.Format"] = "write the parts with +",
        ["String.get_Chars"] = "write Substring(position, 1) and compare it with a text",
        ["String.Compare"] = "it depends on the machine's culture; write string.CompareOrdinal(a, b) < 0",
        ["String.CompareTo"] = "it depends on the machine's culture; write string.CompareOrdinal(a, b) < 0",
        ["String.Split"] = "write IndexOf and Substring",
        ["Double.TryParse"] = "write double.Parse behind a test of the text",
        ["Double.ToString"] = "how a double is written differs between engines; only whole numbers can be written as texts",
        ["Double.IsNegative"] = "write < 0; of 0 and −0 that is false",
        ["Double.IsPositiveInfinity"] = "write == double.PositiveInfinity",
        ["Double.IsNegativeInfinity"] = "write == double.NegativeInfinity",
        ["Math.DivRem"] = "write a / b and a % b",
        ["Math.BigMul"] = "write a * b; whole numbers have 64 bits",
        ["Convert.ToInt16"] = "write Convert.ToInt32(…); whole numbers are int or long",
        ["Convert.ToByte"] = "write Convert.ToInt32(…); whole numbers are int or long",
        ["Convert.ToSingle"] = "write Convert.ToDouble(…); there is no 32-bit float",
        ["Convert.ToDecimal"] = "write Convert.ToDouble(…); there is no decimal",
        ["DateOnly.DayOfWeek"] = "write (int) before it; Sunday is 0",
        ["DateTime.DayOfWeek"] = "write (int) before it; Sunday is 0",
        ["DateTime.AddDays"] = "write DateOnly.FromDateTime(…).AddDays(…)",
        ["DateTime.AddMonths"] = "write DateOnly.FromDateTime(…).AddMonths(…)",
        ["DateTime.op_Subtraction"] = "write (a - b).TotalDays, .TotalHours, .TotalMinutes or .TotalSeconds",
    };

    public static string ForMember(MemberExpression member)
    {
        Type owner = member.Member.DeclaringType!;
        if (s_known.TryGetValue($"{owner.Name}.{member.Member.Name}", out string? advice))
            return advice;
        return RowType.DataTypeOf(owner) is null
            ? $"{CSharpText.TypeName(owner)} is not a type of columns; a row holds plain values, so give each of them a column of its own"
            : $"{CSharpText.TypeName(owner)}.{member.Member.Name} has no counterpart in the algebra{Offered(owner)}";
    }

    public static string ForMethod(MethodCallExpression call)
    {
        Type owner = call.Method.DeclaringType!;
        if (s_known.TryGetValue($"{owner.Name}.{call.Method.Name}", out string? advice))
            return advice;
        return $"{CSharpText.TypeName(owner)}.{call.Method.Name} has no counterpart in the algebra with these arguments{Offered(owner)}";
    }

    private static string Offered(Type owner)
    {
        string[] names = FunctionTable.All
            .SelectMany(function => function.CSharp)
            .Select(form => form.Pattern.Body)
            .Select(body => body is UnaryExpression conversion ? conversion.Operand : body)
            .Select(body => body switch
            {
                MethodCallExpression call when call.Method.DeclaringType == owner => call.Method.Name,
                MemberExpression member when member.Member.DeclaringType == owner => member.Member.Name,
                _ => null,
            })
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();
        return names.Length == 0
            ? "; compute the value before the pipeline, or write it with operators"
            : $"; of {CSharpText.TypeName(owner)} there are {string.Join(", ", names)}";
    }
}
