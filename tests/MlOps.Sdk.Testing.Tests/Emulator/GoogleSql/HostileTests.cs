using System.Text;
using MlOps.Sdk.Testing.Emulator.GoogleSql;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Tests.Emulator.GoogleSql;

/// <summary>Whatever text comes, it is translated or refused: nothing hangs, overflows the stack, or means something else.</summary>
public sealed class HostileTests(GoogleSqlDatabase database) : IClassFixture<GoogleSqlDatabase>
{
    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("NOT ", "TRUE", "")]
    [InlineData("- ", "1", "")]
    [InlineData("(SELECT ", "1", ")")]
    [InlineData("ABS(", "1", ")")]
    [InlineData("[", "1", "]")]
    [InlineData("CASE WHEN TRUE THEN ", "1", " END")]
    public void Ten_thousand_levels_are_refused(string open, string middle, string close)
    {
        string sql = $"SELECT {Repeat(open, 10_000)}{middle}{Repeat(close, 10_000)}";

        EmulatorException refusal = Refusal(sql);

        Assert.Contains("nested too deeply", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT * FROM ", "(", "SELECT 1")]
    [InlineData("SELECT 1 FROM ", "(", "trips")]
    [InlineData("SELECT CAST(NULL AS ", "STRUCT<a ", "INT64")]
    public void Ten_thousand_levels_of_other_things_are_refused(string start, string open, string middle)
    {
        EmulatorException refusal = Refusal($"{start}{Repeat(open, 10_000)}{middle}");

        Assert.Contains("nested too deeply", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_chain_is_no_nesting()
    {
        Assert.Equal("300", database.Query($"SELECT {string.Join(" + ", Enumerable.Repeat("1", 300))}"));
        Assert.Equal("true", database.Query($"SELECT 5 IN ({string.Join(", ", Enumerable.Range(0, 5000))})"));
    }

    [Theory]
    [InlineData("SELECT 1 -- comment\n + 1", "2")]
    [InlineData("SELECT 1 # comment\n + 1", "2")]
    [InlineData("SELECT /* a 'b' */ 1", "1")]
    [InlineData("-- first\nSELECT 1;", "1")]
    [InlineData("SELECT @{hint=1} 1", "1")]
    [InlineData("SELECT '--', '/*', \"#\"", "'--', '/*', '#'")]
    [InlineData("SELECT 'it''s'", null)]
    [InlineData("SELECT \"'; DROP TABLE trips; --\"", "''; DROP TABLE trips; --'")]
    [InlineData("SELECT 1 AS `a\"b`", "1")]
    [InlineData("SELECT 1 AS `SELECT`", "1")]
    [InlineData("SELECT '😀' AS `é😀`", "'😀'")]
    [InlineData("SELECT\u00a01", "1")]
    [InlineData("select iD from TRIPS WHERE id = 1", null)]
    [InlineData("select iD from trips WHERE id = 1", "1")]
    public void Comments_quotes_and_case_are_read_as_they_should(string sql, string? expected)
    {
        if (expected is null)
            Assert.Throws<EmulatorException>(() => database.Query(sql));
        else
            Assert.Equal(expected, database.Query(sql));
    }

    [Fact]
    public void Random_pieces_are_translated_or_refused()
    {
        string[] pieces =
        [
            "SELECT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "(", ")", ",", "*", "trips", "Id", "Origin", "1", "'a'", "=", "+", "AS", "x", "JOIN", "ON", "UNNEST", "[", "]", ".",
            "CASE", "WHEN", "THEN", "END", "NOT", "IN", "WITH", "UNION ALL", "COUNT(*)", "NULL", "CAST(", "INT64", "<", ">", "`", "'", "STRUCT", "ARRAY", "INTERVAL", "DAY", "OVER", "LIMIT", "@p", "?",
        ];
        Random random = new(1);
        int refused = 0;
        for (int i = 0; i < 5000; i++)
        {
            string sql = $"SELECT {string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]))}";
            try
            {
                GoogleSqlTranslator.Translate(sql, database);
            }
            catch (EmulatorException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 3000, 4999);
    }

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private EmulatorException Refusal(string sql)
    {
        return Assert.Throws<EmulatorException>(() => GoogleSqlTranslator.Translate(sql, database));
    }
}
