namespace MlOps.Sdk.Clients;

/// <summary>Full names of ids; names that the service gave have the project's number and are sent back as they came.</summary>
internal sealed class VertexNames(string project, string region)
{
    /// <summary>The label by which what was made is found again.</summary>
    public const string KeyLabel = "mlops-key";

    public string Project => project;

    public string Region => region;

    public string Parent => $"projects/{project}/locations/{region}";

    /// <summary>The full name of an id; a full name stays.</summary>
    public string Full(string collection, string nameOrId)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrId);
        return nameOrId.Contains('/', StringComparison.Ordinal) ? nameOrId : $"{Parent}/{collection}/{nameOrId}";
    }

    /// <summary>The filter that finds what has a key.</summary>
    public static string Filter(string key) => $"labels.{KeyLabel}=\"{key}\"";

    /// <summary>The labels with that of the key.</summary>
    public static IReadOnlyDictionary<string, string> WithKey(IReadOnlyDictionary<string, string> labels, string key) =>
        new Dictionary<string, string>(labels, StringComparer.Ordinal) { [KeyLabel] = key };

    /// <summary>Refuses a key that couldn't be a label's value.</summary>
    public static void CheckKey(string key)
    {
        const int Longest = 63;
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (key.Length > Longest || !key.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '_' or '-'))
        {
            throw new ArgumentException(
                $"'{key}' can't be the value of the label '{KeyLabel}': use lower-case letters, digits, '_' and '-', at most {Longest}.", nameof(key));
        }
    }
}
