using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Testing.Tests.Emulator.Dataflow;

public sealed class DataflowExecutionTests : IAsyncDisposable
{
    private readonly RunningDataflow _dataflow = new();

    public DataflowExecutionTests() => Assert.SkipWhen(RunningDataflow.WhyPythonIsMissing is not null, RunningDataflow.WhyPythonIsMissing ?? "");

    public ValueTask DisposeAsync() => _dataflow.DisposeAsync();

    [Fact]
    public async Task Values_come_out_as_they_went_in()
    {
        _dataflow.Put("in.parquet", """
            SELECT * FROM (VALUES
              (true, 9223372036854775807, 0.1, 'a"\,é😀'), (false, (-9223372036854775807 - 1)::BIGINT, 'nan'::DOUBLE, ''), (NULL, NULL, NULL, NULL),
              (true, 0, 'inf'::DOUBLE, E'line\nend\t'), (true, 1, '-inf'::DOUBLE, 'nan'), (true, 2, -0.0::DOUBLE, chr(1) || chr(0) || 'x'), (true, 3, 5e-324, 'null'), (true, 4, 1.7976931348623157e308, '1'),
              (true, 5, 1e16, ' ')) AS t(b, i, d, s)
            """);

        await DoneAsync("""
            pipeline:
              type: chain
              transforms:
                - type: ReadFromParquet
                  config: {path: "gs://b/in.parquet"}
                - type: WriteToParquet
                  config: {path: "gs://b/out.parquet", num_shards: 3}
            """);

        string all = "SELECT b, i, d, signbit(d), s, length(s) FROM {files}";
        Assert.Equal(_dataflow.Rows("gs://b/in.parquet", all), _dataflow.Rows("gs://b/out.parquet-*", all));
        Assert.Equal(
            ["out.parquet-00000-of-00003", "out.parquet-00001-of-00003", "out.parquet-00002-of-00003"],
            _dataflow.State.Objects.Expand("gs://b/out.parquet*").Select(stored => stored.Name));
        Assert.Equal("BOOLEAN; BIGINT; DOUBLE; VARCHAR", _dataflow.Rows("gs://b/out.parquet*", "SELECT column_type FROM (DESCRIBE SELECT * FROM {files})"));
    }

    [Theory]
    [InlineData("make_timestamp")]
    [InlineData("make_timestamptz")]
    public async Task Days_and_instants_of_Parquet_files_come_out_as_they_went_in(string make)
    {
        _dataflow.Put("in.parquet", $"""
            SELECT i, s, on_day, {make}(us) AS moment FROM (VALUES
              (1, 'a', DATE '0001-01-01', -62135596800000000), (2, NULL, DATE '9999-12-31', 253402300799999999), (3, 'c', DATE '1969-12-31', -1), (4, 'd', NULL, NULL)) AS t(i, s, on_day, us)
            """);
        Schema schema = new([new("i", DataType.Int64, false), new("s", DataType.String), new("on_day", DataType.Date), new("moment", DataType.Timestamp)]);

        await DoneAsync(BeamDialect.Pipeline(new InputNode(), [new BeamSource("rows", "gs://b/in.parquet", schema)], "gs://b/out.parquet"));

        const string All = "SELECT i, s, on_day::VARCHAR, epoch_us(moment) FROM {files} ORDER BY i";
        Assert.Equal("1 a 0001-01-01 -62135596800000000; 2 null 9999-12-31 253402300799999999; 3 c 1969-12-31 -1; 4 d null null", _dataflow.Rows("gs://b/out.parquet-*", All));
        Assert.Equal("BIGINT; VARCHAR; DATE; TIMESTAMP WITH TIME ZONE", _dataflow.Rows("gs://b/out.parquet*", "SELECT column_type FROM (DESCRIBE SELECT * FROM {files})"));
    }

    [Fact]
    public async Task Python_transforms_read_map_and_write_records()
    {
        _dataflow.Put("in.parquet", "SELECT i AS a, DATE '2026-01-31' + i::INTEGER AS d FROM range(3) AS r(i)");

        await DoneAsync("""
            pipeline:
              transforms:
                - {type: PyTransform, name: Read, input: {}, config: {constructor: apache_beam.io.ReadFromParquet, kwargs: {file_pattern: "gs://b/in.parquet"}}}
                - type: PyTransform
                  name: Write
                  input: Read
                  config:
                    constructor: __callable__
                    args:
                      - |
                        import apache_beam as beam
                        import pyarrow as pa
                        def write(records, path, least):
                          kept = records | 'Keep' >> beam.Filter(lambda record: record['a'] >= least) | beam.FlatMap(lambda record: [record, record])
                          return kept | beam.Map(lambda record: {'month': record['d'].month}) | beam.io.WriteToParquet(path, pa.schema([('month', pa.int64())]))
                      - "gs://b/out"
                    kwargs: {least: 1}
            """);

        Assert.Equal("2; 2; 2; 2", _dataflow.Rows("gs://b/out-*"));
    }

    [Fact]
    public async Task No_rows_are_one_file_with_columns()
    {
        _dataflow.Put("in.parquet", "SELECT 1 AS a, 'x' AS s WHERE false");

        await DoneAsync(Chain("MapToFields", "{language: python, fields: {a: a, s: {expression: \"s.upper()\", output_type: string}}}"));

        Assert.Equal("BIGINT; VARCHAR", _dataflow.Rows("gs://b/out-00000-of-00001", "SELECT column_type FROM (DESCRIBE SELECT * FROM {files})"));
    }

    [Theory]
    [InlineData("{fields: {b: a, one: 1, text: \"\\\"t\\\"\"}}", "7 1 t; 8 1 t; null 1 t")]
    [InlineData("{append: true, fields: {x: 1.5}}", "7 p 1.5; 8 q 1.5; null r 1.5")]
    [InlineData("{append: true, drop: a, fields: {n: s}}", "p p; q q; r r")]
    [InlineData("{language: python, append: true, drop: [a], fields: {a: {expression: \"0 if a is None else a * 2\", output_type: integer}}}", "p 14; q 16; r 0")]
    [InlineData("{language: python, fields: {u: {callable: \"lambda row: row.s + '!'\", output_type: string}}}", "p!; q!; r!")]
    [InlineData("{language: python, fields: {n: {callable: \"import math\\ndef f(row):\\n  value = row.a\\n  return None if value is None else float(math.sqrt(value - 4) * 0 + value)\\n\"}}}", "7; 8; null")]
    public async Task Fields_are_mapped(string config, string expected)
    {
        _dataflow.Put("in.parquet", "SELECT * FROM (VALUES (7, 'p'), (8, 'q'), (NULL, 'r')) AS t(a, s)");

        await DoneAsync(Chain("MapToFields", config));

        Assert.Equal(expected, _dataflow.Rows("gs://b/out*"));
    }

    [Fact]
    public async Task Rows_that_fail_go_to_the_error_output()
    {
        _dataflow.Put("in.parquet", "SELECT * FROM (VALUES (1, 2), (1, 0)) AS t(a, b)");

        await DoneAsync("""
            pipeline:
              transforms:
                - {type: WriteToJson, name: Bad, input: Failed, config: {path: "gs://b/bad"}}
                - {type: ReadFromParquet, name: Read, config: {path: "gs://b/in.parquet"}}
                - {type: MapToFields, name: Divide, input: Read, config: {language: python, fields: {q: {expression: a / b, output_type: number}}, error_handling: {output: bad}}}
                - {type: WriteToParquet, name: Good, input: Divide, config: {path: "gs://b/out"}}
                - {type: MapToFields, name: Failed, input: Divide.bad, config: {language: python, fields: {msg: msg, a: {callable: "lambda row: row.element.a", output_type: integer}}}}
            """);

        Assert.Equal("0.5", _dataflow.Rows("gs://b/out*"));
        Assert.Equal("{\"msg\": \"division by zero\", \"a\": 1}\n", System.Text.Encoding.UTF8.GetString(Assert.Single(_dataflow.State.Objects.Expand("gs://b/bad*")).Read()));
    }

    [Fact]
    public async Task Rows_are_split_counted_and_joined_as_in_DuckDB()
    {
        _dataflow.Put("orders.parquet", "SELECT i AS id, CASE WHEN i % 7 = 0 THEN NULL ELSE i % 5 END AS customer, i * 0.25::DOUBLE AS amount FROM range(100) AS r(i)");
        _dataflow.Put("customers.parquet", "SELECT * FROM (VALUES (0, 'zero'), (1, 'one'), (1, 'uno'), (NULL, 'nobody'), (9, 'nine')) AS t(key, name)");

        await DoneAsync("""
            pipeline:
              transforms:
                - {type: ReadFromParquet, name: Orders, config: {path: "gs://b/orders.parquet"}}
                - {type: ReadFromParquet, name: Customers, config: {path: "gs://b/customers.parquet"}}
                - {type: Join, name: Both, input: {o: Orders, c: Customers}, config: {type: outer, equalities: [{o: customer, c: key}], fields: {o: [id, amount], c: {who: name}}}}
                - {type: WriteToParquet, name: WriteJoin, input: Both, config: {path: "gs://b/join"}}
                - {type: Combine, name: Sums, input: Orders, config: {group_by: customer, combine: {n: {value: id, fn: count}, total: {value: amount, fn: sum}, least: {value: id, fn: min}, mean: {value: amount, fn: mean}}}}
                - {type: WriteToParquet, name: WriteSums, input: Sums, config: {path: "gs://b/sums"}}
                - {type: Partition, name: Split, input: Orders, config: {language: python, by: "'low' if id < 30 else 'high'", outputs: [low, high]}}
                - {type: WriteToParquet, name: WriteLow, input: Split.low, config: {path: "gs://b/low"}}
                - {type: Flatten, name: Again, input: [Split.high, Split.low]}
                - {type: WriteToParquet, name: WriteAgain, input: Again, config: {path: "gs://b/again"}}
            """);

        string orders = $"read_parquet('{Assert.Single(_dataflow.State.Objects.Expand("gs://b/orders.parquet")).Path}')";
        string customers = $"read_parquet('{Assert.Single(_dataflow.State.Objects.Expand("gs://b/customers.parquet")).Path}')";
        Same("join", $"SELECT id, amount, name FROM {orders} FULL JOIN {customers} ON customer = key", "id, amount, who");
        Same("sums", $"SELECT customer, count(*), sum(amount), min(id), avg(amount) FROM {orders} GROUP BY 1", "customer, n, total, least, mean");
        Same("low", $"SELECT id FROM {orders} WHERE id < 30", "id");
        Same("again", $"SELECT id, amount FROM {orders}", "id, amount");

        void Same(string output, string query, string columns) => Assert.Equal(
            _dataflow.Rows("gs://b/orders.parquet", $"{query} ORDER BY ALL"), _dataflow.Rows($"gs://b/{output}-*", $"SELECT {columns} FROM {{files}} ORDER BY ALL"));
    }

    [Fact]
    public async Task A_failing_expression_is_reported_with_the_step_and_Pythons_error_and_nothing_is_written()
    {
        _dataflow.Put("in.parquet", "SELECT 0 AS a");

        (string state, string errors, _) = await _dataflow.RunAsync(Chain("MapToFields", "{language: python, fields: {q: {expression: 1 // a, output_type: integer}}}", "Divide"));

        Assert.Equal("JOB_STATE_FAILED", state);
        Assert.EndsWith("Workflow failed. Causes: ZeroDivisionError: integer division or modulo by zero [while running 'Divide']", errors, StringComparison.Ordinal);
        Assert.Contains("Traceback (most recent call last)", errors, StringComparison.Ordinal);
        Assert.Empty(_dataflow.State.Objects.Expand("gs://b/out*"));
    }

    [Fact]
    public async Task A_job_that_runs_is_cancelled_with_its_process()
    {
        _dataflow.Put("in.parquet", "SELECT 0 AS a");
        System.Text.Json.Nodes.JsonNode answer = (await _dataflow.SendAsync(
            "POST", "locations/r/flexTemplates:launch", RunningDataflow.Launch("endless", Chain("Filter", "{language: python, keep: {callable: \"def f(row):\\n  while True:\\n    pass\\n\"}}")))).Body;
        string id = (string)answer["job"]!["id"]!;

        (int status, _) = await _dataflow.SendAsync("PUT", $"locations/r/jobs/{id}", new System.Text.Json.Nodes.JsonObject { ["requestedState"] = "JOB_STATE_CANCELLED" });
        await _dataflow.EndOf(id);

        Assert.Equal(200, status);
        Assert.Equal("JOB_STATE_CANCELLED", (string?)(await _dataflow.SendAsync("GET", $"locations/r/jobs/{id}")).Body["currentState"]);
        (int again, System.Text.Json.Nodes.JsonNode refusal) = await _dataflow.SendAsync("PUT", $"locations/r/jobs/{id}", new System.Text.Json.Nodes.JsonObject { ["requestedState"] = "JOB_STATE_CANCELLED" });
        Assert.Equal((400, "FAILED_PRECONDITION"), (again, (string?)refusal["error"]!["status"]));
    }

    [Fact]
    public async Task Elements_are_counted_for_each_step()
    {
        _dataflow.Put("in.parquet", "SELECT i AS a FROM range(10) AS r(i)");

        (_, _, string id) = await _dataflow.RunAsync(Chain("Filter", "{language: python, keep: a < 3}", "Few"));

        System.Text.Json.Nodes.JsonArray metrics = (await _dataflow.SendAsync("GET", $"locations/r/jobs/{id}/metrics")).Body["metrics"]!.AsArray();
        Assert.Equal(3, (int)metrics.Single(metric => (string?)metric!["name"]!["context"]!["output_user_name"] == "Few-out0")!["scalar"]!);
    }

    private static string Chain(string type, string config, string name = "Step") => $$$"""
        pipeline:
          type: chain
          source: {type: ReadFromParquet, config: {path: "gs://b/in.parquet"}}
          transforms:
            - {type: {{{type}}}, name: {{{name}}}, config: {{{config}}}}
          sink: {type: WriteToParquet, config: {path: "gs://b/out"}}
        """;

    private async Task DoneAsync(string yaml)
    {
        (string state, string errors, _) = await _dataflow.RunAsync(yaml);
        Assert.True(state == "JOB_STATE_DONE", errors);
    }
}
