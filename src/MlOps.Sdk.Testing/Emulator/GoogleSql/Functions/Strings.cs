using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;
using static MlOps.Sdk.Testing.Emulator.GoogleSql.GoogleSqlType;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Functions of texts.</summary>
internal static class Strings
{
    // BigQuery's own limit on a value is larger; this keeps a test's process alive.
    private const long MostCharacters = 10_000_000;

    private static readonly GoogleSqlType s_string = GoogleSqlType.String;

    public static IReadOnlyList<SqlFunction> All =>
    [
        SqlFunction.Of("LENGTH", Overload.Native("length({0})", GoogleSqlType.Int64, s_string), Overload.Native("octet_length({0})", GoogleSqlType.Int64, Bytes)),
        SqlFunction.Of("CHAR_LENGTH", Overload.Native("length({0})", GoogleSqlType.Int64, s_string)),
        SqlFunction.Of("CHARACTER_LENGTH", Overload.Native("length({0})", GoogleSqlType.Int64, s_string)),
        SqlFunction.Of("BYTE_LENGTH", Overload.Native("strlen({0})", GoogleSqlType.Int64, s_string), Overload.Native("octet_length({0})", GoogleSqlType.Int64, Bytes)),
        SqlFunction.Of("OCTET_LENGTH", Overload.Native("strlen({0})", GoogleSqlType.Int64, s_string), Overload.Native("octet_length({0})", GoogleSqlType.Int64, Bytes)),
        SqlFunction.Of("UPPER", Overload.Of("gs_upper", (string text) => LetterCase.Upper(text))),
        SqlFunction.Of("LOWER", Overload.Of("gs_lower", (string text) => LetterCase.Lower(text))),
        SqlFunction.Of("INITCAP", Overload.Of("gs_initcap", (string text) => Capitalized(text, " \t\n\r[](){}/|<>!?@\"^#$&~_,.:;*%+-")), Overload.Of("gs_initcap_by", (string text, string delimiters) => Capitalized(text, delimiters))),
        SqlFunction.Of("SUBSTR", Part),
        SqlFunction.Of("SUBSTRING", Part),
        SqlFunction.Of("LEFT", Overload.Of("gs_left", (string text, long count) => count < 0 ? throw new SqlFailure("Second argument in LEFT() cannot be negative") : CodePoints.Part(text, 1, count))),
        SqlFunction.Of("RIGHT", Overload.Of("gs_right", (string text, long count) => Right(text, count))),
        SqlFunction.Of("REVERSE", Overload.Of("gs_reverse", (string text) => CodePoints.Reversed(text))),
        SqlFunction.Of("REPEAT", Overload.Of("gs_repeat", (string text, long count) => Repeated(text, count))),
        SqlFunction.Of("REPLACE", Overload.Of("gs_replace", (string text, string old, string with) => old.Length == 0 ? text : text.Replace(old, with, StringComparison.Ordinal))),
        SqlFunction.Of("TRANSLATE", Overload.Of("gs_translate", (string text, string from, string to) => Translated(text, from, to))),
        Trim("TRIM", "gs_trim", start: true, end: true), Trim("LTRIM", "gs_ltrim", start: true, end: false), Trim("RTRIM", "gs_rtrim", start: false, end: true),
        Pad("LPAD", "gs_lpad", left: true), Pad("RPAD", "gs_rpad", left: false),
        SqlFunction.Special("CONCAT", Concat),
        SqlFunction.Of("ASCII", Overload.Of("gs_ascii", (string text) => text.Length == 0 ? 0L : text[0] < 128 ? text[0] : throw new SqlFailure($"Non-ASCII value in ASCII: {text}"))),
        SqlFunction.Of("UNICODE", Overload.Of("gs_unicode", (string text) => text.Length == 0 ? 0L : char.ConvertToUtf32(text, 0))),
        SqlFunction.Of("CHR", Overload.Of("gs_chr", (long code) => Character(code))),
        SqlFunction.Of("SOUNDEX", Overload.Of("gs_soundex", (string text) => Soundex.Of(text))),
        SqlFunction.Of("NORMALIZE", Overload.Of("gs_normalize", (string text) => text.Normalize(System.Text.NormalizationForm.FormC))),
        SqlFunction.Special("FORMAT", call => throw call.NotSupported("FORMAT; write CONCAT and CAST")),
    ];

    public static string Character(long code) => code is >= 0 and <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF)
        ? code == 0 ? "\0" : char.ConvertFromUtf32((int)code)
        : throw new SqlFailure($"Invalid codepoint {code}");

    private static Overload[] Part { get; } =
    [
        Overload.Of("gs_substr", (string text, long position) => CodePoints.Part(text, position, long.MaxValue)),
        Overload.Of("gs_substr_of", (string text, long position, long length) => CodePoints.Part(text, position, length)),
    ];

    private static string Right(string text, long count)
    {
        if (count < 0)
            throw new SqlFailure("Second argument in RIGHT() cannot be negative");
        System.Text.Rune[] letters = CodePoints.Of(text);
        return CodePoints.Text(letters.AsSpan((int)Math.Max(0, letters.Length - count)));
    }

    private static string Repeated(string text, long count)
    {
        if (count < 0)
            throw new SqlFailure("Second argument in REPEAT cannot be negative");
        if ((Int128)text.Length * count > MostCharacters)
            throw new SqlFailure("Output of REPEAT exceeds max allowed output size");
        return new System.Text.StringBuilder().Insert(0, text, text.Length == 0 ? 0 : (int)count).ToString();
    }

    private static string Translated(string text, string from, string to)
    {
        System.Text.Rune[] sources = CodePoints.Of(from);
        System.Text.Rune[] targets = CodePoints.Of(to);
        if (sources.Distinct().Count() < sources.Length)
            throw new SqlFailure("Duplicate character in TRANSLATE source characters");
        return CodePoints.Text([.. CodePoints.Of(text).SelectMany(letter => Array.IndexOf(sources, letter) is var index && index < 0 ? [letter]
            : index < targets.Length ? (System.Text.Rune[])[targets[index]] : [])]);
    }

    private static string Capitalized(string text, string delimiters)
    {
        System.Text.StringBuilder result = new();
        bool isFirst = true;
        foreach (System.Text.Rune letter in text.EnumerateRunes())
        {
            result.Append(isFirst ? LetterCase.Upper(letter.ToString()) : LetterCase.Lower(letter.ToString()));
            isFirst = delimiters.Contains(letter.ToString(), StringComparison.Ordinal);
        }

        return result.ToString();
    }

    private static SqlFunction Trim(string name, string computed, bool start, bool end) => SqlFunction.Of(
        name,
        Overload.Of(computed, (string text) => CodePoints.Trimmed(text, null, start, end)),
        Overload.Of($"{computed}_of", (string text, string characters) => CodePoints.Trimmed(text, characters, start, end)));

    private static SqlFunction Pad(string name, string computed, bool left) => SqlFunction.Of(
        name,
        Overload.Of(computed, (string text, long length) => CodePoints.Padded(text, length, " ", left)),
        Overload.Of($"{computed}_with", (string text, long length, string pattern) => CodePoints.Padded(text, length, pattern, left)));

    // Null makes the whole null, as || does and DuckDB's concat doesn't.
    private static Typed Concat(FunctionCall call)
    {
        call.RequireCount(1, int.MaxValue);
        GoogleSqlType type = call.Arguments[0].Type.Kind == GoogleSqlTypeKind.Bytes ? Bytes : s_string;
        string[] parts = [.. Enumerable.Range(0, call.Count).Select(index => call.Require(index, type).Sql)];
        return Typed.Of(type, parts.Length == 1 ? parts[0] : $"({string.Join(" || ", parts)})", call.Arguments);
    }
}
