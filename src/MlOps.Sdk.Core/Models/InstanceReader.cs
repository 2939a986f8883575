using System.Buffers;
using System.Text;
using System.Text.Json;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Diagnostics;

namespace MlOps.Sdk.Models;

/// <summary>Reads an instance, a JSON object with a property for each column, into a row.</summary>
/// <remarks>
/// A property's name is matched exactly, else ignoring case. An absent property is null. Numbers are JSON numbers (for Double also the strings <c>NaN</c>,
/// <c>Infinity</c>, <c>-Infinity</c>), dates <c>"2024-03-31"</c>, instants <c>"2024-03-31T17:05:00Z"</c> or with an offset; without one they are UTC.
/// May be used by several threads at once.
/// </remarks>
public sealed class InstanceReader
{
    private readonly InstanceColumns _columns;
    private readonly InstanceStrings _strings = new();
    private readonly bool _allowUnknown;

    /// <summary>A reader of instances with the columns of a schema.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="allowUnknown">Whether to skip properties that stand for no column; otherwise each is an error.</param>
    public InstanceReader(Schema schema, bool allowUnknown = false)
    {
        Schema = schema;
        _columns = new InstanceColumns(schema);
        _allowUnknown = allowUnknown;
    }

    /// <summary>The columns.</summary>
    public Schema Schema { get; }

    /// <summary>Reads a text that is one instance.</summary>
    /// <exception cref="InstanceException">It isn't what the schema says; the exception holds every error.</exception>
    public void Read(string json, RowBuffer row)
    {
        InstanceErrors errors = new();
        try
        {
            Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json));
            reader.Read();
            Read(ref reader, row, errors);
            while (!errors.IsFull && reader.Read())
            {
            }
        }
        catch (JsonException exception)
        {
            errors.Add("", $"The instance is not JSON: {exception.Message}");
        }

        if (errors.Count > 0)
            throw new InstanceException(errors.Items);
    }

    /// <summary>Reads the instance on whose first token the reader stands, up to its last token.</summary>
    /// <param name="reader">Holds the rest of the text to its end.</param>
    /// <param name="row">Receives the values; complete only if nothing was wrong.</param>
    /// <param name="errors">Receives what is wrong. When it is full the rest is not read.</param>
    /// <param name="index">The instance's position among several, for the paths of errors; negative if it stands alone.</param>
    /// <returns>Whether nothing was wrong with the instance.</returns>
    /// <exception cref="JsonException">The text isn't JSON.</exception>
    public bool Read(ref Utf8JsonReader reader, RowBuffer row, InstanceErrors errors, int index = -1)
    {
        int before = errors.Count;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            errors.Add(PathOf(index), $"{InstanceValue.Quote(ref reader)} is not an instance. Write an object with a property for each column.");
            reader.Skip();
            return false;
        }

        int count = Schema.Columns.Count;
        int words = (count + 63) / 64;
        Span<ulong> seen = words <= 16 ? stackalloc ulong[16] : new ulong[words];
        int found = 0;
        int likely = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int position = _columns.Find(ref reader, likely);
            if (position < 0)
            {
                SkipUnknown(ref reader, errors, index);
            }
            else if ((seen[position >> 6] & (1UL << position)) != 0)
            {
                errors.Add(PathOf(index, Schema.Columns[position].Name), "The property occurs twice. Write it once.");
                reader.Skip();
            }
            else
            {
                seen[position >> 6] |= 1UL << position;
                found++;
                likely = position + 1;
                reader.Read();
                ReadValue(ref reader, row, position, errors, index);
            }

            if (errors.IsFull)
                return false;
        }

        if (found < count)
            Complete(row, seen, errors, index);
        return errors.Count == before;
    }

    private void ReadValue(ref Utf8JsonReader reader, RowBuffer row, int position, InstanceErrors errors, int index)
    {
        Column column = Schema.Columns[position];
        bool isOutOfRange = false;
        switch (column.Type)
        {
            case var _ when reader.TokenType == JsonTokenType.Null:
                if (!column.Nullable)
                    break;
                row.SetNull(position);
                return;
            case DataType.Boolean when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                row.SetBoolean(position, reader.TokenType == JsonTokenType.True);
                return;
            case DataType.Int64 when InstanceValue.TryInt64(ref reader, out long integer, out isOutOfRange):
                row.SetInt64(position, integer);
                return;
            case DataType.Double when InstanceValue.TryDouble(ref reader, out double number, out isOutOfRange):
                row.SetDouble(position, number);
                return;
            case DataType.String when reader.TokenType == JsonTokenType.String:
                ReadString(ref reader, row, position, errors, index);
                return;
            case DataType.Date when InstanceValue.TryDate(ref reader, out DateOnly date):
                row.SetDate(position, date);
                return;
            case DataType.Timestamp when InstanceValue.TryTimestamp(ref reader, out DateTime instant):
                row.SetTimestamp(position, instant);
                return;
        }

        string quoted = InstanceValue.Quote(ref reader);
        errors.Add(PathOf(index, column.Name), isOutOfRange
            ? $"{quoted} is out of the range of a 64-bit {(column.Type == DataType.Int64 ? "integer" : "floating-point number")}."
            : $"{quoted} is not {InstanceValue.NameOf(column.Type)}{(reader.TokenType == JsonTokenType.Null ? ", and the column is not nullable" : "")}.");
        reader.Skip();
    }

    private void ReadString(ref Utf8JsonReader reader, RowBuffer row, int position, InstanceErrors errors, int index)
    {
        try
        {
            row.SetString(position, reader.ValueIsEscaped || reader.HasValueSequence ? reader.GetString()! : _strings.Get(reader.ValueSpan));
        }
        catch (Exception exception) when (exception is InvalidOperationException or DecoderFallbackException)
        {
            errors.Add(PathOf(index, Schema.Columns[position].Name), $"{InstanceValue.Quote(ref reader)} is not valid Unicode. Send UTF-8.");
        }
    }

    private void SkipUnknown(ref Utf8JsonReader reader, InstanceErrors errors, int index)
    {
        if (!_allowUnknown)
        {
            string name = Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
            string suggestion = name.Length > 200 ? "" : Suggestion.For(name, Schema.Columns.Select(column => column.Name));
            errors.Add(PathOf(index, name), suggestion.Length > 0
                ? $"There is no such column.{suggestion}"
                : $"There is no such column. The model reads {string.Join(", ", Schema.Columns.Select(column => column.Name))}.");
        }

        reader.Skip();
    }

    private void Complete(RowBuffer row, ReadOnlySpan<ulong> seen, InstanceErrors errors, int index)
    {
        for (int position = 0; position < Schema.Columns.Count; position++)
        {
            if ((seen[position >> 6] & (1UL << position)) != 0)
                continue;
            Column column = Schema.Columns[position];
            if (column.Nullable)
                row.SetNull(position);
            else
                errors.Add(PathOf(index, column.Name), $"The property is missing. Write {InstanceValue.NameOf(column.Type)}; the column is not nullable.");
        }
    }

    private static string PathOf(int index) => index < 0 ? "" : $"instances[{index}]";

    private static string PathOf(int index, string name)
    {
        string shown = name.Length > 100 ? name[..100] + "…" : name;
        bool isPlain = shown.Length > 0 && shown.All(letter => char.IsLetterOrDigit(letter) || letter == '_');
        return (index, isPlain) switch
        {
            ( < 0, _) => shown,
            (_, true) => $"instances[{index}].{shown}",
            _ => $"instances[{index}]['{shown}']",
        };
    }
}
