using System.Diagnostics;
using System.Globalization;
using System.Text;
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
        ProcessStartInfo start = new("python3", ["-c", Program()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            Environment = { ["PYTHONUTF8"] = "1", ["TZ"] = "America/New_York" },
        };
        _process = Process.Start(start)!;
        Ask(new JsonObject
        {
            ["rows"] = new JsonArray([.. rows.Select(row =>
                new JsonObject(schema.Columns.Select((column, i) => KeyValuePair.Create(column.Name, Encoded(row[i])))))]),
        });
    }

    public static bool IsInstalled { get; } = Find("python3") is not null;

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
        return [.. answers.Select(answer => Decoded((string)answer!["type"]!, answer["value"], value.Type))];
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>Where a program stands on the PATH; null if nowhere.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    private JsonArray Ask(JsonObject request)
    {
        _process.StandardInput.WriteLine(request.ToJsonString());
        _process.StandardInput.Flush();
        return JsonNode.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("python3 ended."))!.AsArray();
    }

    private static JsonNode? Encoded(object? value) => value switch
    {
        null => null,
        bool boolean => boolean,
        long integer => integer,
        string text => text,
        double number => new JsonObject { ["float"] = number.ToString("R", CultureInfo.InvariantCulture).Replace("∞", "inf", StringComparison.Ordinal) },
        DateOnly day => day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber,
        DateTime instant => (instant - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
        _ => throw new ArgumentException($"A column can't hold a {value.GetType()}.", nameof(value)),
    };

    // The type must be the very one that Beam's schema states; what isn't is shown as it came.
    private static object? Decoded(string type, JsonNode? value, DataType wanted) => (type, wanted) switch
    {
        ("error", _) => new EvaluationException((string)value!),
        ("NoneType", _) => null,
        ("bool", DataType.Boolean) => (string)value! == "True",
        ("int", DataType.Int64) => long.Parse((string)value!, CultureInfo.InvariantCulture),
        ("float", DataType.Double) => Number((string)value!),
        ("str", DataType.String) => (string)value!,
        ("int", DataType.Date) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(int.Parse((string)value!, CultureInfo.InvariantCulture)),
        ("int", DataType.Timestamp) => DateTime.UnixEpoch.AddTicks(long.Parse((string)value!, CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond),
        _ => $"{value} of Python's type {type}",
    };

    private static double Number(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static string Program()
    {
        using StreamReader reader = new(typeof(PythonTable).Assembly.GetManifestResourceStream("MlOps.Sdk.Local.Tests.python_table.py")!);
        return reader.ReadToEnd();
    }
}
