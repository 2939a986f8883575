using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Values of rows: as constants, compared, and shown.</summary>
internal static class TestValue
{
    public static ConstantNode Constant(object? value, DataType type) => value is null ? ConstantNode.Null(type) : ConstantNode.Of(value);

    public static bool Same(object? expected, object? actual, double tolerance)
    {
        if (expected is double x && actual is double y)
            return x.Equals(y) || (double.IsFinite(x) && double.IsFinite(y) && Math.Abs(x - y) <= tolerance * Math.Max(Math.Abs(x), Math.Abs(y)));
        return Equals(expected, actual);
    }

    public static string Show(object? value) => value switch
    {
        null => "null",
        object?[] row => $"({string.Join(", ", row.Select(Show))})",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
        string text => $"\"{text}\"",
        EvaluationException exception => $"error: {exception.Message}",
        IFormattable other => $"{other.ToString(null, CultureInfo.InvariantCulture)}:{value.GetType().Name}",
        _ => $"{value}",
    };
}
