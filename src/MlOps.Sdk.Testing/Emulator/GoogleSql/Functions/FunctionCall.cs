using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>A call that is to be resolved: as it is written, and its arguments once they are asked for.</summary>
internal sealed class FunctionCall(ExpressionResolver resolver, Call call)
{
    private Typed[]? _arguments;

    public ExpressionResolver Resolver => resolver;

    public Call Syntax => call;

    public Position At => call.At;

    public string Name => call.Function;

    public bool IsSafe => call.IsSafe;

    public int Count => call.Arguments.Count;

    /// <summary>All arguments as values.</summary>
    public IReadOnlyList<Typed> Arguments => _arguments ??= [.. call.Arguments.Select(resolver.Resolve)];

    /// <summary>What is put behind a computed function's name.</summary>
    public string Safe => call.IsSafe ? "_or_null" : "";

    public Typed Require(int index, GoogleSqlType type) => index < Count
        ? Coercion.To(Arguments[index], type) ?? throw NoSignature(Arguments, [])
        : throw WrongCount();

    public void RequireCount(int least, int most)
    {
        if (Count < least || Count > most)
            throw WrongCount();
    }

    /// <summary>An argument that is a word, such as DAY.</summary>
    public string Word(int index) => index < Count && call.Arguments[index] is Name name ? name.Text.ToUpperInvariant() : index < Count
        ? throw SqlError.At(call.Arguments[index].At, $"A valid date part name is required for argument {index + 1} of {Name}")
        : throw WrongCount();

    /// <summary>An argument that must be a literal or parameter.</summary>
    public T Constant<T>(int index, string what) => index < Count && Arguments[index].Constant is T value
        ? value
        : throw SqlError.At(index < Count ? call.Arguments[index].At : At, $"Argument {index + 1} to {Name} must be {what}");

    public Exception NotSupported(string what) => SqlError.NotSupported(At, what);

    public Exception NoSignature(IReadOnlyList<Typed> arguments, IEnumerable<string> signatures)
    {
        string[] supported = [.. signatures.Distinct()];
        string list = supported.Length == 0 ? "" : $" Supported signature{(supported.Length > 1 ? "s" : "")}: {string.Join("; ", supported)}";
        return SqlError.At(At, arguments.Count == 0
            ? $"No matching signature for function {Name} with no arguments.{list}"
            : $"No matching signature for function {Name} for argument types: {Calls.Types(arguments)}.{list}");
    }

    private Exception WrongCount() => NoSignature(Arguments, []);
}
