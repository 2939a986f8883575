using System.Text;
using DuckDB.NET.Native;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>A result's values in DuckDB's memory.</summary>
internal readonly unsafe struct ResultVector(nint vector)
{
    private readonly byte* _data = (byte*)NativeMethods.Vectors.DuckDBVectorGetData(vector);

    public void SetNull(int row)
    {
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(vector);
        NativeMethods.Vectors.DuckDBVectorGetValidity(vector)[row >> 6] &= ~(1UL << (row & 63));
    }

    public void Set<T>(int row, T value)
    {
        switch (value)
        {
            case null:
                SetNull(row);
                break;
            case long whole:
                ((long*)_data)[row] = whole;
                break;
            case double number:
                ((double*)_data)[row] = number;
                break;
            case bool condition:
                _data[row] = condition ? (byte)1 : (byte)0;
                break;
            case string text:
                Set(row, text);
                break;
            case DateOnly day:
                ((int*)_data)[row] = day.DayNumber - Days.Epoch;
                break;
            case DateTime time:
                ((long*)_data)[row] = (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
                break;
            case TimeOnly time:
                ((long*)_data)[row] = time.Ticks / TimeSpan.TicksPerMicrosecond;
                break;
            default:
                throw new ArgumentException($"DuckDB has no type for {typeof(T)}.");
        }
    }

    private void Set(int row, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* first = bytes.Length == 0 ? [0] : bytes)
            NativeMethods.Vectors.DuckDBVectorAssignStringElementLength(vector, (ulong)row, first, bytes.Length);
    }
}
