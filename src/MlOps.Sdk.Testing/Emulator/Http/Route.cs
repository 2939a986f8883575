namespace MlOps.Sdk.Testing.Emulator.Http;

/// <summary>A method of a service: verb, path, and what it does.</summary>
internal sealed class Route
{
    private readonly (string Text, bool IsVariable, string? Verb)[] _segments;

    public Route(
        string method, string template, Func<EmulatorException, EmulatorResponse> envelope, Func<EmulatorRequest, CancellationToken, Task<EmulatorResponse>> handle)
    {
        Method = method;
        Template = template;
        Envelope = envelope;
        Handle = handle;
        _segments = [.. template.Trim('/').Split('/').Select(Parse)];
    }

    public string Method { get; }

    public string Template { get; }

    public Func<EmulatorException, EmulatorResponse> Envelope { get; }

    public Func<EmulatorRequest, CancellationToken, Task<EmulatorResponse>> Handle { get; }

    /// <summary>The values of the variables; null if the path is another one.</summary>
    public IReadOnlyDictionary<string, string>? Match(string target)
    {
        string[] given = target.Trim('/').Split('/');
        if (given.Length != _segments.Length)
            return null;
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        for (int index = 0; index < given.Length; index++)
        {
            (string text, bool isVariable, string? verb) = _segments[index];
            string segment = given[index];
            if (verb is not null)
            {
                if (!segment.EndsWith(verb, StringComparison.Ordinal))
                    return null;
                segment = segment[..^verb.Length];
            }
            else if (isVariable && index == given.Length - 1 && segment.Contains(':', StringComparison.Ordinal))
            {
                // A verb that the template doesn't have; a colon in a name comes as %3A.
                return null;
            }

            if (isVariable && segment.Length > 0)
                values[text] = Uri.UnescapeDataString(segment);
            else if (isVariable || segment != text)
                return null;
        }

        return values;
    }

    private static (string Text, bool IsVariable, string? Verb) Parse(string segment)
    {
        int colon = segment.IndexOf(':', StringComparison.Ordinal);
        string? verb = colon < 0 ? null : segment[colon..];
        string name = colon < 0 ? segment : segment[..colon];
        return name.StartsWith('{') ? (name[1..^1], true, verb) : (name, false, verb);
    }
}
