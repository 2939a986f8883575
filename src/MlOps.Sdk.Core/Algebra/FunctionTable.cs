using System.Collections.Frozen;
using MlOps.Sdk.Algebra.Functions;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra;

/// <summary>The functions and operators of the algebra: each with its meaning and its rendering for every engine.</summary>
public static class FunctionTable
{
    /// <summary>The functions by what they are about.</summary>
    public static IReadOnlyList<FunctionFamily> Families { get; } =
    [
        new("Arithmetic", Arithmetic.All),
        new("Comparison", Comparison.All),
        new("Logic", Logic.All),
        new("Null", Nulls.All),
        new("Text", [.. Strings.All, .. Casing.All, .. Searching.All, .. Slicing.All, .. Trimming.All, .. Matching.All]),
        new("Reading text", [.. Parsing.All, .. ParsingOrNull.All]),
        new("Days and instants", [.. DateParts.All, .. DateTruncation.All, .. DateConstruction.All, .. UnixTime.All, .. DateFormats.All]),
        new("Moving in time", [.. DateArithmetic.All, .. InstantArithmetic.All, .. DateDifferences.All]),
        new("Rounding", [.. Signs.All, .. Bounds.All, .. Rounding.All]),
        new("Powers, logarithms", [.. Powers.All, .. Logarithms.All]),
        new("Angles", [.. Trigonometry.All, .. Hyperbolics.All]),
        new("Constants", [.. Sets.All, .. Lookups.All]),
        new("Keys and words", [.. Keys.All, .. Words.All]),
    ];

    /// <summary>All functions, family by family.</summary>
    public static IReadOnlyList<Function> All { get; } = [.. Families.SelectMany(family => family.Functions)];

    private static readonly FrozenDictionary<string, Function> s_byName = All.ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    /// <summary>The function of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Function Find(string name) => s_byName.TryGetValue(name, out Function? function)
        ? function
        : throw new ArgumentException($"The algebra has no function '{name}'. A plan that names it was written by a newer version.", nameof(name));

    /// <summary>A function, applied; the type and nullability of the result follow from the arguments.</summary>
    /// <exception cref="ArgumentException">There is no such function, or not for these arguments.</exception>
    public static CallNode Call(string function, params ReadOnlySpan<ScalarNode> arguments)
    {
        Function entry = Find(function);
        foreach (Signature signature in entry.Signatures)
        {
            if (signature.Admits(arguments))
            {
                return entry.Refusal(arguments.ToArray()) is { } refusal
                    ? throw new ArgumentException(refusal, nameof(arguments))
                    : new CallNode(function, ValueList.Create(arguments), signature.Result, entry.IsNullable(arguments));
            }
        }

        string types = string.Join(", ", arguments.ToArray().Select(argument => argument.Type));
        throw new ArgumentException($"'{function}' is not defined for ({types}), but for {string.Join(", ", entry.Signatures)}.", nameof(arguments));
    }
}
