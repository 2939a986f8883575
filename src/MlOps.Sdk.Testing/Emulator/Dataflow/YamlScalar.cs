using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>What a word without quotes is in YAML 1.1, as PyYAML's safe loader takes it.</summary>
internal static partial class YamlScalar
{
    public static JsonNode? Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => true,
        "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => false,
        _ when Whole().IsMatch(text) => Integer(text),
        _ when Fraction().IsMatch(text) => Number(text),
        _ when Date().IsMatch(text) => new JsonObject { ["!date"] = text },
        _ when Instant().IsMatch(text) => throw new FormatException($"'{text}' is an instant for YAML 1.1; put it in quotes."),
        _ => text,
    };

    private static JsonNode Integer(string text)
    {
        string digits = text.Replace("_", "", StringComparison.Ordinal);
        bool negative = digits.StartsWith('-');
        digits = digits.TrimStart('+', '-');
        BigInteger value = digits switch
        {
            "0" => 0,
            ['0', 'b', .. string binary] => binary.Aggregate(BigInteger.Zero, (sum, digit) => sum * 2 + (digit - '0')),
            ['0', 'x', .. string hexadecimal] => BigInteger.Parse($"0{hexadecimal}", NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            _ when digits.Contains(':', StringComparison.Ordinal) => Sexagesimal(digits),
            ['0', .. string octal] => octal.Aggregate(BigInteger.Zero, (sum, digit) => sum * 8 + (digit - '0')),
            _ => BigInteger.Parse(digits, CultureInfo.InvariantCulture),
        };
        return JsonNode.Parse((negative ? -value : value).ToString(CultureInfo.InvariantCulture))!;
    }

    private static BigInteger Sexagesimal(string digits) =>
        digits.Split(':').Aggregate(BigInteger.Zero, (sum, part) => sum * 60 + BigInteger.Parse(part, CultureInfo.InvariantCulture));

    private static JsonNode Number(string text)
    {
        string digits = text.Replace("_", "", StringComparison.Ordinal);
        if (digits.Contains("inf", StringComparison.OrdinalIgnoreCase) || digits.Contains("nan", StringComparison.OrdinalIgnoreCase) || digits.Contains(':', StringComparison.Ordinal))
            throw new FormatException($"'{text}' is a number for YAML 1.1; put it in quotes.");
        string written = double.Parse(digits, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);
        // Python tells a fraction from a whole number by its point.
        return JsonNode.Parse(written.AsSpan().IndexOfAny('.', 'E') >= 0 ? written : $"{written}.0")!;
    }

    [GeneratedRegex(@"\A(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\A(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z")]
    private static partial Regex Date();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?\z")]
    private static partial Regex Instant();
}
