using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Functions that read values from texts. A malformed text is an error.</summary>
[SuppressMessage("Globalization", "CA1305", Justification = "The C# forms are translated, never executed; their meaning is invariant and stated.")]
internal static class Parsing
{
    public static IReadOnlyList<Function> All => [ParseDouble, ParseInt64, ParseBoolean, ParseDate, ParseTimestamp];

    private static Function ParseDouble { get; } = new("parse_double")
    {
        Meaning = $"{TextForm.Double.Meaning}; an error if it writes none.",
        CanFail = static _ => true,
        CSharp =
        [
            Form.Of((string s) => double.Parse(s)),
            Form.Of((string s) => double.Parse(s, CultureInfo.InvariantCulture)),
            Form.Of((string s) => double.Parse(s, NumberStyles.Float, CultureInfo.InvariantCulture)),
            Form.Of((string s) => Convert.ToDouble(s, CultureInfo.InvariantCulture)),
        ],
        DotNet = DotNetRendering.Of((string s) => TextReading.Double(s)),
        DuckDb = TextForm.Double.Print,
        GoogleSql = TextForm.Double.Print,
        Python = call => $"parse_double({call[0]})",
    };

    private static Function ParseInt64 { get; } = new("parse_int64")
    {
        Meaning = $"{TextForm.Int64.Meaning}; an error if it writes none.",
        CanFail = static _ => true,
        CSharp =
        [
            Form.Of((string s) => long.Parse(s)),
            Form.Of((string s) => long.Parse(s, CultureInfo.InvariantCulture)),
            Form.Of((string s) => int.Parse(s)),
            Form.Of((string s) => int.Parse(s, CultureInfo.InvariantCulture)),
        ],
        DotNet = DotNetRendering.Of((string s) => TextReading.Int64(s)),
        DuckDb = TextForm.Int64.Print,
        GoogleSql = TextForm.Int64.Print,
        Python = call => $"parse_int64({call[0]})",
    };

    private static Function ParseBoolean { get; } = new("parse_boolean")
    {
        Meaning = $"{TextForm.Boolean.Meaning}; an error if it writes neither.",
        CanFail = static _ => true,
        CSharp = [Form.Of((string s) => bool.Parse(s)), Form.Of((string s) => Convert.ToBoolean(s, CultureInfo.InvariantCulture))],
        DotNet = DotNetRendering.Of((string s) => TextReading.Boolean(s)),
        DuckDb = TextForm.Boolean.Print,
        GoogleSql = TextForm.Boolean.Print,
        Python = call => $"parse_boolean({call[0]})",
    };

    private static Function ParseDate { get; } = new("parse_date")
    {
        Meaning = $"{TextForm.DayMeaning}; an error if it isn't of that form or there is no such day.",
        CanFail = static _ => true,
        Refusal = arguments => TextForm.PatternProblem(arguments, time: false),
        CSharp = [Form.Of((string s, string pattern) => DateOnly.ParseExact(s, pattern, CultureInfo.InvariantCulture))],
        DotNet = DotNetRendering.Of((string s, string pattern) => TextReading.Date(s, pattern)),
        DuckDb = call => TextForm.Of(call.Node).Print(call),
        GoogleSql = call => TextForm.Of(call.Node).Print(call),
        Python = call => $"parse_date({call[0]}, {PythonText.Literal(TextForm.Of(call.Node).Pattern)}, {call[1]})",
    };

    private static Function ParseTimestamp { get; } = new("parse_timestamp")
    {
        Meaning = $"{TextForm.InstantMeaning}; an error if it isn't of that form or there is no such time.",
        CanFail = static _ => true,
        Refusal = arguments => TextForm.PatternProblem(arguments, time: true),
        CSharp = [Form.Of((string s, string pattern) => DateTime.ParseExact(s, pattern, CultureInfo.InvariantCulture))],
        DotNet = DotNetRendering.Of((string s, string pattern) => TextReading.Timestamp(s, pattern)),
        DuckDb = call => TextForm.Of(call.Node).Print(call),
        GoogleSql = call => TextForm.Of(call.Node).Print(call),
        Python = call => $"parse_timestamp({call[0]}, {PythonText.Literal(TextForm.Of(call.Node).Pattern)}, {call[1]})",
    };
}
