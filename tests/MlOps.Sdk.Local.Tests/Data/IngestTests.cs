using System.Data.Common;
using Microsoft.Data.Sqlite;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Local.Tests.Data;

public sealed class IngestTests : IDisposable
{
    private readonly DataBench _bench = new();

    [Theory]
    [InlineData("{\"Speed\":1.5,\"flight_id\":7,\"Late\":true,\"on\":\"28/4/2013\"}\n\n{\"flight_id\":\"8\",\"more\":{\"x\":[1]}}\n", true)]
    [InlineData("[{\"Speed\":1.5,\"flight_id\":7,\"Late\":true,\"on\":\"28/4/2013\"},\n{\"flight_id\":8,\"more\":{\"x\":[1]}}]", false)]
    public async Task JSON_is_read_by_key(string content, bool lines)
    {
        string path = _bench.Write("flights.json", content);
        Schema schema = new([
            new("FlightId", DataType.Int64, false), new("Speed", DataType.Double), new("Late", DataType.Boolean), new("On", DataType.Date), new("More", DataType.String)]);

        Dataset dataset = await IngestAsync(new JsonSourcePlan(path, lines) { DateFormat = "d/M/yyyy" }, schema);

        Assert.Equal(
            [[7L, 1.5, true, new DateOnly(2013, 4, 28), null], [8L, null, null, null, "{\"x\":[1]}"]],
            await _bench.RowsAsync(dataset));
    }

    [Fact]
    public async Task Malformed_JSON_values_are_all_named_with_their_line()
    {
        string path = _bench.Write("f.ndjson", "{\"a\":1,\"b\":1}\n{\"a\":1.5,\"b\":2}\n{\"a\":true,\"b\":\"x\"}\n{\"a\":4}\n");
        string message = await FailAsync(new JsonSourcePlan(path, true), new([new("a", DataType.Int64), new("b", DataType.Double, false)]));
        Assert.Contains("4 values can't be read", message);
        Assert.Contains("f.ndjson, line 2, column 'a': '1.5' is not an Int64", message);
        Assert.Contains("f.ndjson, line 3, column 'a': 'true' is not an Int64", message);
        Assert.Contains("f.ndjson, line 3, column 'b': 'x' is not a Double", message);
        Assert.Contains("f.ndjson, line 4, column 'b': there is no value", message);
    }

    [Fact]
    public async Task What_is_not_JSON_is_named_with_its_place()
    {
        string lines = _bench.Write("f.ndjson", "{\"a\":1}\n{\"a\":\n{\"a\":3}\n");
        string array = _bench.Write("f.json", "[{\"a\":1},{\"a\":x}]");
        Schema schema = new([new("a", DataType.Int64)]);
        Assert.Contains("f.ndjson, line 2: this is not JSON", await FailAsync(new JsonSourcePlan(lines, true), schema));
        Assert.Contains("f.json", await FailAsync(new JsonSourcePlan(array, false), schema));
    }

    [Fact]
    public async Task A_missing_JSON_key_is_suggested()
    {
        string path = _bench.Write("f.ndjson", "{\"sped\":1}\n");
        Assert.Contains(
            "there is no column 'Speed' (did you mean 'sped'?)", await FailAsync(new JsonSourcePlan(path, true), new([new("Speed", DataType.Double)])));
    }

    [Fact]
    public async Task JSON_types_are_inferred()
    {
        string path = _bench.Write("p.json", "[{\"Species\":\"Adelie\",\"Mass\":3750,\"Length\":39.1,\"When\":\"2026-01-01\"},{\"Species\":null,\"Mass\":1,\"Length\":3}]");
        Dataset dataset = await IngestAsync(new JsonSourcePlan(path, false), null);
        Assert.Equal("Species String?, Mass Int64, Length Double, When Date?", dataset.Schema.ToString());
    }

    [Fact]
    public async Task Parquet_is_used_in_place_in_the_six_types()
    {
        string path = Path.Combine(_bench.Folder, "year=2026 [x].parquet");
        await _bench.QueryAsync($"COPY (SELECT 7::INTEGER AS a, 1.25::DECIMAL(5,2) AS b, 'x' AS c, TIMESTAMPTZ '2026-01-01 10:00:00+02' AS t) TO {Sql.Text(path)} (FORMAT parquet)");

        Dataset dataset = await IngestAsync(new ParquetSourcePlan(path), null);

        Assert.Equal("a Int64, b Double, c String, t Timestamp", dataset.Schema.ToString());
        DataFile part = Assert.Single(dataset.Parts);
        Assert.Equal(path, part.Location);
        Assert.Equal([["BIGINT", "DOUBLE", "TIMESTAMP"]], await _bench.RowsAsync(dataset, "typeof(a), typeof(b), typeof(t)"));
        Assert.Equal([[7L, 1.25, "x", new DateTime(2026, 1, 1, 8, 0, 0)]], await _bench.RowsAsync(dataset));
    }

    [Fact]
    public async Task Parquet_with_other_names_or_nested_values_is_copied()
    {
        string path = Path.Combine(_bench.Folder, "a.parquet");
        await _bench.QueryAsync($"COPY (SELECT 7 AS flight_id, [1, 2] AS list) TO {Sql.Text(path)} (FORMAT parquet)");
        Dataset renamed = await IngestAsync(new ParquetSourcePlan(path), new([new("FlightId", DataType.Int64, false)]));
        Dataset nested = await IngestAsync(new ParquetSourcePlan(path), null);
        Assert.StartsWith("artifact:", renamed.Parts[0].Location);
        Assert.Equal([[7L]], await _bench.RowsAsync(renamed));
        Assert.Equal([[7L, "[1,2]"]], await _bench.RowsAsync(nested));
    }

    [Fact]
    public async Task Parquet_that_does_not_fit_the_row_type_is_refused_before_it_is_read()
    {
        string path = Path.Combine(_bench.Folder, "a.parquet");
        await _bench.QueryAsync($"COPY (SELECT 1.5::DOUBLE AS a, 'x' AS b, CASE WHEN i > 0 THEN i END AS c FROM range(3) t(i)) TO {Sql.Text(path)} (FORMAT parquet)");
        string types = await FailAsync(new ParquetSourcePlan(path), new([new("a", DataType.Int64), new("b", DataType.Double)]));
        Assert.Contains("'a' is DOUBLE in the file and Int64 in the row type; 'b' is VARCHAR in the file and Double in the row type", types);
        Assert.Contains("'c' (1 of 3 rows)", await FailAsync(new ParquetSourcePlan(path), new([new("c", DataType.Int64, false)])));
    }

    [Fact]
    public async Task Truncated_Parquet_is_named()
    {
        string path = Path.Combine(_bench.Folder, "cut.parquet");
        await _bench.QueryAsync($"COPY (SELECT i FROM range(100000) t(i)) TO {Sql.Text(path)} (FORMAT parquet)");
        await using (FileStream stream = new(path, FileMode.Open))
            stream.SetLength(stream.Length / 2);
        Assert.Contains("cut.parquet: this is not a whole Parquet file", await FailAsync(new ParquetSourcePlan(path), null));
    }

    [Fact]
    public async Task A_query_over_any_connection_is_read()
    {
        string database = $"Data Source={Path.Combine(_bench.Folder, "birds.db")};Pooling=False";
        await using (SqliteConnection connection = new(database))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using SqliteCommand command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE birds (id INTEGER, speed REAL, name TEXT, late INTEGER, day TEXT, at TEXT);
                INSERT INTO birds VALUES (1, 1.5, 'o''wl', 1, '2026-01-02', '2026-01-02 10:00:00.5'), (2, NULL, 'é', 0, NULL, NULL);
                """;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        QuerySourcePlan source = new("db", "SELECT * FROM birds ORDER BY id");
        Func<DbConnection> connect = () => new SqliteConnection(database);
        Schema schema = new([
            new("Name", DataType.String, false), new("Id", DataType.Int64, false), new("Speed", DataType.Double), new("Late", DataType.Boolean, false),
            new("Day", DataType.Date), new("At", DataType.Timestamp)]);

        Dataset typed = await IngestAsync(source, schema, ("db", connect));
        Dataset inferred = await IngestAsync(source, null, ("db", connect));

        Assert.Equal(
            [["o'wl", 1L, 1.5, true, new DateOnly(2026, 1, 2), new DateTime(2026, 1, 2, 10, 0, 0, 500)], ["é", 2L, null, false, null, null]],
            await _bench.RowsAsync(typed));
        Assert.Equal("id Int64, speed Double?, name String, late Int64, day String?, at String?", inferred.Schema.ToString());
        Assert.Null(await new DuckDbIngestor(_bench.Engine).GetVersionAsync(Plan(source, schema), _bench.Context(), TestContext.Current.CancellationToken));
        Assert.Contains(
            "row 1, column 'Name': 'o'wl' is not a Double",
            await FailAsync(source, new([new("Name", DataType.Double)]), ("db", connect)));
        Assert.Contains("'Speed' (1 of 2 rows)", await FailAsync(source, new([new("Speed", DataType.Double, false)]), ("db", connect)));
        Assert.Contains("holds no connection named 'db'", await FailAsync(source, null));
    }

    [Fact]
    public async Task Rows_in_memory_are_read()
    {
        Bird[] birds = [new("owl", 1.5f, 7, new(2026, 1, 2), new(2026, 1, 2, 10, 0, 0, DateTimeKind.Utc)), new(null, null, -1, default, DateTime.MaxValue)];
        Dataset dataset = await IngestAsync(new RowsSourcePlan("rows"), RowType.SchemaOf(typeof(Bird)), ("rows", birds));
        List<object?[]> rows = await _bench.RowsAsync(dataset);
        Assert.Equal(["owl", 1.5, 7L, new DateOnly(2026, 1, 2), new DateTime(2026, 1, 2, 10, 0, 0)], rows[0]);
        Assert.Equal([null, null, -1L, DateOnly.MinValue, new DateTime(9999, 12, 31, 23, 59, 59, 999, 999)], rows[1]);
        Assert.Equal(RowType.SchemaOf(typeof(Bird)), dataset.Schema);
        Assert.Contains("row 1 of 'rows' is null", await FailAsync(new RowsSourcePlan("rows"), null, ("rows", new Bird?[] { birds[0], null })));
    }

    public void Dispose() => _bench.Dispose();

    public sealed record Bird(string? Name, float? Speed, int Height, DateOnly Day, DateTime At);

    private static IngestPlan Plan(SourcePlan source, Schema? schema) => new() { Name = "ingest", Source = source, Schema = schema };

    private Task<Dataset> IngestAsync(SourcePlan source, Schema? schema, params (string Name, object Value)[] bindings) =>
        new DuckDbIngestor(_bench.Engine).IngestAsync(Plan(source, schema), _bench.Context("ingest", bindings), TestContext.Current.CancellationToken);

    private async Task<string> FailAsync(SourcePlan source, Schema? schema, params (string Name, object Value)[] bindings) =>
        (await Assert.ThrowsAsync<StageException>(() => IngestAsync(source, schema, bindings))).Message;
}
