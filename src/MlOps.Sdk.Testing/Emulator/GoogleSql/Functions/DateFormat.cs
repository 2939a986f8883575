using System.Globalization;
using System.Text;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Writes dates and times by the elements that FORMAT_DATE and its kin take.</summary>
internal static class DateFormat
{
    private static readonly CultureInfo s_culture = CultureInfo.InvariantCulture;

    /// <summary>An instant in a zone; null is a local time that knows none.</summary>
    public static string Format(string format, DateTime instant, string? zone)
    {
        DateTime time = zone is null ? instant : Zones.ToLocal(instant, zone);
        StringBuilder text = new();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            string element = ElementAt(format, i + 1);
            text.Append(Element(element, time, instant, zone));
            i += element.Length;
        }

        return text.ToString();
    }

    /// <summary>An element behind its %: a letter, or E with what belongs to it.</summary>
    public static string ElementAt(string format, int start)
    {
        if (format[start] is not ('E' or 'O') || start + 1 == format.Length)
            return format[start].ToString();
        int end = start + 1;
        while (end < format.Length && char.IsAsciiDigit(format[end]))
            end++;
        if (end == start + 1 && format[end] == '*')
            end++;
        return end < format.Length ? format[start..(end + 1)] : format[start..];
    }

    private static string Element(string element, DateTime time, DateTime instant, string? zone) => element switch
    {
        "%" => "%",
        "n" => "\n",
        "t" => "\t",
        "Y" or "EY" => Text(time.Year),
        "E4Y" => Text(time.Year, 4),
        "C" or "EC" => Text(time.Year / 100, 2),
        "y" or "Ey" or "Oy" => Text(time.Year % 100, 2),
        "m" or "Om" => Text(time.Month, 2),
        "d" or "Od" => Text(time.Day, 2),
        "e" or "Oe" => Text(time.Day).PadLeft(2),
        "j" => Text(time.DayOfYear, 3),
        "Q" => Text((time.Month + 2) / 3),
        "H" or "OH" => Text(time.Hour, 2),
        "k" => Text(time.Hour).PadLeft(2),
        "I" or "OI" => Text((time.Hour + 11) % 12 + 1, 2),
        "l" => Text((time.Hour + 11) % 12 + 1).PadLeft(2),
        "M" or "OM" => Text(time.Minute, 2),
        "S" or "OS" => Text(time.Second, 2),
        "E*S" => $"{Text(time.Second, 2)}{Fraction(time).TrimEnd('0').TrimEnd('.')}",
        "p" => time.Hour < 12 ? "AM" : "PM",
        "P" => time.Hour < 12 ? "am" : "pm",
        "a" => time.ToString("ddd", s_culture),
        "A" => time.ToString("dddd", s_culture),
        "b" or "h" => time.ToString("MMM", s_culture),
        "B" => time.ToString("MMMM", s_culture),
        "F" => $"{Text(time.Year, 4)}-{Text(time.Month, 2)}-{Text(time.Day, 2)}",
        "D" or "x" or "Ex" => time.ToString("MM'/'dd'/'yy", s_culture),
        "T" or "X" or "EX" => time.ToString("HH':'mm':'ss", s_culture),
        "R" => time.ToString("HH':'mm", s_culture),
        "r" => $"{Text((time.Hour + 11) % 12 + 1, 2)}:{time.ToString("mm':'ss", s_culture)} {(time.Hour < 12 ? "AM" : "PM")}",
        "c" or "Ec" => $"{time.ToString("ddd MMM", s_culture)} {Text(time.Day).PadLeft(2)} {time.ToString("HH':'mm':'ss yyyy", s_culture)}",
        "u" or "Ou" => Text(time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek),
        "w" or "Ow" => Text((int)time.DayOfWeek),
        "U" or "OU" => Text(Calendar.Part(time, "WEEK"), 2),
        "W" or "OW" => Text(Calendar.Part(time, "WEEK(MONDAY)"), 2),
        "V" or "OV" => Text(ISOWeek.GetWeekOfYear(time), 2),
        "G" => Text(ISOWeek.GetYear(time)),
        "g" => Text(ISOWeek.GetYear(time) % 100, 2),
        "J" => Text((time.Date - Calendar.Truncate(time, "ISOYEAR")).Days + 1, 3),
        "s" when zone is not null => Text((long)Math.Floor((instant - DateTime.UnixEpoch).TotalSeconds)),
        "z" when zone is not null => Offset(Zones.Offset(instant, zone), ""),
        "Ez" when zone is not null => Offset(Zones.Offset(instant, zone), ":"),
        "Z" when zone is not null => zone is "UTC" ? "UTC" : $"UTC{Zones.Offset(instant, zone).Hours.ToString("+0;-0", s_culture)}",
        [ 'E', >= '0' and <= '9' and var digits, 'S' ] => digits == '0' ? Text(time.Second, 2) : $"{Text(time.Second, 2)}{Fraction(time).PadRight(10, '0')[..(digits - '0' + 1)]}",
        _ => throw new SqlFailure($"Format element %{element} is not supported"),
    };

    private static string Text(long number, int digits = 1) => number.ToString($"D{digits}", s_culture);

    private static string Fraction(DateTime time) => time.ToString("'.'ffffff", s_culture);

    private static string Offset(TimeSpan offset, string between) => $"{(offset < TimeSpan.Zero ? "-" : "+")}{Text(Math.Abs(offset.Hours), 2)}{between}{Text(Math.Abs(offset.Minutes), 2)}";
}
