using MlOps.Sdk.Testing.Emulator.GoogleSql.Resolution;
using MlOps.Sdk.Testing.Emulator.GoogleSql.Syntax;

namespace MlOps.Sdk.Testing.Emulator.GoogleSql.Functions;

/// <summary>EXTRACT, and the names of parts.</summary>
internal static class DateParts
{
    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        ScalarFunction.Of("gs_extract", (DateTime time, string part) => Calendar.Part(time, part)),
        ScalarFunction.Of("gs_local", (DateTime time, string zone) => Zones.ToLocal(time, zone)),
        ScalarFunction.Of("gs_from_local", (DateTime time, string zone) => Zones.FromLocal(time, zone)),
    ];

    public static Typed Extract(Extract extract, ExpressionResolver resolver)
    {
        string part = Part(extract.Part);
        Typed source = resolver.Resolve(extract.Source);
        bool isTimestamp = source.Type.Kind == GoogleSqlTypeKind.Timestamp;
        if (extract.Zone is not null && !isTimestamp)
            throw SqlError.At(extract.At, $"EXTRACT from {source.Type} does not support AT TIME ZONE");
        string time = source.Sql;
        List<Typed> parts = [source];
        if (extract.Zone is { } written)
        {
            Typed zone = Coercion.Require(resolver.Resolve(written), GoogleSqlType.String, written.At, () => "AT TIME ZONE needs a STRING");
            parts.Add(zone);
            time = zone.Constant is "UTC" ? time : $"gs_local({time}, {zone.Sql})";
        }

        bool hasTime = source.Type.Kind is GoogleSqlTypeKind.Timestamp or GoogleSqlTypeKind.DateTime;
        if (part is "DATE" && hasTime)
            return Typed.Of(GoogleSqlType.Date, $"{time}::DATE", parts);
        if (part is "TIME" && hasTime)
            return Typed.Of(GoogleSqlType.Time, $"{time}::TIME", parts);
        if (part is "DATETIME" && isTimestamp)
            return Typed.Of(GoogleSqlType.DateTime, time, parts);
        bool isKnown = source.Type.Kind switch
        {
            GoogleSqlTypeKind.Date => Calendar.IsOfDates(part),
            GoogleSqlTypeKind.Timestamp or GoogleSqlTypeKind.DateTime => Calendar.IsOfDates(part) || Calendar.IsOfTimes(part),
            GoogleSqlTypeKind.Time => Calendar.IsOfTimes(part),
            _ => throw SqlError.At(extract.At, $"EXTRACT does not support arguments of type: {source.Type}"),
        };
        if (!isKnown)
            throw SqlError.At(extract.Part.At, $"EXTRACT from {source.Type} does not support the {part} date part");
        string converted = source.Type.Kind switch
        {
            GoogleSqlTypeKind.Date => $"{time}::TIMESTAMP",
            GoogleSqlTypeKind.Time => $"(DATE '1970-01-01' + {time})",
            _ => time,
        };
        return Typed.Of(GoogleSqlType.Int64, $"gs_extract({converted}, '{part}')", parts);
    }

    /// <summary>A part as it is written: DAY, or WEEK(MONDAY).</summary>
    public static string Part(Expression written) => written switch
    {
        Name name => name.Text.ToUpperInvariant(),
        Call { Function: "WEEK", Arguments: [Name day] } when Enum.TryParse(day.Text, ignoreCase: true, out DayOfWeek _) => $"WEEK({day.Text.ToUpperInvariant()})",
        _ => throw SqlError.At(written.At, "A valid date part name is required"),
    };
}
