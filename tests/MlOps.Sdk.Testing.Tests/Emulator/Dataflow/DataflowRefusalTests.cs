using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Tests.Emulator.Dataflow;

public sealed class DataflowRefusalTests : IAsyncDisposable
{
    private readonly RunningDataflow _dataflow = new();

    public ValueTask DisposeAsync() => _dataflow.DisposeAsync();

    [Theory]
    [InlineData("jobName", "\"Job\"", "The job name 'Job' is invalid")]
    [InlineData("jobName", "\"job-\"", "The job name 'job-' is invalid")]
    [InlineData("jobName", "null", "Field 'launch_parameter.job_name' is required.")]
    [InlineData("colour", "1", "Unknown name \"colour\" at 'launchParameter': Cannot find field.")]
    [InlineData("containerSpecGcsPath", "\"gs://b/other\"", "Unable to open template file: gs://b/other.")]
    [InlineData("containerSpecGcsPath", "null", "container_spec_gcs_path")]
    [InlineData("parameters", "{\"yaml_pipelin\":\"x\"}", "yaml_pipelin: Unrecognized parameter.")]
    [InlineData("parameters", "{\"num_workers\":2}", "Invalid value at 'launchParameter.parameters.num_workers': 2 is not a string.")]
    [InlineData("environment", "{\"maxWorker\":2}", "Unknown name \"maxWorker\" at 'launchParameter.environment'")]
    [InlineData("environment", "{\"maxWorkers\":1001}", "1001 is not within 1 and 1000")]
    [InlineData("environment", "{\"tempLocation\":\"/tmp\"}", "\"/tmp\" is not a path of Cloud Storage")]
    [InlineData("environment", "{\"ipConfiguration\":\"NONE\"}", "\"NONE\" is none of")]
    [InlineData("environment", "{\"workerRegion\":\"r\",\"workerZone\":\"z\"}", "can't be set together with worker_region")]
    [InlineData("environment", "{\"additionalUserLabels\":{\"Big\":\"x\"}}", "The label 'Big: x' is invalid")]
    [InlineData("update", "true", "can't be updated")]
    public async Task A_launch_that_Dataflow_would_not_take_is_refused(string field, string value, string message)
    {
        (int status, JsonNode body) = await _dataflow.SendAsync(
            "POST", "locations/r/flexTemplates:launch", RunningDataflow.Launch("job", "pipeline: {}", launch => launch[field] = JsonNode.Parse(value)));

        Assert.Equal((400, "INVALID_ARGUMENT"), (status, (string?)body["error"]!["status"]));
        Assert.Contains(message, (string?)body["error"]!["message"], StringComparison.Ordinal);
        Assert.Equal("{}", (await _dataflow.SendAsync("GET", "locations/r/jobs")).Body.ToJsonString());
    }

    [Fact]
    public async Task A_name_is_taken_as_long_as_its_job_is_active()
    {
        Assert.SkipWhen(RunningDataflow.WhyPythonIsMissing is not null, RunningDataflow.WhyPythonIsMissing ?? "");
        const string Endless = "pipeline: {type: chain, transforms: [{type: Create, config: {elements: [1]}}, {type: Filter, config: {language: python, keep: {callable: \"def f(row):\\n  while True:\\n    pass\\n\"}}}]}";
        JsonNode first = (await _dataflow.SendAsync("POST", "locations/r/flexTemplates:launch", RunningDataflow.Launch("job", Endless))).Body;
        string id = (string)first["job"]!["id"]!;

        (int status, JsonNode refusal) = await _dataflow.SendAsync("POST", "locations/r/flexTemplates:launch", RunningDataflow.Launch("job", Endless));
        (int elsewhere, _) = await _dataflow.SendAsync("POST", "locations/r2/flexTemplates:launch", RunningDataflow.Launch("job", "x"));
        await _dataflow.SendAsync("PUT", $"locations/r/jobs/{id}", new JsonObject { ["requestedState"] = "JOB_STATE_CANCELLED" });
        await _dataflow.EndOf(id);
        (int later, _) = await _dataflow.SendAsync("POST", "locations/r/flexTemplates:launch", RunningDataflow.Launch("job", "x"));

        Assert.Equal((409, "ALREADY_EXISTS", 200, 200), (status, (string?)refusal["error"]!["status"], elsewhere, later));
        Assert.Equal("1970-01-01T00:00:00Z", (string?)first["job"]!["currentStateTime"]);
        Assert.Null(first["job"]!["currentState"]);
    }

    [Theory]
    [InlineData("pipeline: {type: chain, transforms: [{type: Create}]}", null, "Create 'Create' lacks 'elements'")]
    [InlineData("", null, "Exactly one of yaml_pipeline or yaml_pipeline_file must be set.")]
    [InlineData("pipeline: {}", "gs://b/p.yaml", "Exactly one of yaml_pipeline or yaml_pipeline_file must be set.")]
    [InlineData("", "gs://b/p.yaml", "No files found based on the file pattern gs://b/p.yaml")]
    [InlineData("pipeline: {{ nothing }}", null, "'nothing' is undefined.")]
    [InlineData("pipeline: {% if x %}", null, "doesn't know the template tag '{% if x %}'")]
    [InlineData("pipeline: [", null, "Line ")]
    [InlineData("pipelines: {}", null, "has the unknown key 'pipelines'")]
    [InlineData("pipeline: {type: graph, transforms: []}", null, "composite or chain, not 'graph'")]
    [InlineData("pipeline: {transforms: [{type: Create, elements: [1]}]}", null, "Create 'Create' has the unknown key 'elements'")]
    [InlineData("pipeline: {transforms: [{type: Create, name: yes, config: {elements: [1]}}]}", null, "The name True of a Create is no text")]
    [InlineData("pipeline: {transforms: [{type: Create, name: a.b, config: {elements: [1]}}]}", null, "has a dot")]
    [InlineData("pipeline: {transforms: [{type: Creat}]}", null, "Unknown transform type 'Creat'")]
    [InlineData("pipeline: {transforms: [{type: MLTransform}]}", null, "the emulator does not execute MLTransform")]
    [InlineData("pipeline: {transforms: [{type: Flatten, input: Nobody}]}", null, "the input 'Nobody' is unknown")]
    [InlineData("pipeline: {transforms: [{type: Flatten, name: a, input: b}, {type: Flatten, name: b, input: a}]}", null, "The pipeline has a cycle at 'a'")]
    [InlineData("pipeline: {transforms: [{type: Create, name: a, config: {elements: [1]}}, {type: Create, name: a, config: {elements: [1]}}]}", null, "Two transforms have the name 'a'")]
    [InlineData("pipeline: {transforms: [{type: Create, name: a, config: {elements: [1]}}, {type: Create, name: b, config: {elements: [1]}}, {type: Flatten, input: Create}]}", null, "is ambiguous, for 2 transforms are of this type")]
    [InlineData("pipeline: {type: chain, transforms: [{type: Create, config: {elements: [1]}}, {type: Flatten, input: Create}]}", null, "stands in a chain, where no 'input' is stated")]
    [InlineData("pipeline: {transforms: [{type: ReadFromParquet, config: {path: 'gs://b/none*'}}]}", null, "No files found based on the file pattern gs://b/none*")]
    public async Task A_pipeline_that_Beam_would_not_build_fails(string yaml, string? file, string message) => await FailsAsync(yaml, file, message);

    [Theory]
    [InlineData("MapToFields", "{fields: {x: element + 1}}", "Missing language specification or unknown input field")]
    [InlineData("MapToFields", "{language: python, fields: {x: {expression: element, calable: y}}}", "has the unknown key 'calable'")]
    [InlineData("MapToFields", "{language: python, fields: {x: {expression: element, callable: y}}}", "must be one of an expression, a callable, or a path with a name")]
    [InlineData("MapToFields", "{language: python, fields: {x: yes}}", "Ambiguous expression type (perhaps missing quoting?) for 'x': True")]
    [InlineData("MapToFields", "{language: python, fields: {on: element}}", "the key on is no text for YAML 1.1 but true")]
    [InlineData("MapToFields", "{language: sql, fields: {x: element}}", "the emulator has no language 'sql'")]
    [InlineData("MapToFields", "{language: python, drop: element, fields: {x: element}}", "Can only drop fields if append is true")]
    [InlineData("MapToFields", "{language: python, append: true, drop: none, fields: {x: element}}", "Dropping unknown field 'none'")]
    [InlineData("MapToFields", "{language: python, append: true, fields: {element: element}}", "Redefinition of field 'element'")]
    [InlineData("MapToFields", "{language: python, fields: {x: {expression: str(element), output_type: integer}}}", "'5' violates schema {'type': 'integer'}")]
    [InlineData("MapToFields", "{language: python, fields: {x: {expression: None, output_type: integer}}}", "None violates schema")]
    [InlineData("MapToFields", "{language: python, fields: {x: {expression: element, output_type: Integer}}}", "no output_type 'Integer'")]
    [InlineData("MapToFields", "{language: python, fields: {x: {expression: nobody + 1, output_type: integer}}}", "name 'nobody' is not defined. Valid fields are ['element'] [while running 'Step']")]
    [InlineData("MapToFields", "{language: python, fields: {x: {callable: \"lambda row: [1]\"}}}", "the field 'x' has no type that can be written (TYPEINFO_NOT_SET)")]
    [InlineData("MapToFields", "{language: python, fields: {x: element}, error_handling: {output: bad}}", "Unconsumed error output 'bad'")]
    [InlineData("PyTransform", "{constructor: apache_beam.Map, args: [1]}", "the emulator calls apache_beam.io.ReadFromParquet")]
    [InlineData("PyTransform", "{constructor: __callable__, kwargs: {source: \"lambda rows: rows | beam.Map(str)\"}}", "takes rows with a schema")]
    [InlineData("PyTransform", "{constructor: __callable__, kwargs: {source: \"import pyarrow\\ndef f(rows):\\n  return rows | beam.Map(lambda row: {'x': 'y'}) | beam.io.WriteToParquet('gs://b/o', pyarrow.schema([('x', pyarrow.date32())]))\"}}", "'y' is no date, which the column 'x' holds [while running 'Step']")]
    [InlineData("Filter", "{language: python, keep: element >}", "SyntaxError")]
    [InlineData("Filter", "{}", "lacks 'keep'")]
    [InlineData("Combine", "{group_by: nobody, combine: {element: sum}}", "Unknown grouping columns: ['nobody']")]
    [InlineData("Combine", "{group_by: [], combine: {element: sum}}", "'group_by' is empty")]
    [InlineData("Combine", "{group_by: element, combine: {n: {value: element, fn: median}}}", "Unknown CombineFn")]
    [InlineData("WriteToText", "{path: 'gs://nobucket/x'}", "The bucket of gs://nobucket/x does not exist.")]
    public async Task A_transform_that_Beam_would_not_take_fails(string type, string config, string message) => await FailsAsync(
        $$$"""
        pipeline:
          transforms:
            - {type: Create, config: {elements: [5]}}
            - {type: {{{type}}}, name: Step, input: Create, config: {{{config}}}}
            {{{(type.StartsWith("Write", StringComparison.Ordinal) || config.Contains("pyarrow", StringComparison.Ordinal) ? "" : "- {type: WriteToParquet, input: Step, config: {path: 'gs://b/out'}}")}}}
        """,
        null,
        message);

    [Theory]
    [InlineData("DATE '2026-01-01'", "Unrecognized arrow type: DataType(date32[day]) of the column 'c'")]
    [InlineData("TIMESTAMP '2026-01-01 00:00:00'", "Unrecognized arrow type: DataType(timestamp[us]) of the column 'c'")]
    [InlineData("1.5::DECIMAL(9, 2)", "Unrecognized arrow type: DataType(decimal(9,2)) of the column 'c'")]
    public async Task Columns_that_Beams_rows_do_not_have_are_refused(string value, string message)
    {
        _dataflow.Put("in.parquet", $"SELECT {value} AS c");

        await FailsAsync("pipeline: {transforms: [{type: ReadFromParquet, config: {path: 'gs://b/in.parquet'}}]}", null, message);
    }

    private async Task FailsAsync(string yaml, string? file, string message)
    {
        Assert.SkipWhen(RunningDataflow.WhyPythonIsMissing is not null, RunningDataflow.WhyPythonIsMissing ?? "");

        (string state, string errors, _) = await _dataflow.RunAsync(yaml, change: launch =>
        {
            if (file is not null)
                launch["parameters"]!["yaml_pipeline_file"] = file;
        });

        Assert.Equal("JOB_STATE_FAILED", state);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Contains("Workflow failed. Causes: ", errors, StringComparison.Ordinal);
    }
}
