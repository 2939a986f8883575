using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>A function that .NET computes for DuckDB, under two names: as it is, and with <c>_or_null</c> giving null for what fails. Null gives null.</summary>
/// <remarks>
/// They are declared volatile, though they aren't: DuckDB computes what isn't for all entries of a dictionary, also those of rows that a condition leaves out,
/// where a function that fails would make the statement fail. The vectors are read in place, since DuckDB.NET's own writer ends a text at its first NUL.
/// </remarks>
internal sealed class ScalarFunction
{
    // DuckDB hands back the place in this list; functions live as long as the process.
    private static readonly List<Func<nint[], int, ResultVector, bool, string?>> s_bodies = [];

    private readonly int _body;

    private ScalarFunction(string name, Type[] types, Func<nint[], int, ResultVector, bool, string?> body)
    {
        Name = name;
        Types = types;
        lock (s_bodies)
        {
            s_bodies.Add(body);
            _body = s_bodies.Count;
        }
    }

    public string Name { get; }

    /// <summary>The parameters' types, and at the end that of the result.</summary>
    public IReadOnlyList<Type> Types { get; }

    public static ScalarFunction Of<T1, TResult>(string name, Func<T1, TResult> function) => new(name, [typeof(T1), typeof(TResult)], (vectors, count, result, orNull) =>
    {
        ArgumentVector<T1> first = new(vectors[0]);
        return Run(count, result, orNull, row => first.IsValid(row), row => function(first[row]));
    });

    public static ScalarFunction Of<T1, T2, TResult>(string name, Func<T1, T2, TResult> function) => new(
        name, [typeof(T1), typeof(T2), typeof(TResult)], (vectors, count, result, orNull) =>
        {
            (ArgumentVector<T1> first, ArgumentVector<T2> second) = (new(vectors[0]), new(vectors[1]));
            return Run(count, result, orNull, row => first.IsValid(row) && second.IsValid(row), row => function(first[row], second[row]));
        });

    public static ScalarFunction Of<T1, T2, T3, TResult>(string name, Func<T1, T2, T3, TResult> function) => new(
        name, [typeof(T1), typeof(T2), typeof(T3), typeof(TResult)], (vectors, count, result, orNull) =>
        {
            (ArgumentVector<T1> first, ArgumentVector<T2> second, ArgumentVector<T3> third) = (new(vectors[0]), new(vectors[1]), new(vectors[2]));
            return Run(
                count, result, orNull, row => first.IsValid(row) && second.IsValid(row) && third.IsValid(row), row => function(first[row], second[row], third[row]));
        });

    public void Register(DuckDBConnection connection)
    {
        Register(connection, Name, _body);
        Register(connection, Name + "_or_null", -_body);
    }

    // The text of an error, or null.
    private static string? Run<TResult>(int count, ResultVector result, bool orNull, Func<int, bool> isValid, Func<int, TResult> compute)
    {
        for (int row = 0; row < count; row++)
        {
            if (!isValid(row))
            {
                result.SetNull(row);
                continue;
            }

            try
            {
                result.Set(row, compute(row));
            }
            catch (SqlFailure failure)
            {
                if (!orNull)
                    return failure.Message;
                result.SetNull(row);
            }
        }

        return null;
    }

    private static DuckDBType TypeOf(Type type) => type == typeof(long) ? DuckDBType.BigInt
        : type == typeof(double) ? DuckDBType.Double
        : type == typeof(bool) ? DuckDBType.Boolean
        : type == typeof(string) ? DuckDBType.Varchar
        : type == typeof(DateOnly) ? DuckDBType.Date
        : type == typeof(DateTime) ? DuckDBType.Timestamp
        : type == typeof(TimeOnly) ? DuckDBType.Time
        : throw new ArgumentException($"DuckDB has no type for {type}.");

    private unsafe void Register(DuckDBConnection connection, string name, int body)
    {
        nint function = NativeMethods.ScalarFunction.DuckDBCreateScalarFunction();
        try
        {
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetName(function, name);
            foreach (Type type in Types.SkipLast(1))
            {
                using DuckDBLogicalType parameter = NativeMethods.LogicalType.DuckDBCreateLogicalType(TypeOf(type));
                NativeMethods.ScalarFunction.DuckDBScalarFunctionAddParameter(function, parameter);
            }

            using DuckDBLogicalType result = NativeMethods.LogicalType.DuckDBCreateLogicalType(TypeOf(Types[^1]));
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetReturnType(function, result);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetVolatile(function);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetExtraInfo(function, body, null);
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetFunction(function, &Compute);
            if (!NativeMethods.ScalarFunction.DuckDBRegisterScalarFunction(connection.NativeConnection, function).IsSuccess())
                throw new InvalidOperationException($"DuckDB refused the function {name}.");
        }
        finally
        {
            NativeMethods.ScalarFunction.DuckDBDestroyScalarFunction(ref function);
        }
    }

    // No exception may leave it.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Compute(nint info, nint input, nint output)
    {
        string? error;
        try
        {
            int body = (int)NativeMethods.ScalarFunction.DuckDBScalarFunctionGetExtraInfo(info);
            using DuckDBDataChunk chunk = new(input);
            int count = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
            nint[] vectors = new nint[(int)NativeMethods.DataChunks.DuckDBDataChunkGetColumnCount(chunk)];
            for (int i = 0; i < vectors.Length; i++)
                vectors[i] = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, i);
            error = s_bodies[Math.Abs(body) - 1](vectors, count, new ResultVector(output), body < 0);
        }
        catch (Exception exception)
        {
            error = exception.ToString();
        }

        if (error is not null)
            NativeMethods.ScalarFunction.DuckDBScalarFunctionSetError(info, error);
    }
}
