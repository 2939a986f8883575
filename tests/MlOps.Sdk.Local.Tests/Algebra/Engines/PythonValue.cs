using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra.Engines;

/// <summary>Values on their way to python3 and back, in the form in which Beam's rows hold them.</summary>
internal static class PythonValue
{
    public static JsonNode? Encoded(object? value) => value switch
    {
        null => null,
        bool boolean => boolean,
        long integer => integer,
        string text => text,
        double number => new JsonObject { ["float"] = double.IsInfinity(number) ? (number > 0 ? "inf" : "-inf") : number.ToString("R", CultureInfo.InvariantCulture) },
        DateOnly day => day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber,
        DateTime instant => (instant - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
        _ => throw new ArgumentException($"A column can't hold a {value.GetType()}.", nameof(value)),
    };

    /// <summary>The value of an answer. Its type must be the very one that Beam's schema states; what isn't is shown as it came.</summary>
    public static object? Decoded(JsonNode answer, DataType wanted)
    {
        JsonNode? value = answer["value"];
        return ((string)answer["type"]!, wanted) switch
        {
            ("error", _) => new EvaluationException((string)value!),
            ("NoneType", _) => null,
            ("bool", DataType.Boolean) => (string)value! == "True",
            ("int", DataType.Int64) => long.Parse((string)value!, CultureInfo.InvariantCulture),
            ("float", DataType.Double) => Number((string)value!),
            ("str", DataType.String) => (string)value!,
            ("int", DataType.Date) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(int.Parse((string)value!, CultureInfo.InvariantCulture)),
            ("int", DataType.Timestamp) => DateTime.UnixEpoch.AddTicks(long.Parse((string)value!, CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond),
            _ => $"{value} of Python's type {answer["type"]}",
        };
    }

    private static double Number(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
