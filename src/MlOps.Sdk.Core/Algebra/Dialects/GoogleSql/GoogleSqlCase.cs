namespace MlOps.Sdk.Algebra.Dialects;

/// <summary>A CASE that holds a value against constants; null is equal to none.</summary>
internal static class GoogleSqlCase
{
    public static string Of(string value, IEnumerable<(string Key, string Entry)> pairs, string? otherwise) =>
        $"CASE {value}{string.Concat(pairs.Select(pair => $" WHEN {pair.Key} THEN {pair.Entry}"))}{(otherwise is null ? "" : $" ELSE {otherwise}")} END";
}
