using System.Globalization;
using System.Text.Json.Serialization;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra;

/// <summary>A constant, kept as text that restores the very value (also NaN, infinities and −0).</summary>
/// <param name="Type">The type of the value; also of a null.</param>
/// <param name="Text">The value in invariant, round-trip form; null for the constant null.</param>
public sealed record ConstantNode(DataType Type, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Text) : ScalarNode(Type, Text is null)
{
    /// <summary>
    /// The value: <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, <see cref="string"/>, <see cref="DateOnly"/> or
    /// <see cref="DateTime"/> (UTC) as the type says, or null.
    /// </summary>
    [JsonIgnore]
    public object? Value => Text is null ? null : Type switch
    {
        DataType.Boolean => bool.Parse(Text),
        DataType.Int64 => long.Parse(Text, CultureInfo.InvariantCulture),
        DataType.Double => double.Parse(Text, CultureInfo.InvariantCulture),
        DataType.String => Text,
        DataType.Date => DateOnly.ParseExact(Text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        DataType.Timestamp => DateTime.Parse(Text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        _ => throw new InvalidOperationException($"A constant can't be of type {Type}."),
    };

    /// <summary>The constant of a value of one of the types that <see cref="Value"/> lists.</summary>
    public static ConstantNode Of(object value) => value switch
    {
        bool boolean => new(DataType.Boolean, boolean ? "true" : "false"),
        long integer => new(DataType.Int64, integer.ToString(CultureInfo.InvariantCulture)),
        int integer => Of((long)integer),
        double number => new(DataType.Double, number.ToString("R", CultureInfo.InvariantCulture)),
        string text => new(DataType.String, text),
        DateOnly date => new(DataType.Date, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        DateTime instant => new(DataType.Timestamp, DateTime.SpecifyKind(instant, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"A constant can't be of type {value.GetType()}.", nameof(value)),
    };

    /// <summary>The constant null of a type.</summary>
    public static ConstantNode Null(DataType type) => new(type, null);
}
