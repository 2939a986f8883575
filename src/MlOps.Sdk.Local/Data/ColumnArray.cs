using System.Runtime.InteropServices;
using System.Text;
using DuckDB.NET.Native;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>An array that grows by the values of DuckDB's vectors.</summary>
internal abstract class ColumnArray
{
    public static ColumnArray Of(FeatureColumnKind kind, long expectedRows) => kind switch
    {
        FeatureColumnKind.Float => new Typed<float, double>(expectedRows, float.NaN, Narrow),
        FeatureColumnKind.Code => new Typed<int, int>(expectedRows, -1, (source, destination) => source.CopyTo(destination)),
        FeatureColumnKind.Boolean => new Typed<bool, byte>(expectedRows, null, (source, destination) => source.CopyTo(MemoryMarshal.AsBytes(destination))),
        FeatureColumnKind.Double => new Typed<double, double>(expectedRows, double.NaN, (source, destination) => source.CopyTo(destination)),
        _ => new Strings(expectedRows),
    };

    /// <summary>Appends so many values, from one on, of a vector of the kind's DuckDB type.</summary>
    public abstract void Append(nint vector, int start, int count);

    /// <summary>The values, in an array of exactly their number.</summary>
    public abstract Array ToArray();

    private static void Narrow(ReadOnlySpan<double> source, Span<float> destination)
    {
        for (int row = 0; row < source.Length; row++)
            destination[row] = (float)source[row];
    }

    private delegate void Copy<TRaw, TItem>(ReadOnlySpan<TRaw> source, Span<TItem> destination);

    private abstract class Growing<TItem>(long expectedRows) : ColumnArray
    {
        private TItem[] _items = new TItem[Math.Clamp(expectedRows, 0, Array.MaxLength)];
        private int _count;

        public sealed override unsafe void Append(nint vector, int start, int count)
        {
            if (_items.Length - _count < count)
                Array.Resize(ref _items, checked((int)Math.Max(Math.Min(_items.Length * 2L, Array.MaxLength), (long)_count + count)));
            ulong* validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
            Fill(vector, start, _items.AsSpan(_count, count), validity is null ? [] : new ReadOnlySpan<ulong>(validity, (start + count + 63) / 64));
            _count += count;
        }

        public sealed override Array ToArray()
        {
            if (_items.Length != _count)
                Array.Resize(ref _items, _count);
            return _items;
        }

        /// <summary>
        /// Fills in the values from <paramref name="start"/> on; <paramref name="validity"/> has a bit for each of the vector, 0 for null, and is empty if
        /// there is no null.
        /// </summary>
        protected abstract void Fill(nint vector, int start, Span<TItem> items, ReadOnlySpan<ulong> validity);

        protected static bool IsNull(ReadOnlySpan<ulong> validity, int row) => (validity[row >> 6] & (1UL << (row & 63))) == 0;
    }

    private sealed class Typed<TItem, TRaw>(long expectedRows, TItem? forNull, Copy<TRaw, TItem> copy) : Growing<TItem>(expectedRows)
        where TItem : struct
        where TRaw : unmanaged
    {
        protected override unsafe void Fill(nint vector, int start, Span<TItem> items, ReadOnlySpan<ulong> validity)
        {
            copy(new ReadOnlySpan<TRaw>((TRaw*)NativeMethods.Vectors.DuckDBVectorGetData(vector) + start, items.Length), items);
            for (int row = 0; row < items.Length && !validity.IsEmpty; row++)
            {
                if (IsNull(validity, start + row))
                    items[row] = forNull ?? throw new StageException(
                        "A Boolean that training reads is null. Drop such rows in a transform, or give the value with '??'.");
            }
        }
    }

    private sealed class Strings(long expectedRows) : Growing<string?>(expectedRows)
    {
        // A label has few values and many rows.
        private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

        protected override unsafe void Fill(nint vector, int start, Span<string?> items, ReadOnlySpan<ulong> validity)
        {
            Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> seen = _seen.GetAlternateLookup<ReadOnlySpan<char>>();
            DuckDBString* strings = (DuckDBString*)NativeMethods.Vectors.DuckDBVectorGetData(vector) + start;
            char[] buffer = [];
            for (int row = 0; row < items.Length; row++)
            {
                if (!validity.IsEmpty && IsNull(validity, start + row))
                    continue;
                ReadOnlySpan<byte> bytes = new(strings[row].Data, strings[row].Length);
                if (buffer.Length < bytes.Length)
                    buffer = new char[Math.Max(256, bytes.Length)];
                ReadOnlySpan<char> text = buffer.AsSpan(0, Encoding.UTF8.GetChars(bytes, buffer));
                if (!seen.TryGetValue(text, out string? value))
                    _seen[value = text.ToString()] = value;
                items[row] = value;
            }
        }
    }
}
