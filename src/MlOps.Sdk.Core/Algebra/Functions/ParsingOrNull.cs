using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Algebra.Translation;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Functions that read values from texts. A malformed text gives null, and so does null.</summary>
internal static class ParsingOrNull
{
    public static IReadOnlyList<Function> All => [DoubleOrNull, Int64OrNull, BooleanOrNull, DateOrNull, TimestampOrNull];

    private static Function DoubleOrNull { get; } = new("double_or_null")
    {
        Meaning = $"{TextForm.Double.Meaning}; null if it writes none.",
        Nulls = NullRule.AlwaysNullable,
        CSharp = [Form.Of((string s) => Parse.DoubleOrNull(s))],
        DotNet = DotNetRendering.Of((string s) => TextReading.DoubleOrNull(s)),
        DuckDb = TextForm.Double.PrintOrNull,
        GoogleSql = TextForm.Double.PrintOrNull,
        Python = call => $"double_or_none({call[0]})",
    };

    private static Function Int64OrNull { get; } = new("int64_or_null")
    {
        Meaning = $"{TextForm.Int64.Meaning}; null if it writes none.",
        Nulls = NullRule.AlwaysNullable,
        CSharp = [Form.Of((string s) => Parse.Int64OrNull(s))],
        DotNet = DotNetRendering.Of((string s) => TextReading.Int64OrNull(s)),
        DuckDb = TextForm.Int64.PrintOrNull,
        GoogleSql = TextForm.Int64.PrintOrNull,
        Python = call => $"int64_or_none({call[0]})",
    };

    private static Function BooleanOrNull { get; } = new("boolean_or_null")
    {
        Meaning = $"{TextForm.Boolean.Meaning}; null if it writes neither.",
        Nulls = NullRule.AlwaysNullable,
        CSharp = [Form.Of((string s) => Parse.BooleanOrNull(s))],
        DotNet = DotNetRendering.Of((string s) => TextReading.BooleanOrNull(s)),
        DuckDb = TextForm.Boolean.PrintOrNull,
        GoogleSql = TextForm.Boolean.PrintOrNull,
        Python = call => $"boolean_or_none({call[0]})",
    };

    private static Function DateOrNull { get; } = new("date_or_null")
    {
        Meaning = $"{TextForm.DayMeaning}; null if it isn't of that form or there is no such day.",
        Nulls = NullRule.AlwaysNullable,
        Refusal = arguments => TextForm.PatternProblem(arguments, time: false),
        CSharp = [Form.Of((string s, string pattern) => Parse.DateOrNull(s, pattern))],
        DotNet = DotNetRendering.Of((string s, string pattern) => TextReading.DateOrNull(s, pattern)),
        DuckDb = call => TextForm.Of(call.Node).PrintOrNull(call),
        GoogleSql = call => TextForm.Of(call.Node).PrintOrNull(call),
        Python = call => $"date_or_none({call[0]}, {PythonText.Literal(TextForm.Of(call.Node).Pattern)})",
    };

    private static Function TimestampOrNull { get; } = new("timestamp_or_null")
    {
        Meaning = $"{TextForm.InstantMeaning}; null if it isn't of that form or there is no such time.",
        Nulls = NullRule.AlwaysNullable,
        Refusal = arguments => TextForm.PatternProblem(arguments, time: true),
        CSharp = [Form.Of((string s, string pattern) => Parse.TimestampOrNull(s, pattern))],
        DotNet = DotNetRendering.Of((string s, string pattern) => TextReading.TimestampOrNull(s, pattern)),
        DuckDb = call => TextForm.Of(call.Node).PrintOrNull(call),
        GoogleSql = call => TextForm.Of(call.Node).PrintOrNull(call),
        Python = call => $"timestamp_or_none({call[0]}, {PythonText.Literal(TextForm.Of(call.Node).Pattern)})",
    };
}
