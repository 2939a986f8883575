using System.Globalization;

namespace MlOps.Sdk.Data;

/// <summary>A number of bytes as DuckDB writes it: decimal (MB, GB) or binary (MiB, GiB) units.</summary>
internal static class MemorySize
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
        ("B", 1),
    ];

    /// <summary>What the machine has, or its container allows.</summary>
    public static long OfMachine => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        string trimmed = text.Trim();
        foreach ((string unit, long factor) in Units)
        {
            if (!trimmed.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
                continue;
            if (!double.TryParse(trimmed[..^unit.Length].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
                || number <= 0 || number * factor > 1e18)
                return false;
            bytes = (long)(number * factor);
            return true;
        }

        return false;
    }

    public static string Format(long bytes) => bytes >= 1_000_000_000
        ? (bytes / 1e9).ToString("0.#", CultureInfo.InvariantCulture) + "GB"
        : (bytes / 1e6).ToString("0.#", CultureInfo.InvariantCulture) + "MB";
}
