using System.Runtime.CompilerServices;
using System.Text;
using DuckDB.NET.Native;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>An argument's values in DuckDB's memory.</summary>
internal readonly unsafe struct ArgumentVector<T>(nint vector)
{
    private readonly byte* _data = (byte*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
    private readonly ulong* _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);

    public T this[int row]
    {
        get
        {
            if (typeof(T) == typeof(string))
            {
                DuckDBString* text = (DuckDBString*)_data + row;
                return (T)(object)Encoding.UTF8.GetString(new ReadOnlySpan<byte>(text->Data, text->Length));
            }

            if (typeof(T) == typeof(DateOnly))
                return Of(DateOnly.FromDayNumber(((int*)_data)[row] + Days.Epoch));
            if (typeof(T) == typeof(DateTime))
                return Of(new DateTime(DateTime.UnixEpoch.Ticks + (((long*)_data)[row] * TimeSpan.TicksPerMicrosecond)));
            if (typeof(T) == typeof(TimeOnly))
                return Of(new TimeOnly(((long*)_data)[row] * TimeSpan.TicksPerMicrosecond));
            if (typeof(T) == typeof(bool))
                return Of(_data[row] != 0);
            return Unsafe.ReadUnaligned<T>(_data + (row * 8L));
        }
    }

    public bool IsValid(int row) => _validity is null || (_validity[row >> 6] & (1UL << (row & 63))) != 0;

    private static T Of<TValue>(TValue value) => Unsafe.As<TValue, T>(ref value);
}
