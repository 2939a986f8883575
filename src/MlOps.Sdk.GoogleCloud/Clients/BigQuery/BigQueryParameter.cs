using System.Globalization;

namespace MlOps.Sdk.Clients;

/// <summary>A parameter of a query, by name.</summary>
/// <param name="Name">What follows the <c>@</c>.</param>
/// <param name="ParameterType">Its type.</param>
/// <param name="ParameterValue">Its value.</param>
public sealed record BigQueryParameter(string Name, BigQueryParameterType ParameterType, BigQueryParameterValue ParameterValue)
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>A parameter with a value of .NET.</summary>
    /// <param name="name">What follows the <c>@</c>.</param>
    /// <param name="value">A <see cref="long"/>, <see cref="int"/>, <see cref="double"/>, <see cref="string"/>, <see cref="bool"/>, <see cref="DateOnly"/> or UTC <see cref="DateTime"/>.</param>
    /// <exception cref="ArgumentException">BigQuery has no such type.</exception>
    public static BigQueryParameter Of(string name, object value) => value switch
    {
        long or int => Scalar(name, "INT64", Convert.ToString(value, Invariant)!),
        double number => Scalar(name, "FLOAT64", Text(number)),
        string text => Scalar(name, "STRING", text),
        bool truth => Scalar(name, "BOOL", truth ? "true" : "false"),
        DateOnly date => Scalar(name, "DATE", date.ToString("yyyy-MM-dd", Invariant)),
        DateTime { Kind: not DateTimeKind.Local } time => Scalar(name, "TIMESTAMP", time.ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00:00'", Invariant)),
        _ => throw new ArgumentException(
            $"Parameter '{name}': a {value?.GetType().Name ?? "null"} can't be sent. Give a long, double, string, bool, DateOnly or UTC DateTime.", nameof(value)),
    };

    private static BigQueryParameter Scalar(string name, string type, string value) => new(name, new BigQueryParameterType(type), new BigQueryParameterValue(value));

    private static string Text(double number) =>
        double.IsPositiveInfinity(number) ? "Infinity" : double.IsNegativeInfinity(number) ? "-Infinity" : number.ToString("R", Invariant);
}
