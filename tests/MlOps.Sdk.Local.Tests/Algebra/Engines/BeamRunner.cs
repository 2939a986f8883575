using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;
using MlOps.Sdk.Testing.Emulator.Dataflow;

namespace MlOps.Sdk.Local.Tests.Algebra.Engines;

/// <summary>Runs the YAML that a relation becomes as the emulated Dataflow does, over rows in memory.</summary>
internal static class BeamRunner
{
    /// <summary>The relation's rows over tables of rows; the columns are those of a schema.</summary>
    /// <exception cref="EvaluationException">A value can't be computed.</exception>
    public static IReadOnlyList<object?[]> Run(RelationNode relation, Schema result, IReadOnlyList<(Schema Schema, IReadOnlyList<object?[]> Rows)> inputs)
    {
        string yaml = BeamDialect.Pipeline(relation, [.. inputs.Select((input, i) => new BeamSource($"input{i}", PathOf(i), input.Schema))], "output.parquet");
        string folder = Directory.CreateTempSubdirectory("mlops-beam-").FullName;
        try
        {
            BeamWrite written = Assert.Single(BeamProcess.RunAsync("python3", YamlReader.Read(yaml), new Tables(inputs), folder, TestContext.Current.CancellationToken).GetAwaiter().GetResult().Writes);
            Assert.Equal(result.Columns.Select(column => column.Name), written.Fields.Select(field => field.Name));
            Assert.Equal(result.Columns.Select(column => StoredKindOf(column.Type)), written.Fields.Select(field => field.Kind));
            return [.. File.ReadLines(written.File).Select(line => JsonNode.Parse(line)!.AsArray().Select((value, i) => Decoded(value, result.Columns[i].Type)).ToArray())];
        }
        catch (BeamException exception) when (exception.Kind is "ValueError" or "OverflowError")
        {
            throw new EvaluationException($"{exception.Message}\n{exception.Trace}\n{yaml}");
        }
        catch (BeamException exception)
        {
            throw new InvalidOperationException($"{exception.Kind}: {exception.Message}\n{exception.Trace}\n{yaml}", exception);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string PathOf(int input) => string.Create(CultureInfo.InvariantCulture, $"input{input}.parquet");

    private static string StoredKindOf(DataType type) => type switch
    {
        DataType.Boolean => "boolean",
        DataType.Int64 => "integer",
        DataType.Double => "number",
        DataType.String => "string",
        DataType.Date => "date",
        _ => "instant",
    };

    // In the form in which Beam's rows hold them; Python reads a number with a point as a fraction.
    private static string Encoded(object? value) => value switch
    {
        double number when double.IsNaN(number) => "NaN",
        double number when double.IsInfinity(number) => number > 0 ? "Infinity" : "-Infinity",
        double number => number.ToString("E16", CultureInfo.InvariantCulture),
        _ => PythonValue.Encoded(value)?.ToJsonString() ?? "null",
    };

    // A whole number where Beam's schema says that there is a fraction is shown as it came.
    private static object? Decoded(JsonNode? value, DataType wanted)
    {
        string text = value?.ToString() ?? "null";
        bool isText = value?.GetValueKind() == JsonValueKind.String;
        string type = value?.GetValueKind() switch
        {
            null => "NoneType",
            JsonValueKind.True or JsonValueKind.False => "bool",
            JsonValueKind.String when wanted == DataType.Double && text is "nan" or "inf" or "-inf" => "float",
            JsonValueKind.String => "str",
            _ => value.ToJsonString().AsSpan().IndexOfAny('.', 'e') >= 0 ? "float" : "int",
        };
        string shown = type == "bool" ? (bool)value! ? "True" : "False" : isText ? (string)value! : text;
        return PythonValue.Decoded(new JsonObject { ["type"] = type, ["value"] = shown }, wanted);
    }

    private sealed class Tables(IReadOnlyList<(Schema Schema, IReadOnlyList<object?[]> Rows)> inputs) : IBeamFiles
    {
        public IReadOnlyList<BeamField> Read(string path, string target, bool records)
        {
            (Schema schema, IReadOnlyList<object?[]> rows) = inputs[Enumerable.Range(0, inputs.Count).Single(input => PathOf(input) == path)];
            File.WriteAllLines(target, rows.Select(row => $"[{string.Join(',', row.Select(Encoded))}]"));
            BeamField[] fields = [.. schema.Columns.Select(column => new BeamField(column.Name, StoredKindOf(column.Type), column.Nullable))];
            return records || !fields.Any(field => field.Kind is "date" or "instant") ? fields : throw new BeamFileException("Unrecognized arrow type.");
        }

        public IReadOnlyList<string> Texts(string path) => throw new BeamFileException($"There is no {path}.");
    }
}
