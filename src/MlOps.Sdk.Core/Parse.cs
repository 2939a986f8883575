using MlOps.Sdk.Algebra.Functions;

namespace MlOps.Sdk;

/// <summary>Reads values from texts that may be malformed: such a text, and null, gives null instead of an error.</summary>
/// <remarks>
/// For lambdas of pipelines, where every platform reads the same texts to the same values; as ordinary C# they do just that too. White space around a value
/// is allowed as far as it is ASCII, except around days and instants.
/// </remarks>
/// <example><code>.Select(s => new { s.Id, Speed = Parse.DoubleOrNull(s.Speed) ?? 0 })</code></example>
public static class Parse
{
    /// <summary>The number that a text writes, such as <c>-1.5e3</c>, <c>.5</c>, <c>NaN</c> or <c>Infinity</c>; null if it writes none.</summary>
    public static double? DoubleOrNull(string? text) => TextReading.DoubleOrNull(text);

    /// <summary>The whole number that a text writes, a sign and digits; null if it writes none or one beyond 64 bits.</summary>
    public static long? Int64OrNull(string? text) => TextReading.Int64OrNull(text);

    /// <summary>Whether a text writes <c>true</c>, in any case; null if neither that nor <c>false</c>.</summary>
    public static bool? BooleanOrNull(string? text) => TextReading.BooleanOrNull(text);

    /// <summary>The day that a text writes; null if it isn't of the pattern's form or there is no such day.</summary>
    /// <param name="text">The text, such as <c>28/4/2013</c>.</param>
    /// <param name="pattern">A constant of <c>yyyy</c>, <c>M</c> or <c>MM</c>, <c>d</c> or <c>dd</c>, and literals, such as <c>d/M/yyyy</c>.</param>
    /// <exception cref="ArgumentException">The pattern has other parts, lacks one, or has one twice.</exception>
    public static DateOnly? DateOrNull(string? text, string pattern) => TextReading.DateOrNull(text, Checked(pattern, time: false));

    /// <summary>The instant in UTC that a text writes; null if it isn't of the pattern's form or there is no such time.</summary>
    /// <param name="text">The text, such as <c>2013-04-28 05:06</c>.</param>
    /// <param name="pattern">As for <see cref="DateOrNull"/>, and <c>H</c> or <c>HH</c>, <c>m</c> or <c>mm</c>, <c>s</c> or <c>ss</c>.</param>
    /// <exception cref="ArgumentException">The pattern has other parts, lacks one, or has one twice.</exception>
    public static DateTime? TimestampOrNull(string? text, string pattern) => TextReading.TimestampOrNull(text, Checked(pattern, time: true));

    private static string Checked(string pattern, bool time) =>
        DatePattern.ProblemOf(pattern, time) is { } problem ? throw new ArgumentException(problem, nameof(pattern)) : pattern;
}
