using System.Net;
using System.Net.Sockets;
using Google.Apis.Auth.OAuth2.Responses;
using Newtonsoft.Json;

namespace MlOps.Sdk.Clients;

/// <summary>Why an attempt failed.</summary>
internal sealed record ApiFailure
{
    public HttpStatusCode? Status { get; init; }

    /// <summary>The service's word: a reason of the older services, a code of the newer ones.</summary>
    public string? Reason { get; init; }

    /// <summary>A closer reason, such as <c>SERVICE_DISABLED</c>.</summary>
    public string? Detail { get; init; }

    public required string What { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public string? RequestId { get; init; }

    public Exception? Cause { get; init; }

    /// <summary>Whether it was a credential that couldn't be had; the call itself wasn't made.</summary>
    public bool IsOfCredential { get; init; }

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient => Status switch
    {
        null => Cause is not null && (!IsOfCredential || Cause is HttpRequestException or OperationCanceledException),
        (HttpStatusCode)408 or (HttpStatusCode)429 => true,
        (HttpStatusCode)500 or (HttpStatusCode)502 or (HttpStatusCode)503 or (HttpStatusCode)504 => true,
        (HttpStatusCode)403 => Reason is "rateLimitExceeded" or "userRateLimitExceeded",
        (HttpStatusCode)409 => Reason is "ABORTED",
        _ => false,
    };

    /// <summary>Whether the service surely did nothing.</summary>
    public bool HadNoEffect => IsOfCredential || (Status is { } status
        ? (int)status is < 500 and not 408
        : Cause is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError,
        });

    /// <summary>In a few words that hold no secret, for logs.</summary>
    public string Summary => Status is { } status
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(int)status} {Reason ?? status.ToString()}")
        : Cause is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http ? http.HttpRequestError.ToString() : Cause?.GetType().Name ?? What;

    /// <summary>What broke the connection, or kept it from being made; null if the exception tells of something else.</summary>
    public static ApiFailure? Of(Exception exception, bool timedOut, TimeSpan limit) => exception switch
    {
        OperationCanceledException when timedOut => new ApiFailure { What = $"There was no answer within {limit.TotalSeconds:0.###} s", Cause = exception },
        // HttpClient's own timeout, in a call for a token.
        OperationCanceledException { InnerException: TimeoutException } => new ApiFailure { What = "There was no answer in time", Cause = exception },
        TokenResponseException token => new ApiFailure
        {
            Status = token.StatusCode,
            Reason = token.Error?.Error,
            What = $"No token can be had: {Secrets.Redact(token.Error?.ErrorDescription ?? token.Error?.Error ?? "the token service refuses")}",
            Cause = exception,
            IsOfCredential = true,
        },
        HttpRequestException or IncompleteAnswerException or HttpIOException or InvalidDataException or JsonReaderException or System.Text.Json.JsonException =>
            new ApiFailure { What = $"The connection or the answer broke: {Secrets.Redact(exception.Message)}", Cause = exception },
        // A plain IOException is the disk's, unless a socket is behind it.
        IOException { InnerException: SocketException } => new ApiFailure { What = $"The connection broke: {Secrets.Redact(exception.Message)}", Cause = exception },
        _ => null,
    };
}
