using System.Globalization;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>Reads the OPTIONS of CREATE MODEL; what nobody reads is refused.</summary>
internal sealed class OptionReader(IReadOnlyDictionary<string, object?> options)
{
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);

    public object? Value(string name)
    {
        _read.Add(name);
        return options.GetValueOrDefault(name);
    }

    public string? Text(string name) => Value(name) switch
    {
        null => null,
        string text => text,
        { } other => throw Wrong(name, other, "a STRING"),
    };

    /// <summary>One of some words, in capitals.</summary>
    public string Word(string name, string otherwise, params string[] emulated)
    {
        string word = Text(name)?.ToUpperInvariant() ?? otherwise;
        return emulated.Contains(word) ? word : throw Refused(name, word);
    }

    public double Number(string name, double otherwise, double least = 0, double most = double.PositiveInfinity) => Value(name) switch
    {
        null => otherwise,
        (double or long or decimal) and var given when Convert.ToDouble(given, CultureInfo.InvariantCulture) is var number && number >= least && number <= most => number,
        { } other => throw Wrong(name, other, double.IsFinite(most)
            ? FormattableString.Invariant($"a number from {least} to {most}")
            : FormattableString.Invariant($"a number of {least} at least")),
    };

    public long Whole(string name, long otherwise, long least = 1) => Value(name) switch
    {
        null => otherwise,
        long number when number >= least && number <= int.MaxValue => number,
        { } other => throw Wrong(name, other, FormattableString.Invariant($"an INT64 of {least} at least")),
    };

    public bool Flag(string name, bool otherwise) => Value(name) switch
    {
        null => otherwise,
        bool flag => flag,
        { } other => throw Wrong(name, other, "a BOOL"),
    };

    /// <summary>Refuses any value but one.</summary>
    public void Only(string name, object value)
    {
        bool isIt = Value(name) switch
        {
            null => true,
            string text => text.Equals(value as string, StringComparison.OrdinalIgnoreCase),
            double or long or decimal => value is double only && Convert.ToDouble(options[name], CultureInfo.InvariantCulture).Equals(only),
            { } other => other.Equals(value),
        };
        if (!isIt)
            throw Refused(name, options[name]);
    }

    /// <summary>Lets options pass that make no difference here.</summary>
    public void Pass(params string[] names) => _read.UnionWith(names);

    /// <summary>Refuses what was not read.</summary>
    public void CheckRest()
    {
        foreach ((string name, object? value) in options)
        {
            if (!_read.Contains(name))
                throw Refused(name, value);
        }
    }

    private static EmulatorException Wrong(string name, object value, string what) =>
        ModelOptions.Invalid($"Option {name} must be {what}, not {Written(value)}");

    private static EmulatorException Refused(string name, object? value) => Shape.NotEmulated($"OPTIONS({name} = {Written(value)}) of a model");

    private static string? Written(object? value) =>
        value is IEnumerable<object?> items ? $"[{string.Join(", ", items.Select(Written))}]" : Convert.ToString(value, CultureInfo.InvariantCulture);
}
