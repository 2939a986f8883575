using System.Globalization;

namespace MlOps.Sdk.Runs;

/// <summary>A duration in three digits or so.</summary>
internal static class DurationText
{
    public static string Of(TimeSpan duration) => duration.TotalSeconds switch
    {
        < 0.9995 => Invariant($"{duration.TotalMilliseconds:0} ms"),
        < 9.995 => Invariant($"{duration.TotalSeconds:0.00} s"),
        < 59.95 => Invariant($"{duration.TotalSeconds:0.0} s"),
        _ => OfWholeSeconds(TimeSpan.FromSeconds(Math.Round(duration.TotalSeconds))),
    };

    private static string OfWholeSeconds(TimeSpan duration) => duration.TotalHours < 1
        ? Invariant($"{duration.Minutes} min {duration.Seconds:00} s")
        : Invariant($"{(long)duration.TotalHours} h {duration.Minutes:00} min");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
