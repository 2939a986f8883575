using System.Collections;
using System.Globalization;
using DuckDB.NET.Data;
using MlOps.Sdk.Testing.Emulator.BigQuery;
using MlOps.Sdk.Testing.Emulator.GoogleSql;

namespace MlOps.Sdk.Testing.Tests.Emulator.GoogleSql;

/// <summary>A DuckDB with two tables that translated statements are run on.</summary>
public sealed class GoogleSqlDatabase : IGoogleSqlCatalog, IDisposable
{
    private static readonly GoogleSqlColumn[] s_trips =
    [
        new("Id", GoogleSqlType.Int64), new("Origin", GoogleSqlType.String), new("Destination", GoogleSqlType.String), new("Distance", GoogleSqlType.Float64),
        new("Fare", GoogleSqlType.Float64), new("Delay", GoogleSqlType.Int64), new("Note", GoogleSqlType.String), new("Day", GoogleSqlType.Date),
        new("Left", GoogleSqlType.Timestamp), new("Tags", GoogleSqlType.ArrayOf(GoogleSqlType.String)),
    ];

    private static readonly GoogleSqlColumn[] s_airports = [new("Code", GoogleSqlType.String), new("Name", GoogleSqlType.String), new("Longitude", GoogleSqlType.Float64)];

    private readonly Lazy<DuckDBConnection> _connection = new(Open);

    string IGoogleSqlCatalog.DefaultProject => "tests";

    string? IGoogleSqlCatalog.DefaultDataset => "flights";

    GoogleSqlTable? IGoogleSqlCatalog.FindTable(TablePath path) => path switch
    {
        ("tests", "flights", "trips") => new(s_trips, "trips"),
        ("tests", "flights", "airports") => new(s_airports, "airports"),
        _ => null,
    };

    IReadOnlyList<GoogleSqlColumn>? IGoogleSqlCatalog.ColumnsOf(ModelFunction function, TablePath model, IReadOnlyList<GoogleSqlColumn> input) =>
        model.Table == "model" ? [.. input, new("predicted_Delay", GoogleSqlType.Float64)] : null;

    /// <summary>A query's rows, each as a text.</summary>
    internal string Query(string sql, params GoogleSqlParameter[] parameters)
    {
        TranslatedStatement statement = GoogleSqlTranslator.Translate(sql, this, parameters, new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero));
        return string.Join("; ", Execute(statement.Sql, statement.Columns).Select(row => string.Join(", ", row.Select((value, i) => Text(value, statement.Columns[i].Type)))));
    }

    internal IReadOnlyList<object?[]> Execute(string sql, IReadOnlyList<GoogleSqlColumn>? columns = null)
    {
        using DuckDBCommand command = _connection.Value.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : Read(reader, i, columns?[i].Type.Element))]);
        return rows;
    }

    public void Dispose()
    {
        if (_connection.IsValueCreated)
            _connection.Value.Dispose();
    }

    // DuckDB.NET reads lists with nulls only into lists of nullable values.
    private static object? Read(DuckDBDataReader reader, int i, GoogleSqlType? element) => element?.Kind switch
    {
        GoogleSqlTypeKind.Int64 => reader.GetFieldValue<List<long?>>(i),
        GoogleSqlTypeKind.Float64 => reader.GetFieldValue<List<double?>>(i),
        GoogleSqlTypeKind.Date => reader.GetFieldValue<List<DateOnly?>>(i),
        _ => reader.GetValue(i),
    };

    /// <summary>A value as the case files write it.</summary>
    internal static string Text(object? value, GoogleSqlType type) => (type.Kind, value) switch
    {
        (_, null) => "NULL",
        (GoogleSqlTypeKind.Array, IEnumerable items) => $"[{string.Join(", ", items.Cast<object?>().Select(item => Text(item, type.Element!)))}]",
        (GoogleSqlTypeKind.Struct, IDictionary fields) => $"({string.Join(", ", type.Fields.Select((field, i) => Text(fields[type.DuckDbField(i)], field.Type)))})",
        (_, bool condition) => condition ? "true" : "false",
        (_, double number) => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity",
        (_, string text) => $"'{text.Replace("\n", "\\n", StringComparison.Ordinal)}'",
        (_, DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (_, DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        (_, Stream bytes) => Hex(bytes),
        (_, IFormattable other) => other.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"{value} of {type} has no text."),
    };

    private static string Hex(Stream bytes)
    {
        using MemoryStream copy = new();
        bytes.CopyTo(copy);
        return Convert.ToHexString(copy.ToArray());
    }

    // Only where a statement is run, since to register the functions takes longer than to translate.
    private static DuckDBConnection Open()
    {
        DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        FarmFingerprintFunction.Register(connection);
        GoogleSqlFunctions.Register(connection);
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE TABLE trips ({Columns(s_trips)});
            CREATE TABLE airports ({Columns(s_airports)});
            INSERT INTO trips VALUES
              (1, 'SEA', 'LAX', 954.5, 1.5, 5, '12', DATE '2024-02-29', TIMESTAMP '2024-02-29 12:34:56.5', ['a', 'b']),
              (2, 'LAX', 'SEA', 'NaN', 2.5, NULL, '0.5', DATE '2023-12-31', TIMESTAMP '2023-12-31 23:59:59', []),
              (3, 'SEA', 'SFO', 679, NULL, 61, '7', NULL, NULL, NULL);
            INSERT INTO airports VALUES ('SEA', 'Seattle', -122.3), ('SFO', 'San Francisco', -122.4);
            """;
        command.ExecuteNonQuery();
        return connection;
    }

    private static string Columns(GoogleSqlColumn[] columns) => string.Join(", ", columns.Select(column => $"\"{column.Name}\" {column.Type.DuckDb}"));
}
