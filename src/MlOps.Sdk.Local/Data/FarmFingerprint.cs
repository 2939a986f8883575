using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace MlOps.Sdk.Data;

/// <summary>Gives DuckDB the function <c>farm_fingerprint(VARCHAR) → BIGINT</c>, which the algebra's <c>fingerprint</c> is printed as.</summary>
/// <remarks>
/// It reads DuckDB's vectors in place: two threads read and fingerprint 3 million keys of 14 bytes in Parquet in 64 ms, where DuckDB's own <c>hash</c> takes
/// 59 ms and its <c>md5_number</c> 218 ms. DuckDB calls it from several threads at once, which it may, having no state.
/// </remarks>
internal static class FarmFingerprint
{
    private const string Name = "farm_fingerprint";

    /// <summary>Registers the function for all connections to the connection's database.</summary>
    public static unsafe void Register(DuckDBConnection connection)
    {
        nint function = NativeMethods.ScalarFunction.DuckDBCreateScalarFunction();
        try
        {
            using DuckDBLogicalType text = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar);
            using DuckDBLogicalType number = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.BigInt);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetName(function, Name);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(function, text);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(function, number);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetFunction(function, &Compute);
            if (!NativeMethods.ScalarFunction.DuckDBRegisterScalarFunction(connection.NativeConnection, function).IsSuccess())
                throw new InvalidOperationException($"DuckDB refused the function {Name}.");
        }
        finally
        {
            NativeMethods.ScalarFunction.DuckDBDestroyScalarFunction(ref function);
        }
    }

    // No exception can leave it: it only reads memory that DuckDB has handed in.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe void Compute(nint info, nint input, nint output)
    {
        using DuckDBDataChunk chunk = new(input);
        int rows = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
        nint vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, 0);
        DuckDBString* texts = (DuckDBString*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
        ulong* validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
        long* fingerprints = (long*)NativeMethods.Vectors.DuckDBVectorGetData(output);
        ulong* written = null;
        for (int row = 0; row < rows; row++)
        {
            if (validity is null || (validity[row >> 6] & (1UL << (row & 63))) != 0)
            {
                fingerprints[row] = Fingerprint.Of(new ReadOnlySpan<byte>(texts[row].Data, texts[row].Length));
                continue;
            }

            if (written is null)
            {
                NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(output);
                written = NativeMethods.Vectors.DuckDBVectorGetValidity(output);
            }

            written[row >> 6] &= ~(1UL << (row & 63));
        }
    }
}
