using System.Globalization;
using DuckDB.NET.Data;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Computes values over a table of rows both in .NET and in DuckDB.</summary>
public sealed class TwoEngines : IDisposable
{
    private readonly DuckDBConnection _connection;
    private readonly bool _owned;
    private readonly object?[][] _rows;

    public TwoEngines(Schema schema, params object?[][] rows)
        : this(OpenConnection(), schema, rows) => _owned = true;

    /// <summary>Puts the rows into the table <c>input</c> of a connection, instead of those that were there.</summary>
    public TwoEngines(DuckDBConnection connection, Schema schema, params object?[][] rows)
    {
        _connection = connection;
        Schema = schema;
        _rows = rows;
        string columns = string.Join(", ", schema.Columns.Select((column, i) => $"v.c{i} AS {DuckDbDialect.Identifier(column.Name)}"));
        string names = string.Join(", ", schema.Columns.Select((_, i) => $"c{i}"));
        string values = string.Join(", ", rows.Select((row, id) =>
            $"({id}, {string.Join(", ", row.Select((value, i) => DuckDbDialect.Scalar(Constant(value, schema.Columns[i].Type))))})"));
        Execute($"CREATE OR REPLACE TABLE input AS SELECT v.id AS \"#\", {columns} FROM (VALUES {values}) v(id, {names})");
    }

    public Schema Schema { get; }

    public int Count => _rows.Length;

    public static DuckDBConnection OpenConnection()
    {
        DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        FarmFingerprint.Register(connection);
        return connection;
    }

    public static ConstantNode Constant(object? value, DataType type) => value is null ? ConstantNode.Null(type) : ConstantNode.Of(value);

    /// <summary>Differences between the engines over all rows, in words; empty if there are none.</summary>
    /// <remarks>DuckDB may skip an argument that would fail where another is null; nested expressions are allowed that.</remarks>
    public string Compare(ScalarNode value, double tolerance = 0, bool nullMayHideErrors = false)
    {
        object?[] expected = InDotNet(value, _rows);
        int[] computable = Enumerable.Range(0, Count).Where(i => expected[i] is not EvaluationException).ToArray();
        List<string> differences = [];
        if (computable.Length > 0)
        {
            string sql = DuckDbDialect.Scalar(value);
            List<object?[]> actual = Query($"SELECT \"#\", {sql} FROM input WHERE \"#\" IN ({string.Join(", ", computable)}) ORDER BY 1", out string? error);
            if (error is not null)
                differences.Add($"DuckDB failed where .NET gives values: {error}");
            foreach (object?[] row in actual)
            {
                int id = Convert.ToInt32(row[0], CultureInfo.InvariantCulture);
                if (!Same(expected[id], row[1], tolerance))
                    differences.Add($"row {Show(_rows[id])}: .NET {Show(expected[id])}, DuckDB {Show(row[1])}");
            }

            if (value.Type == DataType.Boolean && error is null)
                differences.AddRange(CompareCondition(value, expected, computable));
        }

        foreach (int id in Enumerable.Range(0, Count).Except(computable).Take(2))
        {
            List<object?[]> actual = Query($"SELECT {DuckDbDialect.Scalar(value)} FROM input WHERE \"#\" = {id}", out string? error);
            if (error is null && !nullMayHideErrors)
                differences.Add($"row {Show(_rows[id])}: .NET fails ({((Exception)expected[id]!).Message}), DuckDB gives {Show(actual[0][0])}");
        }

        return differences.Count == 0 ? "" : $"{value}\nSQL {DuckDbDialect.Scalar(value)}\ncolumns {Schema}\n{string.Join("\n", differences.Take(5))}\n";
    }

    /// <summary>The values computed by .NET from rows, or an <see cref="EvaluationException"/> where there is none.</summary>
    public object?[] InDotNet(ScalarNode value, params object?[][] rows)
    {
        Func<RowBuffer, object?> compiled = ExpressionCompiler.Compile(value, Schema);
        RowBuffer buffer = new(Schema);
        return rows.Select(row =>
        {
            for (int i = 0; i < row.Length; i++)
                buffer.Set(i, row[i]);
            try
            {
                return compiled(buffer);
            }
            catch (EvaluationException exception)
            {
                return exception;
            }
        }).ToArray();
    }

    public List<object?[]> Query(string sql, out string? error)
    {
        List<object?[]> rows = [];
        error = null;
        try
        {
            using DuckDBCommand command = _connection.CreateCommand();
            command.CommandText = sql;
            using DuckDBDataReader reader = command.ExecuteReader();
            while (reader.Read())
                rows.Add(Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i)).ToArray());
        }
        catch (DuckDBException exception)
        {
            error = exception.Message;
        }

        return rows;
    }

    public static bool Same(object? expected, object? actual, double tolerance)
    {
        if (expected is double x && actual is double y)
            return x.Equals(y) || (double.IsFinite(x) && double.IsFinite(y) && Math.Abs(x - y) <= tolerance * Math.Max(Math.Abs(x), Math.Abs(y)));
        return Equals(expected, actual);
    }

    public static string Show(object? value) => value switch
    {
        null => "null",
        object?[] row => $"({string.Join(", ", row.Select(Show))})",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
        string text => $"\"{text}\"",
        EvaluationException exception => $"error: {exception.Message}",
        IFormattable other => $"{other.ToString(null, CultureInfo.InvariantCulture)}:{value.GetType().Name}",
        _ => $"{value}",
    };

    public void Dispose()
    {
        if (_owned)
            _connection.Dispose();
    }

    private List<string> CompareCondition(ScalarNode value, object?[] expected, int[] computable)
    {
        string sql = $"SELECT \"#\" FROM input WHERE \"#\" IN ({string.Join(", ", computable)}) AND ({DuckDbDialect.Condition(value)}) ORDER BY 1";
        int[] chosen = Query(sql, out string? error).Select(row => Convert.ToInt32(row[0], CultureInfo.InvariantCulture)).ToArray();
        int[] wanted = computable.Where(id => expected[id] is true).ToArray();
        return error is null && chosen.SequenceEqual(wanted)
            ? []
            : [$"as a condition {DuckDbDialect.Condition(value)}: .NET chooses rows {string.Join(", ", wanted)}, DuckDB {string.Join(", ", chosen)} {error}"];
    }

    private void Execute(string sql)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
