using System.Globalization;
using System.Linq.Expressions;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Days and instants as texts, in a pattern that is known beforehand.</summary>
internal static class DateFormats
{
    public static IReadOnlyList<Function> All => [FormatDate, FormatTimestamp];

    private static Function FormatDate { get; } = new("format_date")
    {
        Meaning = "The day in a pattern of y, M, d and literals.",
        Refusal = arguments => Problem(arguments, time: false),
        CSharp = [Form.Of((DateOnly d, string pattern) => d.ToString(pattern, CultureInfo.InvariantCulture))],
        DotNet = DotNetRendering.Build((call, arguments) => DotNetRendering.Inline(
            (DateOnly d, string pattern) => d.ToString(pattern, CultureInfo.InvariantCulture), [arguments[0], Pattern(call)])),
        Signatures = Signature.Of([DataType.Date, DataType.String], DataType.String),
        DuckDb = DateFormatPrinting.DuckDb,
        GoogleSql = DateFormatPrinting.GoogleSql,
        Python = DateFormatPrinting.Python,
    };

    private static Function FormatTimestamp { get; } = new("format_timestamp")
    {
        Meaning = "The instant, in UTC, in a pattern of y, M, d, H, m, s, f and literals; fractions are cut off.",
        Refusal = arguments => Problem(arguments, time: true),
        CSharp = [Form.Of((DateTime t, string pattern) => t.ToString(pattern, CultureInfo.InvariantCulture))],
        DotNet = DotNetRendering.Build((call, arguments) => DotNetRendering.Inline(
            (DateTime t, string pattern) => t.ToString(pattern, CultureInfo.InvariantCulture), [arguments[0], Pattern(call)])),
        Signatures = Signature.Of([DataType.Timestamp, DataType.String], DataType.String),
        DuckDb = DateFormatPrinting.DuckDb,
        GoogleSql = DateFormatPrinting.GoogleSql,
        Python = DateFormatPrinting.Python,
    };

    public static DateFormat FormatOf(CallNode call) =>
        DateFormat.Parse(((ConstantNode)call.Arguments[1]).Text!, call.Arguments[0].Type == DataType.Timestamp);

    private static ConstantExpression Pattern(CallNode call) => Expression.Constant(FormatOf(call).Pattern);

    private static string? Problem(IReadOnlyList<ScalarNode> arguments, bool time) => arguments[1] is ConstantNode { Text: { } pattern }
        ? DateFormat.ProblemOf(pattern, time)
        : "the pattern must be a constant or a captured variable";
}
