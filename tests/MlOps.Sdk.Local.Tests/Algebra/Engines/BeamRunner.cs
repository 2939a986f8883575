using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;
using YamlDotNet.RepresentationModel;

namespace MlOps.Sdk.Local.Tests.Algebra.Engines;

/// <summary>Runs the YAML that a relation becomes, step by step, in python3.</summary>
internal static class BeamRunner
{
    /// <summary>The relation's rows over tables of rows; the columns are those of a schema.</summary>
    /// <exception cref="EvaluationException">A value can't be computed.</exception>
    public static IReadOnlyList<object?[]> Run(RelationNode relation, Schema result, IReadOnlyList<(Schema Schema, IReadOnlyList<object?[]> Rows)> inputs)
    {
        string yaml = BeamDialect.Pipeline(relation, [.. inputs.Select((input, i) => new BeamSource($"input{i}", $"input{i}.parquet", input.Schema))], "output.parquet");
        JsonObject request = new()
        {
            ["transforms"] = Transforms(yaml),
            ["files"] = new JsonObject(inputs.Select((input, i) => KeyValuePair.Create($"input{i}.parquet", (JsonNode?)File(input.Schema, input.Rows)))),
        };
        using Process python = Python.Start("beam_runner.py");
        python.StandardInput.WriteLine(request.ToJsonString());
        string? answer = python.StandardOutput.ReadLine();
        string errors = python.StandardError.ReadToEnd();
        python.WaitForExit();
        if (answer is null)
            throw errors.Contains("\nValueError: ", StringComparison.Ordinal) || errors.Contains("\nOverflowError", StringComparison.Ordinal)
                ? new EvaluationException($"{errors}\n{yaml}")
                : new InvalidOperationException($"{errors}\n{yaml}");

        JsonNode rows = JsonNode.Parse(answer)!;
        Assert.Equal(result.Columns.Select(column => column.Name), rows["fields"]!.AsArray().Select(name => (string)name!));
        return [.. rows["rows"]!.AsArray().Select(row => row!.AsArray().Select((value, i) => PythonValue.Decoded(value!, result.Columns[i].Type)).ToArray())];
    }

    /// <summary>The transforms of a pipeline, as a YAML parser reads them.</summary>
    public static JsonArray Transforms(string yaml)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(yaml));
        return ToJson(stream.Documents[0].RootNode["pipeline"]["transforms"])!.AsArray();
    }

    private static JsonObject File(Schema schema, IReadOnlyList<object?[]> rows) => new()
    {
        ["fields"] = new JsonObject(schema.Columns.Select(column => KeyValuePair.Create(column.Name, (JsonNode?)new JsonArray(
            column.Type switch { DataType.Boolean => "boolean", DataType.Double => "number", DataType.String => "string", _ => "integer" }, column.Nullable)))),
        ["rows"] = new JsonArray([.. rows.Select(row =>
            new JsonObject(schema.Columns.Select((column, i) => KeyValuePair.Create(column.Name, PythonValue.Encoded(row[i])))))]),
    };

    // A plain word that YAML 1.1 would not take for a text would be a fault of the writer.
    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, ToJson(child.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } plain when double.TryParse(plain.Value, CultureInfo.InvariantCulture, out _) =>
            throw new FormatException($"{plain.Value} is not a text."),
        YamlScalarNode scalar => scalar.Value,
        _ => throw new FormatException($"{node} is not of JSON."),
    };
}
