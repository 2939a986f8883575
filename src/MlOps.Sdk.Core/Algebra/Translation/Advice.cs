using System.Linq.Expressions;

namespace MlOps.Sdk.Algebra.Translation;

/// <summary>What to write instead of members and methods that have no counterpart.</summary>
internal static class Advice
{
    public const string WriteDate = "how a day is written depends on the culture; write ToString(\"yyyy-MM-dd\", CultureInfo.InvariantCulture)";
    private const string AddSpan = "write .AddDays(…), .AddHours(…), .AddMinutes(…) or .AddSeconds(…)";

    /// <summary>By the member, such as <c>String.ToUpper</c>.</summary>
    public static IReadOnlyDictionary<string, string> Known { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["String.ToUpper"] = "it depends on the machine's culture; write ToUpperInvariant()",
        ["String.ToLower"] = "it depends on the machine's culture; write ToLowerInvariant()",
        ["String.Format"] = "write the parts with +",
        ["String.get_Chars"] = "write Substring(position, 1) and compare it with a text, or Regex.IsMatch(text, pattern)",
        ["String.Compare"] = "it depends on the machine's culture; write string.CompareOrdinal(a, b) < 0",
        ["String.CompareTo"] = "it depends on the machine's culture; write string.CompareOrdinal(a, b) < 0",
        ["String.Split"] = "write IndexOf and Substring, or Regex.Match(text, pattern).Groups[1].Value",
        ["String.Equals"] = "it depends on the machine's culture; write == or Equals(…, StringComparison.OrdinalIgnoreCase)",
        ["String.Join"] = "write string.Join(separator, new[] { a, b }) with the texts one by one, or join them with +",
        ["Char.IsDigit"] = "write Regex.IsMatch(text, pattern) with a class such as [0-9]",
        ["Char.IsLetter"] = "write Regex.IsMatch(text, pattern) with a class such as [A-Za-z]",
        ["Regex.IsMatch"] = "write Regex.IsMatch(text, pattern) with a constant pattern and without options; for any case compare text.ToUpperInvariant()",
        ["Regex.Match"] = "write Regex.Match(text, pattern).Value with a constant pattern and without options; for any case take text.ToUpperInvariant()",
        ["Regex.Replace"] = "write Regex.Replace(text, pattern, replacement) with a constant pattern and without options",
        ["Double.TryParse"] = "write Parse.DoubleOrNull(text)",
        ["Int64.TryParse"] = "write Parse.Int64OrNull(text)",
        ["Int32.TryParse"] = "write Parse.Int64OrNull(text)",
        ["Boolean.TryParse"] = "write Parse.BooleanOrNull(text)",
        ["DateOnly.TryParseExact"] = "write Parse.DateOrNull(text, pattern)",
        ["DateTime.TryParseExact"] = "write Parse.TimestampOrNull(text, pattern)",
        ["Double.ToString"] = "how a double is written differs between engines; only whole numbers and Booleans can be written as texts",
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
        ["DateTime..ctor"] = "write new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc), and .AddMilliseconds(…) after it",
        ["DateOnly.ToString"] = WriteDate,
        ["DateTime.ToString"] = WriteDate,
        ["DateTime.ToShortDateString"] = WriteDate,
        ["DateOnly.ToDateTime"] = "write ToDateTime(TimeOnly.MinValue), and .AddHours(…) after it",
        ["DateTime.Add"] = AddSpan,
        ["DateTime.op_Addition"] = AddSpan,
        ["DateTime.AddTicks"] = "instants are whole microseconds; write AddMicroseconds",
        ["DateTime.Ticks"] = "write new DateTimeOffset(t, TimeSpan.Zero).ToUnixTimeMilliseconds()",
        ["DateTime.TimeOfDay"] = "write t.TimeOfDay.TotalHours, .TotalMinutes, .TotalSeconds or .TotalMilliseconds",
        ["DateTime.ToLocalTime"] = "an instant is in UTC already, and the machine's zone has no say",
        ["DateTime.ToUniversalTime"] = "an instant is in UTC already; leave it out",
        ["TimeSpan.Hours"] = "write (long)(a - b).TotalHours, with % 24 for what is left of a day",
        ["TimeSpan.Minutes"] = "write (long)(a - b).TotalMinutes, with % 60 for what is left of an hour",
        ["TimeSpan.Seconds"] = "write (long)(a - b).TotalSeconds, with % 60 for what is left of a minute",
        ["DateTime.op_Subtraction"] = "write (a - b).TotalDays, .TotalHours, .TotalMinutes or .TotalSeconds; or t.AddHours(-1)",
    };

    public static string ForMember(MemberExpression member)
    {
        Type owner = member.Member.DeclaringType!;
        if (Known.TryGetValue($"{owner.Name}.{member.Member.Name}", out string? advice))
            return advice;
        return RowType.DataTypeOf(owner) is null
            ? $"{CSharpText.TypeName(owner)} is not a type of columns; a row holds plain values, so give each of them a column of its own"
            : $"{CSharpText.TypeName(owner)}.{member.Member.Name} has no counterpart in the algebra{Offered(owner)}";
    }

    /// <summary>What to write instead of an operator that a type defines for itself; null if the algebra may know it.</summary>
    public static string? ForOperator(BinaryExpression binary) =>
        binary.Method is { } method ? Known.GetValueOrDefault($"{method.DeclaringType!.Name}.{method.Name}") : null;

    public static string ForNew(NewExpression created) =>
        Known.GetValueOrDefault($"{created.Type.Name}..ctor") ?? "it has no counterpart in the algebra";

    public static string ForMethod(MethodCallExpression call)
    {
        Type owner = call.Method.DeclaringType!;
        if (Known.TryGetValue($"{owner.Name}.{call.Method.Name}", out string? advice))
            return advice;
        return $"{CSharpText.TypeName(owner)}.{call.Method.Name} has no counterpart in the algebra with these arguments{Offered(owner)}";
    }

    private static string Offered(Type owner)
    {
        // What every object has says nothing of this one.
        string[] names = owner == typeof(object) ? [] : FunctionTable.All
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
