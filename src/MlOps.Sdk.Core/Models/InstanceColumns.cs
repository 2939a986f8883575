using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Models;

/// <summary>Finds the column that a property's UTF-8 name stands for, without making a string of it.</summary>
internal sealed class InstanceColumns
{
    private const int Ambiguous = -2;

    private readonly byte[][] _names;
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _exact;
    private readonly Dictionary<string, int> _ignoringCase = new(StringComparer.OrdinalIgnoreCase);

    public InstanceColumns(Schema schema)
    {
        _names = schema.Columns.Select(column => Encoding.UTF8.GetBytes(column.Name)).ToArray();
        Dictionary<byte[], int> exact = new(new Utf8Comparer());
        for (int i = 0; i < _names.Length; i++)
        {
            exact.Add(_names[i], i);
            if (!_ignoringCase.TryAdd(schema.Columns[i].Name, i))
                _ignoringCase[schema.Columns[i].Name] = Ambiguous;
        }

        _exact = exact.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The position of the column, or a negative number: the name as it is, else the only one that differs from it in case.</summary>
    /// <param name="reader">Stands on a property's name.</param>
    /// <param name="likely">The position to try first: clients tend to send the properties in order.</param>
    public int Find(ref Utf8JsonReader reader, int likely)
    {
        if (reader.ValueIsEscaped || reader.HasValueSequence)
            return FindEscaped(ref reader);

        ReadOnlySpan<byte> name = reader.ValueSpan;
        if ((uint)likely < (uint)_names.Length && name.SequenceEqual(_names[likely]))
            return likely;
        return _exact.TryGetValue(name, out int position) ? position : FindIgnoringCase(Encoding.UTF8.GetString(name));
    }

    private int FindEscaped(ref Utf8JsonReader reader)
    {
        long length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        byte[] rented = ArrayPool<byte>.Shared.Rent(checked((int)length));
        try
        {
            ReadOnlySpan<byte> name = rented.AsSpan(0, reader.CopyString(rented));
            return _exact.TryGetValue(name, out int position) ? position : FindIgnoringCase(Encoding.UTF8.GetString(name));
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair: no column has such a name.
            return -1;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private int FindIgnoringCase(string name) => _ignoringCase.GetValueOrDefault(name, -1);

    private sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? left, byte[]? right) => left.AsSpan().SequenceEqual(right);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] value) => GetHashCode(value.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            HashCode hash = new();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
