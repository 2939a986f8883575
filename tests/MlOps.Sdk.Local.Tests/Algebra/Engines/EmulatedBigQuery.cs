using DuckDB.NET.Data;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;
using MlOps.Sdk.Testing.Emulator.GoogleSql;
using MlOps.Sdk.Testing.Emulator.Http;
using EmulatedTable = MlOps.Sdk.Testing.Emulator.GoogleSql.GoogleSqlTable;

namespace MlOps.Sdk.Local.Tests.Algebra.Engines;

/// <summary>The emulator's BigQuery: GoogleSQL that is translated and executed by DuckDB.</summary>
internal sealed class EmulatedBigQuery : IGoogleSqlCatalog, IDisposable
{
    private readonly DuckDBConnection _connection = DuckDbMemory.Open();
    private readonly Dictionary<string, Schema> _tables = [];

    public EmulatedBigQuery() => GoogleSqlFunctions.Register(_connection);

    public string DefaultProject => "tests";

    public string? DefaultDataset => "data";

    public EmulatedTable? FindTable(TablePath path) => _tables.TryGetValue(path.Table, out Schema? schema)
        ? new EmulatedTable([.. schema.Columns.Select(column => new GoogleSqlColumn(column.Name, TypeOf(column.Type)))], DuckDbDialect.Identifier(path.Table))
        : null;

    public IReadOnlyList<GoogleSqlColumn>? ColumnsOf(ModelFunction function, TablePath model, IReadOnlyList<GoogleSqlColumn> input) => null;

    /// <summary>Makes a table anew; rows are written as GoogleSQL.</summary>
    public void Create(string name, Schema schema, IReadOnlyList<object?[]> rows)
    {
        _tables[name] = schema;
        string columns = string.Join(", ", schema.Columns.Select(column => $"{DuckDbDialect.Identifier(column.Name)} {TypeOf(column.Type).DuckDb}"));
        Execute($"CREATE OR REPLACE TABLE {DuckDbDialect.Identifier(name)} ({columns})");
        IEnumerable<string> values = rows.Select(row => $"({string.Join(", ", row.Select((value, i) =>
            EngineTables.Literal(value, schema.Columns[i].Type, GoogleSqlDialect.Scalar, "CODE_POINTS_TO_STRING([0])")))})");
        if (rows.Count > 0)
            Query($"INSERT INTO {name} VALUES {string.Join(", ", values)}");
    }

    /// <summary>The rows of a statement.</summary>
    /// <exception cref="EvaluationException">A value can't be computed.</exception>
    public List<object?[]> Query(string sql)
    {
        string translated;
        try
        {
            translated = GoogleSqlTranslator.Translate(sql, this).Sql;
        }
        catch (EmulatorException exception)
        {
            throw new InvalidOperationException($"{exception.Message}\n{sql}", exception);
        }

        try
        {
            return Execute(translated);
        }
        catch (DuckDBException exception)
        {
            // What DuckDB can't even bind is a fault of the translation, never a row that fails.
            throw exception.Message.StartsWith("Parser Error", StringComparison.Ordinal)
                || exception.Message.StartsWith("Binder Error", StringComparison.Ordinal)
                || exception.Message.StartsWith("Catalog Error", StringComparison.Ordinal)
                    ? new InvalidOperationException($"{exception.Message}\n{sql}\n{translated}")
                    : new EvaluationException(exception.Message, exception);
        }
    }

    public void Dispose() => _connection.Dispose();

    private static GoogleSqlType TypeOf(DataType type) => GoogleSqlType.Find(GoogleSqlText.TypeName(type))!;

    private List<object?[]> Execute(string sql)
    {
        using DuckDBCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(index => reader.IsDBNull(index) ? null : Normalized(reader.GetValue(index)))]);
        return rows;
    }

    private static object Normalized(object value) => value is DateTime instant ? DateTime.SpecifyKind(instant, DateTimeKind.Utc) : value;
}
