using System.Globalization;

namespace MlOps.Sdk.Clients;

/// <summary>Writes the values of a path's template: each as one segment, or with the format <c>path</c> as several.</summary>
/// <remarks><c>$"v1/{model:path}/operations/{id}"</c>: a slash in <c>model</c> stays, one in <c>id</c> becomes <c>%2F</c>.</remarks>
internal sealed class PathFormat : IFormatProvider, ICustomFormatter
{
    public static PathFormat Instance { get; } = new();

    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

    public string Format(string? format, object? arg, IFormatProvider? formatProvider)
    {
        string text = Convert.ToString(arg, CultureInfo.InvariantCulture) ?? "";
        return format switch
        {
            null or "" => Encode(text),
            "path" => string.Join('/', text.Split('/').Select(Encode)),
            _ => throw new FormatException($"The format '{format}' isn't one of paths. Use none, or 'path'."),
        };
    }

    // '@' is allowed in a segment, and Vertex AI wants it as it is: models/5@2.
    private static string Encode(string segment) => segment is "" or "." or ".."
        ? throw new ArgumentException($"'{segment}' can't be a segment of a path.")
        : Uri.EscapeDataString(segment).Replace("%40", "@", StringComparison.Ordinal);
}
