using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>An entry of the <see cref="FunctionTable"/>: overloads, or what resolves calls that no signature can describe.</summary>
internal sealed class SqlFunction
{
    private SqlFunction(string name, IReadOnlyList<Overload> overloads, Func<FunctionCall, Typed>? resolve)
    {
        Name = name;
        Overloads = overloads;
        Resolver = resolve;
    }

    public string Name { get; }

    public IReadOnlyList<Overload> Overloads { get; }

    private Func<FunctionCall, Typed>? Resolver { get; }

    public static SqlFunction Of(string name, params IReadOnlyList<Overload> overloads) => new(name, overloads, null);

    /// <summary>A function whose arguments or types are its own affair.</summary>
    public static SqlFunction Special(string name, Func<FunctionCall, Typed> resolve, params IReadOnlyList<Overload> overloads) => new(name, overloads, resolve);

    public Typed Resolve(FunctionCall call) => Resolver is not null ? Resolver(call) : ByOverload(call, call.Arguments);

    /// <summary>The call of the overload that the arguments fit.</summary>
    public Typed ByOverload(FunctionCall call, IReadOnlyList<Typed> arguments)
    {
        foreach (bool exactly in (bool[])[true, false])
        {
            foreach (Overload overload in Overloads)
            {
                if (overload.Fit(arguments, exactly) is { } fitted)
                    return overload.Print(call.Resolver, fitted, call.IsSafe);
            }
        }

        throw call.NoSignature(arguments, Overloads.Select(overload => overload.Describe(Name)));
    }
}
