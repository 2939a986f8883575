namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Days as DuckDB counts them.</summary>
internal static class Days
{
    /// <summary>The .NET number of 1970-01-01.</summary>
    public static int Epoch { get; } = new DateOnly(1970, 1, 1).DayNumber;
}
