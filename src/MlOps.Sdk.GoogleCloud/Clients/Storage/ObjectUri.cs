using System.Globalization;

namespace MlOps.Sdk.Clients;

/// <summary>A place in Cloud Storage, such as <c>gs://bucket/dir/part.parquet</c>.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Name">The object's name, or the start of several; empty for the bucket as such.</param>
/// <param name="Generation">The one generation that is meant; null for whichever is live.</param>
public sealed record ObjectUri(string Bucket, string Name, long? Generation = null)
{
    private const string Scheme = "gs://";

    /// <summary>Reads <c>gs://bucket/name</c> or, with a generation, <c>gs://bucket/name#1700000000000000</c>.</summary>
    /// <exception cref="FormatException">It is no such URI; the message says why.</exception>
    public static ObjectUri Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
            throw new FormatException($"'{text}' is no URI of Cloud Storage: it must start with 'gs://'. Write gs://bucket/name.");
        int slash = text.IndexOf('/', Scheme.Length);
        string bucket = slash < 0 ? text[Scheme.Length..] : text[Scheme.Length..slash];
        string name = slash < 0 ? "" : text[(slash + 1)..];
        if (bucket.Length == 0)
            throw new FormatException($"'{text}' names no bucket. Write gs://bucket/name.");
        if (bucket.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-_."))
            throw new FormatException($"'{text}': '{bucket}' is no name of a bucket. Use lower-case letters, digits, '-', '_' and '.'.");

        int hash = name.LastIndexOf('#');
        ObjectUri uri = hash > 0 && long.TryParse(name.AsSpan(hash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long generation)
            ? new ObjectUri(bucket, name[..hash], generation)
            : new ObjectUri(bucket, name);
        return uri.Problem() is { } problem ? throw new FormatException($"'{text}': {problem}") : uri;
    }

    /// <summary>A place below this one: <c>gs://b/dir</c> and <c>x/y</c> give <c>gs://b/dir/x/y</c>.</summary>
    public ObjectUri At(string relative)
    {
        ArgumentException.ThrowIfNullOrEmpty(relative);
        return new ObjectUri(Bucket, Name.Length == 0 || Name.EndsWith('/') ? Name + relative : $"{Name}/{relative}");
    }

    /// <inheritdoc />
    public override string ToString() => Generation is { } generation
        ? string.Create(CultureInfo.InvariantCulture, $"{Scheme}{Bucket}/{Name}#{generation}")
        : $"{Scheme}{Bucket}/{Name}";

    // What the service would refuse; null if nothing.
    internal string? Problem()
    {
        if (Name.AsSpan().IndexOfAny('\r', '\n') >= 0)
            return "a name can't hold line breaks.";
        if (Name is "." or ".." || Name.StartsWith(".well-known/acme-challenge/", StringComparison.Ordinal))
            return $"Cloud Storage refuses the name '{Name}'. Choose another.";
        int bytes = System.Text.Encoding.UTF8.GetByteCount(Name);
        return bytes > 1024
            ? string.Create(CultureInfo.InvariantCulture, $"a name has at most 1024 bytes in UTF-8, this one has {bytes}.")
            : null;
    }
}
