using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Random texts, nearly numbers and nearly dates: both engines must read the same ones, to the same values.</summary>
public sealed partial class ParsingTests
{
    private static readonly Schema s_schema = new([new("s", DataType.String, false)]);

    [Theory]
    [InlineData("parse_double", "0123456789+-.eE_ nafiNIty\t,x", null)]
    [InlineData("parse_int64", "0123456789+-. e_x\n", null)]
    [InlineData("parse_date", "01239/ -+", "d/M/yyyy")]
    [InlineData("parse_timestamp", "0123:-T ", "yyyy-M-dTH:m")]
    public void Both_engines_read_the_same_texts(string function, string alphabet, string? pattern)
    {
        ScalarNode column = new ColumnNode("s", DataType.String, false);
        ScalarNode value = pattern is null ? FunctionTable.Call(function, column) : FunctionTable.Call(function, column, ConstantNode.Of(pattern));
        Func<RowBuffer, object?> dotNet = ExpressionCompiler.Compile(value, s_schema);
        RowBuffer row = new(s_schema);
        using DuckDBConnection connection = TwoEngines.OpenConnection();
        using DuckDBCommand command = connection.CreateCommand();
        string rows = string.Join(", ", Texts(new Random(5), alphabet, pattern).Select(text => $"({DuckDbDialect.Literal(text)})"));

        // TRY turns DuckDB's own errors into null, but doesn't admit error(…).
        string sql = ErrorCall().Replace(DuckDbDialect.Scalar(value), "NULL");
        command.CommandText = $"SELECT s, TRY({sql}) FROM (VALUES {rows}) v(s)";
        using DuckDBDataReader reader = command.ExecuteReader();
        List<string> differences = [];
        int read = 0;
        while (reader.Read())
        {
            row.SetString(0, reader.GetString(0));
            object? expected = null;
            try
            {
                expected = dotNet(row);
                read++;
            }
            catch (EvaluationException)
            {
                // Not a number; DuckDB must say so too.
            }

            object? actual = reader.IsDBNull(1) ? null : reader.GetValue(1);
            if (!TwoEngines.Same(expected, actual, tolerance: 0))
                differences.Add($"{TwoEngines.Show(reader.GetString(0))}: .NET {TwoEngines.Show(expected)}, DuckDB {TwoEngines.Show(actual)}");
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences.OrderBy(text => text.Length).Take(20)));
        Assert.InRange(read, 50, 2990);
    }

    [GeneratedRegex(@"error\(concat\(.*?'\)\)")]
    private static partial Regex ErrorCall();

    // Half of the texts are drawn from the alphabet, half are well-formed ones with a character changed.
    private static IEnumerable<string> Texts(Random random, string alphabet, string? pattern)
    {
        string[] formed = pattern is null
            ? ["NaN", "-nan", "+nan", "Infinity", "-inf", "+INF", "infinit", "1.5e10", "-.5E-3", " 12 ", "+7", "9223372036854775807", "1e308", "00012", "1_0", "0x1f"]
            : pattern.Contains('T') ? ["2013-4-28T1:2", "2013-12-31T23:59", "0001-1-1T0:0"] : ["28/4/2013", "29/2/2000", "1/1/0001", "31/12/9999"];
        for (int i = 0; i < 1500; i++)
        {
            yield return string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            string text = formed[random.Next(formed.Length)];
            int position = random.Next(text.Length);
            yield return random.Next(3) == 0 ? text : text[..position] + alphabet[random.Next(alphabet.Length)] + text[(position + random.Next(2))..];
        }
    }
}
