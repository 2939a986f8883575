using System.Globalization;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>A row as a text that tells every two values apart: null from empty, −0 from 0, 1 from 1.0.</summary>
internal static class RowText
{
    public static string Of(object?[] row) => string.Join(" | ", row.Select(Of));

    private static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        double number => $"{number.ToString("R", CultureInfo.InvariantCulture)}d",
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
