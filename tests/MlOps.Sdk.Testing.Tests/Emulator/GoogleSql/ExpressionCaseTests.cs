using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using MlOps.Sdk.Local.Tests.Algebra.Engines;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Tests.Emulator.GoogleSql;

/// <summary>Cases/*.txt by the emulator, and the same lines by Google's own engine.</summary>
public sealed class ExpressionCaseTests
{
    [Fact]
    public void Every_expression_has_its_value()
    {
        using GoogleSqlDatabase database = new();
        List<string> failures = [];
        foreach (ExpressionCase one in ExpressionCase.All)
        {
            string actual;
            try
            {
                actual = database.Query($"SELECT {one.Expression}");
            }
            catch (Exception exception) when (exception is DuckDBException or EmulatorException)
            {
                actual = $"error: {exception.Message}";
            }

            if (!IsSame(one, actual))
                failures.Add($"{one.Expression} => {one.Expected}, but {actual}");
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {ExpressionCase.All.Count}\n{string.Join("\n", failures)}");
        Assert.True(ExpressionCase.All.Count > 400, $"{ExpressionCase.All.Count}");
    }

    [Fact]
    public async Task Googles_engine_gives_the_same_values()
    {
        Assert.SkipWhen(!SpannerEmulator.IsInstalled, "there is no Google Cloud SDK with the Spanner emulator on this machine");
        SpannerEmulator emulator = await SpannerEmulator.Shared;
        string session = await emulator.CreateDatabaseAsync("CREATE TABLE none (id INT64) PRIMARY KEY (id)");
        List<string> failures = [];
        int judged = 0;
        foreach (ExpressionCase one in ExpressionCase.All.Where(one => !one.IsOnlyOfBigQuery))
        {
            JsonNode answer = await emulator.QueryAsync(session, $"SELECT {one.Expression}");
            string actual = answer["code"] is null ? Value(answer) : $"error: {answer["message"]}";

            // Spanner lacks some of BigQuery's functions and types.
            if (actual.Contains("not found", StringComparison.OrdinalIgnoreCase) || actual.Contains("Unsupported", StringComparison.OrdinalIgnoreCase)
                || actual.Contains("not supported", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            judged++;
            if (one.IsError ? !actual.StartsWith("error: ", StringComparison.Ordinal) : actual != one.Expected)
                failures.Add($"{one.Expression} => {one.Expected}, but {actual}");
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {judged}\n{string.Join("\n", failures)}");
        Assert.True(judged > 350, $"{judged}");
    }

    private static bool IsSame(ExpressionCase one, string actual) => one.Expected == "error"
        ? actual.StartsWith("error: ", StringComparison.Ordinal) && !actual.Contains("Binder Error", StringComparison.Ordinal) && !actual.Contains("Parser Error", StringComparison.Ordinal)
        : one.IsError ? actual.Contains(one.Expected["error: ".Length..], StringComparison.Ordinal) : actual == one.Expected;

    private static string Value(JsonNode answer) => Value(answer["rows"]![0]![0], answer["metadata"]!["rowType"]!["fields"]![0]!["type"]!);

    private static string Value(JsonNode? value, JsonNode type) => value is null ? "NULL" : (string?)type["code"] switch
    {
        "ARRAY" => $"[{string.Join(", ", value.AsArray().Select(item => Value(item, type["arrayElementType"]!)))}]",
        "BOOL" => (bool)value ? "true" : "false",
        "STRING" => $"'{((string)value!).Replace("\n", "\\n", StringComparison.Ordinal)}'",
        "FLOAT64" => value.GetValueKind() == JsonValueKind.String ? (string)value! : ((double)value).ToString("R", CultureInfo.InvariantCulture),
        "TIMESTAMP" => ((string)value!).TrimEnd('Z'),
        "BYTES" => Convert.ToHexString(Convert.FromBase64String((string)value!)),
        _ => (string)value!,
    };
}
