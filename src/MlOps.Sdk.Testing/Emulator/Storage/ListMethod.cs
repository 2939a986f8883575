using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>The list of a bucket's objects: by prefix, folded at a delimiter, in pages.</summary>
internal sealed class ListMethod(EmulatorState state)
{
    private const int MostResults = 1000;

    public EmulatorResponse List(EmulatorRequest request)
    {
        string bucket = request.Route["bucket"];
        if (!state.Objects.HasBucket(bucket))
            throw EmulatorException.NotFound("The specified bucket does not exist.");
        long wanted = Preconditions.Number(request, "maxResults") ?? MostResults;
        if (wanted < 1)
            throw EmulatorException.Invalid($"Invalid value '{wanted}' for maxResults: it must be positive.");
        string? after = TokenOf(request.Parameter("pageToken"));

        JsonArray items = [];
        JsonArray prefixes = [];
        string? last = null;
        bool isMore = false;
        foreach ((string name, StoredObject? item) in Entries(request))
        {
            if (after is not null && Utf8Order.Instance.Compare(name, after) <= 0)
                continue;
            if (items.Count + prefixes.Count == Math.Min(wanted, MostResults))
            {
                isMore = true;
                break;
            }

            if (item is null)
                prefixes.Add(name);
            else
                items.Add(ObjectResource.Write(item, request.Address));
            last = name;
        }

        JsonObject answer = new() { ["kind"] = "storage#objects" };
        if (items.Count > 0)
            answer["items"] = items;
        if (prefixes.Count > 0)
            answer["prefixes"] = prefixes;
        if (isMore)
            answer["nextPageToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(last!));
        return EmulatorResponse.Json(answer);
    }

    // In order: an object, or a prefix that stands for all that start so.
    private IEnumerable<(string Name, StoredObject? Item)> Entries(EmulatorRequest request)
    {
        string prefix = request.Parameter("prefix") ?? "";
        string? delimiter = request.Parameter("delimiter") is { Length: > 0 } given ? given : null;
        Regex? glob = request.Parameter("matchGlob") is { Length: > 0 } pattern ? Glob(pattern) : null;
        bool withTrailing = request.Parameter("includeTrailingDelimiter") is "true" or "True";
        string? folded = null;
        foreach (StoredObject stored in state.Objects.List(request.Route["bucket"], prefix))
        {
            if (request.Parameter("startOffset") is { } start && Utf8Order.Instance.Compare(stored.Name, start) < 0)
                continue;
            if (request.Parameter("endOffset") is { Length: > 0 } end && Utf8Order.Instance.Compare(stored.Name, end) >= 0)
                continue;
            if (glob is not null && !glob.IsMatch(stored.Name))
                continue;
            int at = delimiter is null ? -1 : stored.Name.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            if (at < 0)
            {
                yield return (stored.Name, stored);
                continue;
            }

            string common = stored.Name[..(at + delimiter!.Length)];
            if (common != folded)
                yield return (folded = common, null);
            if (withTrailing && stored.Name == common)
                yield return (stored.Name, stored);
        }
    }

    private static string? TokenOf(string? token)
    {
        try
        {
            return token is null or "" ? null : Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw EmulatorException.Invalid($"Invalid page token: '{token}'");
        }
    }

    private static Regex Glob(string pattern)
    {
        if (pattern.AsSpan().IndexOfAny("[]{}\\") >= 0)
            throw EmulatorException.Invalid($"The emulator knows only *, ** and ? in matchGlob, not '{pattern}'.");
        string text = Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)
            .Replace(@"\?", "[^/]", StringComparison.Ordinal);
        return new Regex($"^{text}$", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }
}
