using DuckDB.NET.Data;
using DuckDB.NET.Data.DataChunk.Reader;
using DuckDB.NET.Data.DataChunk.Writer;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>A function that .NET computes for DuckDB, under two names: as it is, and with <c>_or_null</c> giving null for what fails. Null gives null.</summary>
/// <remarks>
/// They are declared volatile, though they aren't: DuckDB computes what isn't for all entries of a dictionary, also those of rows that a condition leaves out,
/// where a function that fails would make the statement fail.
/// </remarks>
internal sealed class ScalarFunction
{
    private static readonly ScalarFunctionOptions s_options = new() { IsPureFunction = false };

    private readonly Action<DuckDBConnection, string, bool> _register;

    private ScalarFunction(string name, Type[] types, Action<DuckDBConnection, string, bool> register)
    {
        Name = name;
        Types = types;
        _register = register;
    }

    public string Name { get; }

    /// <summary>The parameters' types, and at the end that of the result.</summary>
    public IReadOnlyList<Type> Types { get; }

    public static ScalarFunction Of<T1, TResult>(string name, Func<T1, TResult> function) => new(
        name,
        [typeof(T1), typeof(TResult)],
        (connection, printed, orNull) => connection.RegisterScalarFunction<T1, TResult>(
            printed,
            (arguments, result, count) => Run(arguments, result, count, orNull, row => function(arguments[0].GetValue<T1>(row))),
            s_options));

    public static ScalarFunction Of<T1, T2, TResult>(string name, Func<T1, T2, TResult> function) => new(
        name,
        [typeof(T1), typeof(T2), typeof(TResult)],
        (connection, printed, orNull) => connection.RegisterScalarFunction<T1, T2, TResult>(
            printed,
            (arguments, result, count) => Run(arguments, result, count, orNull, row => function(arguments[0].GetValue<T1>(row), arguments[1].GetValue<T2>(row))),
            s_options));

    public static ScalarFunction Of<T1, T2, T3, TResult>(string name, Func<T1, T2, T3, TResult> function) => new(
        name,
        [typeof(T1), typeof(T2), typeof(T3), typeof(TResult)],
        (connection, printed, orNull) => connection.RegisterScalarFunction<T1, T2, T3, TResult>(
            printed,
            (arguments, result, count) => Run(
                arguments, result, count, orNull, row => function(arguments[0].GetValue<T1>(row), arguments[1].GetValue<T2>(row), arguments[2].GetValue<T3>(row))),
            s_options));

    public void Register(DuckDBConnection connection)
    {
        _register(connection, Name, false);
        _register(connection, Name + "_or_null", true);
    }

    private static void Run<TResult>(IReadOnlyList<IDuckDBDataReader> arguments, IDuckDBDataWriter result, ulong count, bool orNull, Func<ulong, TResult> compute)
    {
        for (ulong row = 0; row < count; row++)
        {
            bool isNull = false;
            foreach (IDuckDBDataReader argument in arguments)
                isNull |= !argument.IsValid(row);
            TResult? value = default;
            try
            {
                if (!isNull)
                    value = compute(row);
            }
            catch (SqlFailure) when (orNull)
            {
                isNull = true;
            }

            if (isNull || value is null)
                result.WriteNull(row);
            else
                result.WriteValue(value, row);
        }
    }
}
