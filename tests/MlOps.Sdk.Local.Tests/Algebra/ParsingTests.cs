using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Local.Tests.Algebra.Engines;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Random texts, nearly numbers and nearly dates: every engine must read the same ones, to the same values.</summary>
public sealed class ParsingTests
{
    private static readonly Schema s_schema = new([new("s", DataType.String, false)]);

    [Theory]
    [InlineData("double_or_null", "0123456789+-.eE_ nafiNIty\t,x", null)]
    [InlineData("int64_or_null", "0123456789+-. e_x\n", null)]
    [InlineData("boolean_or_null", "trueTRUEfalseFALSE \tſ", null)]
    [InlineData("date_or_null", "01239/ -+", "d/M/yyyy")]
    [InlineData("timestamp_or_null", "0123:-T ", "yyyy-M-dTH:m")]
    public async Task All_engines_read_the_same_texts(string function, string alphabet, string? pattern)
    {
        ColumnNode column = new("s", DataType.String, false);
        ScalarNode value = pattern is null ? FunctionTable.Call(function, column) : FunctionTable.Call(function, column, ConstantNode.Of(pattern));
        object?[][] rows = [.. Texts(new Random(5), alphabet, Formed(function)).Select(text => new object?[] { text })];
        using EngineTables engines = await EngineTables.CreateAsync(s_schema, rows);
        Assert.Empty(engines.Compare(value));
        Assert.InRange(engines.Expected(value).Count(read => read is not null), 50, rows.Length - 10);
    }

    private static string[] Formed(string function) => function switch
    {
        "boolean_or_null" => ["true", "False", " TRUE\n", "fALSE"],
        "date_or_null" => ["28/4/2013", "29/2/2000", "1/1/0001", "31/12/9999"],
        "timestamp_or_null" => ["2013-4-28T1:2", "2013-12-31T23:59", "0001-1-1T0:0"],
        _ => ["NaN", "-nan", "+nan", "Infinity", "-inf", "+INF", "infinit", "1.5e10", "-.5E-3", " 12 ", "+7", "9223372036854775807", "1e308", "00012", "1_0", "0x1f"],
    };

    // Half of the texts are drawn from the alphabet, a third are well-formed ones with a character changed; some numbers have many digits.
    private static IEnumerable<string> Texts(Random random, string alphabet, string[] formed)
    {
        for (int i = 0; i < 750; i++)
        {
            yield return string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            string text = formed[random.Next(formed.Length)];
            int position = random.Next(text.Length);
            yield return random.Next(3) == 0 ? text : text[..position] + alphabet[random.Next(alphabet.Length)] + text[(position + random.Next(2))..];
            if (i % 3 == 0)
                yield return $"{string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(10)))}.{random.NextInt64()}e{random.Next(-340, 310)}";
        }
    }
}
