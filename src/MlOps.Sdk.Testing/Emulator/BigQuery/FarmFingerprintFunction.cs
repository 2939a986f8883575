using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Gives DuckDB <c>farm_fingerprint(VARCHAR) → BIGINT</c>, GoogleSQL's <c>FARM_FINGERPRINT</c>.</summary>
internal static class FarmFingerprintFunction
{
    public static unsafe void Register(DuckDBConnection connection)
    {
        nint function = NativeMethods.ScalarFunction.DuckDBCreateScalarFunction();
        try
        {
            using DuckDBLogicalType text = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar);
            using DuckDBLogicalType number = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.BigInt);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetName(function, "farm_fingerprint");
            NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(function, text);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(function, number);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetFunction(function, &Compute);
            if (!NativeMethods.ScalarFunction.DuckDBRegisterScalarFunction(connection.NativeConnection, function).IsSuccess())
                throw new InvalidOperationException("DuckDB refused the function farm_fingerprint.");
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
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(output);
        ulong* written = NativeMethods.Vectors.DuckDBVectorGetValidity(output);
        for (int row = 0; row < rows; row++)
        {
            if (validity is null || (validity[row >> 6] & (1UL << (row & 63))) != 0)
                fingerprints[row] = Fingerprint.Of(new ReadOnlySpan<byte>(texts[row].Data, texts[row].Length));
            else
                written[row >> 6] &= ~(1UL << (row & 63));
        }
    }
}
