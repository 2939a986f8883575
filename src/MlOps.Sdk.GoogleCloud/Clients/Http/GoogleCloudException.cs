using System.Globalization;
using System.Net;

namespace MlOps.Sdk.Clients;

/// <summary>A call to Google Cloud has failed; the message says where, what and what to do.</summary>
public sealed class GoogleCloudException : Exception
{
    internal GoogleCloudException(
        string service, string operation, string? target, HttpStatusCode? status, string? reason, string what, string? remedy, Exception? innerException = null)
        : base(Text(service, operation, target, status, reason, what, remedy), innerException)
    {
        Service = service;
        Operation = operation;
        Status = status;
        Reason = reason;
        Remedy = remedy;
    }

    /// <summary>The service, such as <c>Cloud Storage</c>.</summary>
    public string Service { get; }

    /// <summary>The method, as Google's reference names it, such as <c>objects.get</c>.</summary>
    public string Operation { get; }

    /// <summary>The answer's HTTP status; null if there was no answer.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>The service's own word for it, such as <c>notFound</c> or <c>ALREADY_EXISTS</c>; null if there was none.</summary>
    public string? Reason { get; }

    /// <summary>Whether the reason passes by itself: the call was tried again as often as the options say, and may succeed later.</summary>
    public bool Retryable { get; internal init; }

    /// <summary>Whether an attempt without an answer may have had its effect; only then can a refusal mean that it had.</summary>
    public bool MayHaveTakenEffect { get; internal init; }

    /// <summary>How often the call was tried.</summary>
    public int Attempts { get; internal init; } = 1;

    /// <summary>The service's id of the call, for Google's support; null if it gave none.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>What to do; null if nothing is known.</summary>
    public string? Remedy { get; }

    private static string Text(
        string service, string operation, string? target, HttpStatusCode? status, string? reason, string what, string? remedy)
    {
        string where = target is null ? $"{service}, {operation}" : $"{service}, {operation} of {target}";
        string code = status is { } known ? string.Create(CultureInfo.InvariantCulture, $"{(int)known} {reason ?? known.ToString()}: ") : "";
        string sentence = what.TrimEnd().EndsWith('.') ? what.TrimEnd() : what.TrimEnd() + ".";
        return remedy is null ? $"{where}: {code}{sentence}" : $"{where}: {code}{sentence} {remedy}";
    }
}
