using System.Globalization;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Algebra.Functions;

/// <summary>Prints what writes a day or an instant in a <see cref="DateFormat"/>.</summary>
internal static class DateFormatPrinting
{
    private const char FractionalSecond = 'S';

    public static Term DuckDb(DuckDbCall call)
    {
        string value = call[0];
        return Joined(
            DateFormats.FormatOf(call.Node).Parts,
            part => part switch
            {
                { Kind: '\0' } => part.Literal.Replace("%", "%%", StringComparison.Ordinal),
                { Kind: 'y' } => "%Y",
                { Kind: 'f', Width: 3 } => "%g",
                { Kind: 'f', Width: 6 } => "%f",
                { Kind: 'f' } => null,
                _ => (part.Width == 1 ? "%-" : "%") + Letter(part.Kind),
            },
            part => $"left(strftime({value}, '%f'), {part.Width})",
            template => $"strftime({value}, {DuckDbText.Literal(template)})");
    }

    public static Term GoogleSql(GoogleSqlCall call)
    {
        Term printed = PrintGoogleSql(call);
        return printed.Level == Level.Atom ? printed : call.Once(PrintGoogleSql);
    }

    public static Term Python(PythonCall call)
    {
        DateFormat format = DateFormats.FormatOf(call.Node);
        string template = PythonText.Literal(string.Concat(format.Parts.Select(PythonPart)));
        return format.Parts.Any(part => part.Kind == 'f') ? $"write_instant({template}, {call[0]})" : $"{template}.format({call[0]})";
    }

    private static Term PrintGoogleSql(GoogleSqlCall call)
    {
        string value = call[0];
        string function = call.Arguments[0].Type == DataType.Date ? "FORMAT_DATE" : "FORMAT_TIMESTAMP";
        string zone = call.Arguments[0].Type == DataType.Date ? "" : ", 'UTC'";
        return Joined(
            WithFractions(DateFormats.FormatOf(call.Node).Parts),
            part => part switch
            {
                { Kind: '\0' } => part.Literal.Replace("%", "%%", StringComparison.Ordinal),
                { Kind: FractionalSecond } => $"%E{part.Width}S",

                // %Y writes the year 1 as 1.
                { Kind: 'y' } => "%E4Y",
                { Kind: 'f' } or { Width: 1 } => null,
                _ => "%" + Letter(part.Kind),
            },
            part => part.Kind == 'f'
                ? $"SUBSTR(FORMAT_TIMESTAMP('%E6S', {value}, 'UTC'), 4, {part.Width})"
                : $"CAST({DateParts.Extract(call, Name(part.Kind))} AS STRING)",
            template => $"{function}({GoogleSqlText.Literal(template)}, {value}{zone})");
    }

    // GoogleSQL says ss.fff in one.
    private static IEnumerable<DateFormat.Part> WithFractions(IReadOnlyList<DateFormat.Part> parts)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            if (parts[i] is { Kind: 's', Width: 2 } && i + 2 < parts.Count && parts[i + 1].Literal == "." && parts[i + 2].Kind == 'f')
            {
                yield return parts[i + 2] with { Kind = FractionalSecond };
                i += 2;
            }
            else
            {
                yield return parts[i];
            }
        }
    }

    // As much as possible in one template; what it can't say stands on its own between the templates.
    private static Term Joined(
        IEnumerable<DateFormat.Part> parts, Func<DateFormat.Part, string?> templateOf, Func<DateFormat.Part, string> alone, Func<string, string> write)
    {
        List<string> pieces = [];
        string template = "";
        foreach (DateFormat.Part part in parts)
        {
            if (templateOf(part) is { } more)
            {
                template += more;
                continue;
            }

            if (template.Length > 0)
                pieces.Add(write(template));
            template = "";
            pieces.Add(alone(part));
        }

        if (template.Length > 0 || pieces.Count == 0)
            pieces.Add(write(template));
        return pieces.Count == 1 ? pieces[0] : new Term(string.Join(" || ", pieces), Level.Other);
    }

    private static string PythonPart(DateFormat.Part part) => part switch
    {
        { Kind: '\0' } => part.Literal.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal),
        { Kind: 'y' } => "{0.year:04d}",
        { Kind: 'f' } => string.Create(CultureInfo.InvariantCulture, $"{{1:.{part.Width}}}"),
        { Width: 1 } => $"{{0.{Name(part.Kind).ToLowerInvariant()}}}",
        _ => $"{{0.{Name(part.Kind).ToLowerInvariant()}:02d}}",
    };

    private static char Letter(char kind) => kind switch { 'M' => 'm', 'd' => 'd', 'H' => 'H', 'm' => 'M', _ => 'S' };

    private static string Name(char kind) => kind switch { 'M' => "MONTH", 'd' => "DAY", 'H' => "HOUR", 'm' => "MINUTE", _ => "SECOND" };
}
