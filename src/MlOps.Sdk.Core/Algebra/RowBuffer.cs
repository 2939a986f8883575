using System.Runtime.CompilerServices;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra;

/// <summary>One row in memory, without boxing; filled, evaluated and filled again.</summary>
/// <remarks>Columns are addressed by their position in the schema. Not safe for use by several threads at once.</remarks>
public sealed class RowBuffer
{
    private readonly DataType[] _types;

    /// <summary>A row of a schema, all of whose values are null.</summary>
    public RowBuffer(Schema schema)
    {
        Schema = schema;
        _types = schema.Columns.Select(column => column.Type).ToArray();
        Nulls = new bool[_types.Length];
        Bits = new long[_types.Length];
        Texts = new string?[_types.Length];
        Clear();
    }

    /// <summary>The columns.</summary>
    public Schema Schema { get; }

    // Compiled expressions read these directly. Bits holds Booleans as 0 and 1, doubles bit by bit, days by DayNumber, instants by Ticks.
    internal bool[] Nulls { get; }

    internal long[] Bits { get; }

    internal string?[] Texts { get; }

    /// <summary>Makes every value null.</summary>
    public void Clear() => Nulls.AsSpan().Fill(true);

    /// <summary>Whether a value is null.</summary>
    public bool IsNull(int column) => Nulls[column];

    /// <summary>Makes a value null.</summary>
    public void SetNull(int column) => Nulls[column] = true;

    /// <summary>Sets a Boolean.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public void SetBoolean(int column, bool value) => SetBits(column, DataType.Boolean, value ? 1 : 0);

    /// <summary>Sets an Int64.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public void SetInt64(int column, long value) => SetBits(column, DataType.Int64, value);

    /// <summary>Sets a Double.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public void SetDouble(int column, double value) => SetBits(column, DataType.Double, BitConverter.DoubleToInt64Bits(value));

    /// <summary>Sets a String.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public void SetString(int column, string value)
    {
        Check(column, DataType.String);
        ArgumentNullException.ThrowIfNull(value);
        Nulls[column] = false;
        Texts[column] = value;
    }

    /// <summary>Sets a Date.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public void SetDate(int column, DateOnly value) => SetBits(column, DataType.Date, value.DayNumber);

    /// <summary>Sets a Timestamp; a local time is converted to UTC, one without a kind is taken as UTC.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public void SetTimestamp(int column, DateTime value) => SetBits(column, DataType.Timestamp, RowValue.Normalize(value).Ticks);

    /// <summary>Sets a value that is null or of a type that <see cref="ConstantNode.Value"/> lists.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public void Set(int column, object? value)
    {
        switch (RowValue.Normalize(value))
        {
            case null: SetNull(column); break;
            case bool boolean: SetBoolean(column, boolean); break;
            case long integer: SetInt64(column, integer); break;
            case double number: SetDouble(column, number); break;
            case string text: SetString(column, text); break;
            case DateOnly date: SetDate(column, date); break;
            case DateTime instant: SetTimestamp(column, instant); break;
        }
    }

    /// <summary>A Boolean that is not null.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type, or null.</exception>
    public bool GetBoolean(int column) => GetBits(column, DataType.Boolean) != 0;

    /// <summary>An Int64 that is not null.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type, or null.</exception>
    public long GetInt64(int column) => GetBits(column, DataType.Int64);

    /// <summary>A Double that is not null.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type, or null.</exception>
    public double GetDouble(int column) => BitConverter.Int64BitsToDouble(GetBits(column, DataType.Double));

    /// <summary>A String that is not null.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type, or null.</exception>
    public string GetString(int column)
    {
        Check(column, DataType.String);
        return Nulls[column] ? throw IsNullError(column) : Texts[column]!;
    }

    /// <summary>A Date that is not null.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type, or null.</exception>
    public DateOnly GetDate(int column) => DateOnly.FromDayNumber((int)GetBits(column, DataType.Date));

    /// <summary>A Timestamp, in UTC, that is not null.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type, or null.</exception>
    public DateTime GetTimestamp(int column) => new(GetBits(column, DataType.Timestamp), DateTimeKind.Utc);

    private void SetBits(int column, DataType type, long bits)
    {
        Check(column, type);
        Nulls[column] = false;
        Bits[column] = bits;
    }

    private long GetBits(int column, DataType type)
    {
        Check(column, type);
        return Nulls[column] ? throw IsNullError(column) : Bits[column];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Check(int column, DataType type)
    {
        if (_types[column] != type)
            throw TypeError(column, type);
    }

    private InvalidOperationException TypeError(int column, DataType type) =>
        new($"The column '{Schema.Columns[column].Name}' is a {_types[column]}, not a {type}.");

    private InvalidOperationException IsNullError(int column) => new($"The column '{Schema.Columns[column].Name}' is null; ask IsNull first.");
}
