using System.Collections.Frozen;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>All functions of values; a new one is an entry in the file of its family.</summary>
internal static class FunctionTable
{
    public static IReadOnlyList<SqlFunction> All { get; } =
    [
        .. Conditions.All,
        .. Arithmetic.All,
        .. Powers.All,
        .. Trigonometry.All,
        .. Rounding.All,
        .. Strings.All,
        .. Searching.All,
        .. Matching.All,
        .. Arrays.All,
        .. Hashes.All,
        .. JsonTexts.All,
        .. DateConstruction.All,
        .. DateArithmetic.All,
        .. DateComparison.All,
        .. DateTexts.All,
    ];

    private static readonly FrozenDictionary<string, SqlFunction> s_byName = All.ToFrozenDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    public static SqlFunction? Find(string name) => s_byName.GetValueOrDefault(name);
}
