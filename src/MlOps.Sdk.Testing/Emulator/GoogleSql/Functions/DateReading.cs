using System.Globalization;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>Reads dates and times by the elements that PARSE_DATE and its kin take; what a format doesn't say is that of 1970-01-01 00:00:00.</summary>
internal sealed class DateReading
{
    private readonly string _format;
    private readonly string _text;
    private int _at;
    private int _year = 1970;
    private int _month = 1;
    private int _day = 1;
    private int _hour;
    private int _minute;
    private int _second;
    private int _micros;
    private bool? _isAfternoon;
    private string? _zone;
    private DateTime? _epoch;

    private DateReading(string format, string text)
    {
        _format = format;
        _text = text;
    }

    public static DateOnly Date(string format, string text) => DateOnly.FromDateTime(new DateReading(format, text).Read());

    public static DateTime Local(string format, string text) => new DateReading(format, text).Read();

    public static DateTime Instant(string format, string text, string zone)
    {
        DateReading reading = new(format, text);
        DateTime local = reading.Read();
        return reading._epoch ?? Zones.FromLocal(local, reading._zone ?? zone);
    }

    private DateTime Read()
    {
        SkipBlanks();
        Read(_format);
        SkipBlanks();
        if (_at < _text.Length)
            throw new SqlFailure($"Illegal non-space trailing data '{_text[_at..]}' in string '{_text}'");
        if (_isAfternoon is { } afternoon)
            _hour = (_hour % 12) + (afternoon ? 12 : 0);
        return _year is >= 1 and <= 9999 && _day <= DateTime.DaysInMonth(_year, _month)
            ? new DateTime(_year, _month, _day, _hour, _minute, _second).AddMicroseconds(_micros)
            : throw new SqlFailure($"Out-of-range datetime field in parsing '{_text}'");
    }

    private void Read(string format)
    {
        for (int i = 0; i < format.Length; i++)
        {
            if (char.IsWhiteSpace(format[i]))
            {
                SkipBlanks();
            }
            else if (format[i] != '%' || i + 1 == format.Length)
            {
                Expect(format[i]);
            }
            else
            {
                string element = DateFormat.ElementAt(format, i + 1);
                Element(element);
                i += element.Length;
            }
        }
    }

    private void Element(string element)
    {
        switch (element)
        {
            case "Y" or "EY":
                _year = Number(1, 5, 0, 9999);
                break;
            case "E4Y":
                _year = Number(4, 4, 0, 9999);
                break;
            case "y" or "Ey" or "Oy":
                _year = Number(1, 2, 0, 99) is var year && year < 69 ? 2000 + year : 1900 + year;
                break;
            case "m" or "Om":
                _month = Number(1, 2, 1, 12);
                break;
            case "d" or "e" or "Od" or "Oe":
                SkipBlanks();
                _day = Number(1, 2, 1, 31);
                break;
            case "H" or "k" or "OH":
                _hour = Number(1, 2, 0, 23);
                break;
            case "I" or "l" or "OI":
                _hour = Number(1, 2, 1, 12);
                break;
            case "M" or "OM":
                _minute = Number(1, 2, 0, 59);
                break;
            case "S" or "OS":
                _second = Number(1, 2, 0, 60);
                LeapSecond();
                break;
            case "E*S" or [ 'E', >= '0' and <= '9', 'S' ]:
                _second = Number(1, 2, 0, 60);
                LeapSecond();
                Fraction(element == "E*S" ? 6 : element[1] - '0');
                break;
            case "p" or "P":
                _isAfternoon = Take("PM") || (Take("AM") ? false : throw Failed());
                break;
            case "b" or "h" or "B":
                _month = Word(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames, CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames) + 1;
                break;
            case "a" or "A":
                Word(CultureInfo.InvariantCulture.DateTimeFormat.DayNames, CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames);
                break;
            case "F":
                Read("%E4Y-%m-%d");
                break;
            case "T":
                Read("%H:%M:%S");
                break;
            case "R":
                Read("%H:%M");
                break;
            case "D":
                Read("%m/%d/%y");
                break;
            case "z" or "Ez":
                _zone = Offset();
                break;
            case "s":
                _epoch = DateTime.UnixEpoch.AddSeconds(Number(1, 12, 0, int.MaxValue));
                break;
            case "%":
                Expect('%');
                break;
            case "n" or "t":
                SkipBlanks();
                break;
            default:
                throw new SqlFailure($"Format element %{element} is not supported in parsing");
        }
    }

    // 23:59:60 is the next second.
    private void LeapSecond()
    {
        if (_second < 60)
            return;
        _second = 59;
        _micros = 1_000_000;
    }

    private int Number(int least, int most, int low, int high)
    {
        int end = _at;
        while (end < _text.Length && end - _at < most && char.IsAsciiDigit(_text[end]))
            end++;
        if (end - _at < least || !int.TryParse(_text.AsSpan(_at, end - _at), NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < low || number > high)
            throw Failed();
        _at = end;
        return number;
    }

    private void Fraction(int most)
    {
        if (_at >= _text.Length || _text[_at] != '.')
            return;
        int end = ++_at;
        while (end < _text.Length && char.IsAsciiDigit(_text[end]) && end - _at < most)
            end++;
        _micros += int.Parse(_text[_at..end].PadRight(6, '0')[..6], CultureInfo.InvariantCulture);
        _at = end;
    }

    private string Offset()
    {
        if (Take("Z"))
            return "UTC";
        if (_at >= _text.Length || _text[_at] is not ('+' or '-'))
            throw Failed();
        char sign = _text[_at++];
        int hours = Number(2, 2, 0, 14);
        Take(":");
        return $"{sign}{hours:00}:{Number(2, 2, 0, 59):00}";
    }

    private int Word(params string[][] lists)
    {
        foreach (string[] list in lists)
        {
            for (int i = 0; i < list.Length; i++)
            {
                if (list[i].Length > 0 && Take(list[i]))
                    return i;
            }
        }

        throw Failed();
    }

    private bool Take(string word)
    {
        if (string.Compare(_text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0)
            return false;
        _at += word.Length;
        return true;
    }

    private void Expect(char c)
    {
        if (_at >= _text.Length || _text[_at] != c)
            throw Failed();
        _at++;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    private SqlFailure Failed() => new($"Failed to parse input string \"{_text}\"");
}
