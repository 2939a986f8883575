using DuckDB.NET.Data;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra;

public sealed class CasingTests
{
    [Theory]
    [InlineData("upper")]
    [InlineData("lower")]
    public void Every_letter_has_the_same_case_in_both_engines(string function)
    {
        ScalarNode value = FunctionTable.Call(function, new ColumnNode("s", DataType.String, false));
        Schema schema = new([new("s", DataType.String, false)]);
        Func<RowBuffer, object?> dotNet = ExpressionCompiler.Compile(value, schema);
        RowBuffer row = new(schema);
        using DuckDBConnection connection = TwoEngines.OpenConnection();
        using DuckDBCommand command = connection.CreateCommand();

        // The letters with case lie below U+1F000.
        command.CommandText = $"SELECT s, {DuckDbDialect.Scalar(value)} FROM (SELECT chr(x::INTEGER) AS s FROM range(1, 126976) r(x) WHERE x < 55296 OR x > 57343)";
        using DuckDBDataReader reader = command.ExecuteReader();
        List<string> differences = [];
        while (reader.Read())
        {
            row.SetString(0, reader.GetString(0));
            if ((string)dotNet(row)! != reader.GetString(1))
                differences.Add($"U+{char.ConvertToUtf32(reader.GetString(0), 0):X4}: .NET {dotNet(row)}, DuckDB {reader.GetString(1)}");
        }

        Assert.Empty(differences);
    }
}
