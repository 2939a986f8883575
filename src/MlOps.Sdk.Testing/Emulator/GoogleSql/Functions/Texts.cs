using System.Globalization;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Values as the texts that CAST makes of them.</summary>
internal static class Texts
{
    public static string Of(double number)
    {
        if (double.IsNaN(number))
            return "nan";
        if (double.IsInfinity(number))
            return number > 0 ? "inf" : "-inf";
        if (number == 0)
            return double.IsNegative(number) ? "-0" : "0";

        // Without an exponent from 1e-5 to below 1e15, as C writes %.15g and, where that isn't the number, %.17g.
        string digits = number.ToString("G15", CultureInfo.InvariantCulture);
        bool isEnough = double.Parse(digits, CultureInfo.InvariantCulture).Equals(number);
        string scientific = number.ToString(isEnough ? "E14" : Shortest(number), CultureInfo.InvariantCulture);
        int exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('E', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
        string mantissa = scientific[..scientific.IndexOf('E', StringComparison.Ordinal)];
        mantissa = mantissa.Contains('.', StringComparison.Ordinal) ? mantissa.TrimEnd('0').TrimEnd('.') : mantissa;
        int precision = isEnough ? 15 : 17;
        return exponent < -4 || exponent >= precision
            ? $"{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}"
            : Plain(mantissa, exponent);
    }

    public static string Of(DateTime instant)
    {
        string text = instant.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return text.EndsWith(".000000", StringComparison.Ordinal) ? text[..^7] : text.EndsWith("000", StringComparison.Ordinal) ? text[..^3] : text;
    }

    private static string Shortest(double number) =>
        double.Parse(number.ToString("E15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Equals(number) ? "E15" : "E16";

    private static string Plain(string mantissa, int exponent)
    {
        string sign = mantissa[0] == '-' ? "-" : "";
        string digits = mantissa.TrimStart('-').Replace(".", "", StringComparison.Ordinal);
        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        digits = digits.PadRight(exponent + 1, '0');
        return digits.Length == exponent + 1 ? sign + digits : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }
}
