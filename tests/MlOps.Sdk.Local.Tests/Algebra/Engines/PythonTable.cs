using System.Diagnostics;
using System.Text.Json.Nodes;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra.Engines;

/// <summary>Rows in a process of python3, as Beam's rows hold them; it runs the very functions that are emitted.</summary>
internal sealed class PythonTable : IEngine
{
    private const string FunctionName = "compute";

    private readonly Process _process;

    public PythonTable(Schema schema, object?[][] rows)
    {
        _process = Python.Start("python_table.py");

        // What it warns of is not asked for, but would fill the pipe.
        _process.BeginErrorReadLine();
        Ask(new JsonObject
        {
            ["rows"] = new JsonArray([.. rows.Select(row =>
                new JsonObject(schema.Columns.Select((column, i) => KeyValuePair.Create(column.Name, PythonValue.Encoded(row[i])))))]),
        });
    }

    public Engine Kind => Engine.Beam;

    public bool NullMayHideErrors => false;

    public string Print(ScalarNode value) => PythonDialect.Scalar(value);

    public object?[] Evaluate(ScalarNode value, IReadOnlyList<int> chosen)
    {
        JsonArray answers = Ask(new JsonObject
        {
            ["source"] = PythonDialect.Function(FunctionName, value),
            ["name"] = FunctionName,
            ["chosen"] = new JsonArray([.. chosen.Select(row => (JsonNode)row)]),
        });
        return [.. answers.Select(answer => PythonValue.Decoded(answer!, value.Type))];
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private JsonArray Ask(JsonObject request)
    {
        _process.StandardInput.WriteLine(request.ToJsonString());
        _process.StandardInput.Flush();
        return JsonNode.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("python3 ended."))!.AsArray();
    }
}
