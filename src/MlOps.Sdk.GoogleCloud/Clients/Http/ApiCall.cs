using System.Net;

namespace MlOps.Sdk.Clients;

/// <summary>One call of a method: what to send, and whether it may be sent twice.</summary>
/// <example><code>
/// new ApiCall(HttpMethod.Post, "jobs.insert", $"bigquery/v2/projects/{project}/jobs")
/// {
///     Query = { ["location"] = location },
///     Body = job,
///     Idempotency = Idempotency.Conditional,
/// }
/// </code></example>
internal sealed record ApiCall
{
    /// <param name="method">The verb.</param>
    /// <param name="operation">The method, as Google's reference names it.</param>
    /// <param name="path">The path below the service's address; values are percent-encoded, see <see cref="PathFormat"/>.</param>
    public ApiCall(HttpMethod method, string operation, FormattableString path)
    {
        Method = method;
        Operation = operation;
        Path = path.ToString(PathFormat.Instance);
        Target = Uri.UnescapeDataString(Path);
        Idempotency = method == HttpMethod.Get ? Idempotency.Always : Idempotency.Never;
    }

    /// <summary>A call of an address that the service gave and that is a secret: whoever has it may write.</summary>
    public ApiCall(HttpMethod method, string operation, Uri session)
    {
        Method = method;
        Operation = operation;
        Path = "";
        Session = session;
        Idempotency = Idempotency.Always;
    }

    public HttpMethod Method { get; }

    public string Operation { get; }

    /// <summary>The path, encoded.</summary>
    public string Path { get; }

    /// <summary>What messages say where; never a secret.</summary>
    public string? Target { get; init; }

    /// <summary>The whole address, instead of the path; a secret.</summary>
    public Uri? Session { get; }

    /// <summary>Parameters; those that are null aren't sent.</summary>
    public Dictionary<string, string?> Query { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Sent as JSON: a record or a JsonNode; null for none.</summary>
    public object? Body { get; init; }

    /// <summary>Makes the content of each attempt, if it isn't JSON.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>Sets headers of each attempt.</summary>
    public Action<HttpRequestMessage>? Prepare { get; init; }

    /// <summary><see cref="Idempotency.Always"/> for GET, otherwise <see cref="Idempotency.Never"/> by default.</summary>
    public Idempotency Idempotency { get; init; }

    /// <summary>How long an attempt may take, if not as long as the options say: for long polls and predictions.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many attempts of the same were in vain before this call; 0 by default. They count for the bound and the waits.</summary>
    public int AttemptsBefore { get; init; }

    /// <summary>Answers outside of 2xx that are no failures.</summary>
    public IReadOnlyList<HttpStatusCode> Accepts { get; init; } = [];

    /// <summary>Whether the ids in the answer's headers are secrets, as those of upload sessions are.</summary>
    public bool AnswersWithSecrets { get; init; }

    public override string ToString() => Target is null ? Operation : $"{Operation} of {Target}";
}
