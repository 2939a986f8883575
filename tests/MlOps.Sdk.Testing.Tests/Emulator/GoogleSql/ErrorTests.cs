using MlOps.Sdk.Testing.Emulator.GoogleSql;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Tests.Emulator.GoogleSql;

/// <summary>Refusals are worded, and placed, as BigQuery words and places them.</summary>
public sealed class ErrorTests
{
    [Theory]
    [InlineData("SELECT x", "Unrecognized name: x at [1:8]")]
    [InlineData("SELECT Id,\n\tOrgin FROM trips", "Unrecognized name: Orgin; Did you mean Origin? at [2:9]")]
    [InlineData("SELECT t.x FROM trips AS t", "Name x not found inside t at [1:10]")]
    [InlineData("SELECT 'é😀', x", "Unrecognized name: x at [1:14]")]
    [InlineData("SELECT FOO(1)", "Function not found: FOO at [1:8]")]
    [InlineData("SELECT NOPE.FOO(1)", "Function not found: NOPE.FOO at [1:8]")]
    [InlineData("SELECT REGEXP_INSTR('a', 'b')", "The emulator's GoogleSQL doesn't support the function REGEXP_INSTR at [1:8]")]
    [InlineData("SELECT ML.NGRAMS(x, 2) FROM trips", "The emulator's GoogleSQL doesn't support the function ML.NGRAMS at [1:8]")]
    [InlineData("SELECT 'a' + 1", "No matching signature for operator + for argument types: STRING, INT64.")]
    [InlineData("SELECT LN('a')", "No matching signature for function LN for argument types: STRING. Supported signature: LN(FLOAT64) at [1:8]")]
    [InlineData("SELECT Origin FROM trips GROUP BY Destination", "SELECT list expression references column Origin which is neither grouped nor aggregated at [1:8]")]
    [InlineData("SELECT Id FROM trips WHERE COUNT(*) > 1", "Aggregate function COUNT not allowed in WHERE clause at [1:28]")]
    [InlineData("SELECT Id FROM trips WHERE ROW_NUMBER() OVER () = 1", "Analytic function not allowed in WHERE clause at [1:28]")]
    [InlineData("SELECT SUM(SUM(Id)) FROM trips", "Aggregate function SUM not allowed in the argument of SUM at [1:12]")]
    [InlineData("SELECT ROW_NUMBER() FROM trips", "Analytic function ROW_NUMBER cannot be called without an OVER clause at [1:8]")]
    [InlineData("SELECT Code FROM airports a JOIN airports b ON TRUE", "Column name Code is ambiguous at [1:8]")]
    [InlineData("SELECT 1 FROM trips, trips", "Duplicate table alias trips in the same FROM clause at [1:22]")]
    [InlineData("SELECT 1 FROM trips WHERE Id", "WHERE clause should return type BOOL, but returns type INT64 at [1:27]")]
    [InlineData("SELECT 1 UNION ALL SELECT 1, 2", "Queries in UNION ALL have mismatched column count; query 1 has 1 columns, query 2 has 2 columns at [1:20]")]
    [InlineData("SELECT 1 UNION ALL SELECT 'a'", "Column 1 in UNION ALL has incompatible types: INT64, STRING at [1:20]")]
    [InlineData("SELECT 1 UNION SELECT 1", "Syntax error: Expected keyword ALL or keyword DISTINCT but got keyword SELECT at [1:16]")]
    [InlineData("SELECT Id FROM trips ORDER BY 2", "ORDER BY column number item is out of range. Column numbers must be between 1 and 1 inclusive at [1:31]")]
    [InlineData("SELECT (SELECT 1, 2)", "Scalar subquery cannot have more than one column")]
    [InlineData("SELECT CAST(TRUE AS FLOAT64)", "Invalid cast from BOOL to FLOAT64 at [1:8]")]
    [InlineData("SELECT x.y FROM (SELECT 1 AS x)", "Cannot access field y on a value with type INT64 at [1:10]")]
    [InlineData("SELECT @p", "Query parameter 'p' not found at [1:8]")]
    [InlineData("SELECT * FROM trips TABLESAMPLE SYSTEM (1)", "Syntax error: Expected keyword PERCENT but got \")\" at [1:42]")]
    [InlineData("", "Syntax error: Unexpected end of script at [1:1]")]
    [InlineData("SELECT", "Syntax error: Unexpected end of script at [1:7]")]
    [InlineData("SELECT FROM trips", "Syntax error: SELECT list must not be empty at [1:8]")]
    [InlineData("SELECT 1 FROM", "Syntax error: Unexpected end of script at [1:14]")]
    [InlineData("SELECT (1", "Syntax error: Expected \")\" but got end of script at [1:10]")]
    [InlineData("SELECT 1 1", "Syntax error: Expected end of input but got integer literal \"1\" at [1:10]")]
    [InlineData("SELECT 1; SELECT 2", "Syntax error: Expected end of input but got keyword SELECT at [1:11]")]
    [InlineData("SELECT 1 = 2 = 3", "Syntax error: Unexpected \"=\" at [1:14]")]
    [InlineData("FOO", "Syntax error: Unexpected identifier \"FOO\" at [1:1]")]
    [InlineData("SELECT 'abc", "Syntax error: Unclosed string literal at [1:8]")]
    [InlineData("SELECT '''abc'", "Syntax error: Unclosed triple-quoted string literal at [1:8]")]
    [InlineData("SELECT `abc", "Syntax error: Unclosed identifier literal at [1:8]")]
    [InlineData("SELECT /* 1", "Syntax error: Unclosed comment at [1:8]")]
    [InlineData("SELECT '\\q'", "Syntax error: Illegal escape sequence: \\q at [1:9]")]
    [InlineData("SELECT 1 $ 2", "Syntax error: Illegal input character \"$\" at [1:10]")]
    [InlineData("SELECT 12abc", "Syntax error: Missing whitespace between literal and alias at [1:10]")]
    [InlineData("SELECT 9223372036854775808", "Invalid integer literal: 9223372036854775808 at [1:8]")]
    [InlineData("MERGE INTO trips USING x ON TRUE", "doesn't support MERGE statements at [1:1]")]
    [InlineData("SELECT FORMAT('%d', 1)", "doesn't support FORMAT")]
    [InlineData("SELECT x -> 1 FROM trips", "Syntax error: Expected end of input but got \"->\" at [1:10]")]
    [InlineData("SELECT COUNT(*)", "Aggregate function COUNT not allowed in SELECT without FROM clause at [1:8]")]
    public void A_statement_is_refused_in_BigQuerys_words(string sql, string message)
    {
        EmulatorException refusal = Refusal(sql);

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal("invalidQuery", refusal.Reason);
        Assert.Equal(400, refusal.Status);
    }

    [Fact]
    public void A_table_that_is_not_there_is_not_found()
    {
        EmulatorException refusal = Refusal("SELECT *\nFROM `other-project.flights.trips`");

        Assert.Equal("Not found: Table other-project:flights.trips was not found in location US at [2:6]", refusal.Message);
        Assert.Equal((404, "notFound"), (refusal.Status, refusal.Reason));
    }

    [Fact]
    public void A_model_that_is_not_there_is_not_found()
    {
        EmulatorException refusal = Refusal("SELECT * FROM ML.PREDICT(MODEL `flights.nope`, TABLE trips)");

        Assert.Equal("Not found: Model tests:flights.nope at [1:15]", refusal.Message);
        Assert.Equal((404, "notFound"), (refusal.Status, refusal.Reason));
    }

    private static EmulatorException Refusal(string sql)
    {
        using GoogleSqlDatabase database = new();
        return Assert.Throws<EmulatorException>(() => GoogleSqlTranslator.Translate(sql, database));
    }
}
