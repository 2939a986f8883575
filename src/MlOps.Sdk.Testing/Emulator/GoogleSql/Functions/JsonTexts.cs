using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Values as JSON, and values out of JSON.</summary>
internal static class JsonTexts
{
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<ScalarFunction> Computed { get; } =
    [
        ScalarFunction.Of("gs_json_int64", (long number) => number is > 9007199254740992 or < -9007199254740992
            ? $"\"{number.ToString(CultureInfo.InvariantCulture)}\""
            : number.ToString(CultureInfo.InvariantCulture)),
        ScalarFunction.Of("gs_json_float64", (double number) => double.IsNaN(number) ? "\"NaN\""
            : double.IsInfinity(number) ? (number > 0 ? "\"Infinity\"" : "\"-Infinity\"")
            : Texts.Of(number)),
        ScalarFunction.Of("gs_json_string", (string text) => JsonSerializer.Serialize(text, s_options)),
        ScalarFunction.Of("gs_json_timestamp", (DateTime time) => $"\"{Texts.Of(time).Replace(' ', 'T')}Z\""),
        ScalarFunction.Of("gs_json_datetime", (DateTime time) => $"\"{Texts.Of(time).Replace(' ', 'T')}\""),
    ];

    public static IReadOnlyList<SqlFunction> All =>
    [
        SqlFunction.Special("TO_JSON_STRING", call =>
        {
            call.RequireCount(1, 1);
            return Typed.Of(GoogleSqlType.String, Print(call, Coercion.Typed(call.Arguments[0]).Type, Coercion.Typed(call.Arguments[0]).Sql), call.Arguments);
        }),
        SqlFunction.Special("JSON_VALUE", Value),
        SqlFunction.Special("JSON_EXTRACT_SCALAR", Value),
    ];

    private static string Print(FunctionCall call, GoogleSqlType type, string sql)
    {
        string variable = call.Resolver.Context.NewVariable();
        string text = type.Kind switch
        {
            GoogleSqlTypeKind.Bool => $"{sql}::VARCHAR",
            GoogleSqlTypeKind.Int64 or GoogleSqlTypeKind.Float64 or GoogleSqlTypeKind.String or GoogleSqlTypeKind.Timestamp or GoogleSqlTypeKind.DateTime =>
                $"gs_json_{type.Name.ToLowerInvariant()}({sql})",
            GoogleSqlTypeKind.Date => $"('\"' || {sql}::VARCHAR || '\"')",
            GoogleSqlTypeKind.Time => $"('\"' || gs_time_to_string({sql}) || '\"')",
            GoogleSqlTypeKind.Array => $"('[' || array_to_string(list_transform({sql}, lambda {variable}: {Print(call, type.Element!, variable)}), ',') || ']')",
            GoogleSqlTypeKind.Struct => call.Resolver.Once([new(type, sql)], one => $"(CASE WHEN {one[0]} IS NOT NULL THEN '{{' || {Fields(call, type, one[0])} || '}}' END)"),
            _ => throw call.NotSupported($"TO_JSON_STRING of {type}"),
        };
        return $"coalesce({text}, 'null')";
    }

    private static string Fields(FunctionCall call, GoogleSqlType type, string sql) => type.Fields.Count == 0 ? "''" : string.Join(" || ',' || ", type.Fields.Select((field, index) =>
        $"{DuckDbText.Literal(JsonSerializer.Serialize(field.Name, s_options) + ":")} || {Print(call, field.Type, $"struct_extract({sql}, {DuckDbText.Literal(type.DuckDbField(index))})")}"));

    // Objects and arrays have no value.
    private static Typed Value(FunctionCall call)
    {
        call.RequireCount(1, 2);
        Typed json = call.Arguments[0].Type.Kind == GoogleSqlTypeKind.Json ? call.Arguments[0] : call.Require(0, GoogleSqlType.String);
        string path = DuckDbText.Literal(call.Count > 1 ? call.Constant<string>(1, "a string literal") : "$");
        string sql = call.Resolver.Once([json], one =>
            $"(CASE WHEN json_valid({one[0]}) AND json_type({one[0]}, {path}) NOT IN ('OBJECT', 'ARRAY') THEN json_extract_string({one[0]}, {path}) END)");
        return Typed.Of(GoogleSqlType.String, sql, json);
    }
}
