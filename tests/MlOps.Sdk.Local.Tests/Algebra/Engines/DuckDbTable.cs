using System.Globalization;
using DuckDB.NET.Data;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra.Engines;

/// <summary>Rows in DuckDB.</summary>
internal sealed class DuckDbTable : SqlEngine, IEngine
{
    private readonly DuckDBConnection _connection = DuckDbMemory.Open();

    public DuckDbTable(Schema schema, object?[][] rows)
    {
        string columns = string.Join(", ", schema.Columns.Select((column, i) => $"v.c{i} AS {DuckDbDialect.Identifier(column.Name)}"));
        string names = string.Join(", ", schema.Columns.Select((_, i) => $"c{i}"));
        string values = string.Join(", ", rows.Select((row, id) =>
            $"({id}, {string.Join(", ", row.Select((value, i) => EngineTables.Literal(value, schema.Columns[i].Type, DuckDbDialect.Scalar, "chr(0)")))})"));
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = $"CREATE TABLE input AS SELECT v.id AS \"#\", {columns} FROM (VALUES {values}) v(id, {names})";
        command.ExecuteNonQuery();
    }

    public Engine Kind => Engine.DuckDb;

    public bool NullMayHideErrors => true;

    public string Print(ScalarNode value) => DuckDbDialect.Scalar(value);

    public void Dispose() => _connection.Dispose();

    protected override object?[] Query(ScalarNode value, IReadOnlyList<int> rows)
    {
        // A Boolean is asked for as a condition too, since that is printed in another way.
        string condition = value.Type == DataType.Boolean ? $"CASE WHEN {DuckDbDialect.Condition(value)} THEN true ELSE false END" : "false";
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = $"SELECT \"#\", {Print(value)}, {condition} FROM input WHERE \"#\" IN ({string.Join(", ", rows)})";
        Dictionary<int, object?> values = [];
        try
        {
            using DuckDBDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                object? read = reader.IsDBNull(1) ? null : reader.GetValue(1);
                if (value.Type == DataType.Boolean && reader.GetBoolean(2) != (read is true))
                    read = $"{read ?? "null"}, but as a condition {reader.GetBoolean(2)} by {DuckDbDialect.Condition(value)}";
                values[Convert.ToInt32(reader.GetValue(0), CultureInfo.InvariantCulture)] = read;
            }
        }
        catch (DuckDBException exception)
        {
            throw new EvaluationException(exception.Message, exception);
        }

        return [.. rows.Select(row => values[row])];
    }
}
