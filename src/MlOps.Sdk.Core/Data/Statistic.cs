using System.Globalization;

namespace MlOps.Sdk.Data;

/// <summary>Numbers that engines compute in parallel, freed of the last digits, which differ with the order of additions.</summary>
internal static class Statistic
{
    private const int Digits = 9;

    /// <summary>The number to nine significant digits.</summary>
    public static double Round(double value) => Round(value, value);

    /// <summary>The number to nine digits of a scale: of a mean whose rows lie a standard deviation apart only those digits are certain.</summary>
    public static double Round(double value, double scale)
    {
        if (!double.IsFinite(value) || !double.IsFinite(scale) || scale == 0)
            return value;
        int decimals = Digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(scale)));
        // Through decimal text, as 10 to a negative power is no exact Double.
        return decimals is < 0 or > 300
            ? double.Parse(value.ToString("E8", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : double.Parse(value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
