using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using Google.Apis.Http;
using Google.Apis.Services;
using Microsoft.Extensions.Logging;
using MlOps.Sdk.Diagnostics;

namespace MlOps.Sdk.Clients;

/// <summary>A connection to one service: Google.Apis signs and sends, this decides what is sent again.</summary>
/// <remarks>
/// Google.Apis' own retries are off: they repeat every verb at a 503, and nothing else. A body of JSON is read whole within the attempt, so that an answer
/// which breaks off is an attempt that failed.
/// </remarks>
internal sealed class GoogleApiService : BaseClientService
{
    // Below it compression costs more than it saves.
    private const int CompressedFrom = 8 * 1024;

    private readonly GoogleApi _api;
    private readonly GoogleCloudOptions _options;
    private readonly GoogleCloudCredentials _credentials;
    private readonly RetryPolicy _retry;
    private readonly ILogger _logger;
    private readonly FirstUse<bool> _signing;
    private readonly Uri _address;

    public GoogleApiService(
        GoogleApi api, GoogleCloudOptions options, GoogleCloudCredentials credentials, RetryPolicy retry, ILogger logger, HttpClientFactory clients)
        : base(new Initializer
        {
            ApplicationName = "mlops-sdk/0.1",
            BaseUri = api.AddressFor(options).AbsoluteUri,
            DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
            // Puts the word gzip into User-Agent, without which the services don't compress; inflating is ours.
            GZipEnabled = true,
            HttpClientFactory = clients,
            HttpClientTimeout = Timeout.InfiniteTimeSpan,
            MaxUrlLength = 0,
            Serializer = WebSerializer.Instance,
            UniverseDomain = options.UniverseDomain,
        })
    {
        (_api, _options, _credentials, _retry, _logger) = (api, options, credentials, retry, logger);
        _address = api.AddressFor(options);
        _signing = new FirstUse<bool>(SignAsync);
        HttpClient.MessageHandler.NumTries = 1;
        HttpClient.MessageHandler.FollowRedirect = false;
    }

    /// <summary>How long an attempt may take.</summary>
    public TimeSpan AttemptTimeout => _retry.AttemptTimeout;

    public override string Name => _api.Name;

    public override string BaseUri => _address.AbsoluteUri;

    public override string BasePath => "";

    public override IList<string> Features => [];

    /// <summary>Makes a call whose answer is JSON.</summary>
    /// <exception cref="GoogleCloudException">It failed, as often as it was tried.</exception>
    public Task<T> SendAsync<T>(ApiCall call, CancellationToken cancellationToken) => SendAsync(call, ReadJsonAsync<T>, cancellationToken);

    /// <summary>Makes a call whose answer doesn't matter.</summary>
    /// <exception cref="GoogleCloudException">It failed, as often as it was tried.</exception>
    public Task SendAsync(ApiCall call, CancellationToken cancellationToken) => SendAsync(
        call, async (response, attempt) => (await response.Content.ReadAsByteArrayAsync(attempt.Token)).Length, cancellationToken);

    /// <summary>Makes a call whose answer is JSON; null if what it asks for isn't there (404).</summary>
    /// <exception cref="GoogleCloudException">It failed, as often as it was tried.</exception>
    public Task<T?> FindAsync<T>(ApiCall call, CancellationToken cancellationToken)
        where T : class => SendAsync<T?>(
            call with { Accepts = [.. call.Accepts, HttpStatusCode.NotFound] },
            async (response, attempt) => response.StatusCode == HttpStatusCode.NotFound ? await NothingAsync<T>(response, call, attempt) : await ReadJsonAsync<T>(response, attempt),
            cancellationToken);

    /// <summary>Makes a call for every page of a list.</summary>
    /// <param name="call">Asks for the first page.</param>
    /// <param name="next">A page's token of the next; null or empty if it is the last.</param>
    /// <param name="cancellationToken">Stops between pages, and in them.</param>
    /// <exception cref="GoogleCloudException">A call failed, as often as it was tried.</exception>
    public async IAsyncEnumerable<T> PagesAsync<T>(
        ApiCall call, Func<T, string?> next, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            // An empty page may have a successor: only the token tells.
            T page = await SendAsync<T>(call with { Query = new Dictionary<string, string?>(call.Query) { ["pageToken"] = token } }, cancellationToken);
            yield return page;
            token = next(page);
        }
        while (!string.IsNullOrEmpty(token));
    }

    /// <summary>Makes a call, as often as it takes, and reads its answer.</summary>
    /// <param name="call">What to send.</param>
    /// <param name="read">Reads an answer, whose body is still under way; if that fails, the attempt has.</param>
    /// <param name="cancellationToken">Stops waiting; what was sent may have its effect.</param>
    /// <exception cref="GoogleCloudException">It failed, as often as it was tried.</exception>
    public async Task<T> SendAsync<T>(ApiCall call, Func<HttpResponseMessage, ApiAttempt, Task<T>> read, CancellationToken cancellationToken)
    {
        byte[]? body = call.Body is null ? null : Encoding.UTF8.GetBytes(Serializer.Serialize(call.Body));
        long started = _retry.Time.GetTimestamp();
        bool hasRenewed = false;
        bool mayHaveTakenEffect = false;
        for (int attempt = 1 + call.AttemptsBefore; ; attempt++)
        {
            using ApiAttempt running = new(call.Timeout ?? _retry.AttemptTimeout, _retry.Time, cancellationToken);
            ApiFailure failure;
            try
            {
                await ReadyAsync(call, running.Token);
                using HttpRequestMessage request = Request(call, body);
                using HttpResponseMessage response = await HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, running.Token);
                if (response.IsSuccessStatusCode || call.Accepts.Contains(response.StatusCode))
                {
                    T answer = await read(response, running);
                    Log.Called(_logger, Name, call.Operation, (int)response.StatusCode, _retry.Time.GetElapsedTime(started).TotalMilliseconds);
                    return answer;
                }

                failure = await FailureAsync(response, call, running.Token);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested
                && ApiFailure.Of(exception, running.Token.IsCancellationRequested, running.Timeout) is { } found
                && (failure = found) is not null)
            {
            }

            if (failure.Status == HttpStatusCode.Unauthorized && !hasRenewed && _credentials.CanRenew && _address.Scheme == Uri.UriSchemeHttps)
            {
                // Google.Apis has fetched a new token meanwhile.
                hasRenewed = true;
                continue;
            }

            if (running.HasProgressed)
                (attempt, started) = (1, _retry.Time.GetTimestamp());
            mayHaveTakenEffect |= !failure.HadNoEffect;
            if (_retry.DelayAfter(failure, call.Idempotency, attempt, started) is not { } delay)
                throw Exception(call, failure, attempt, mayHaveTakenEffect);
            Log.Retrying(_logger, Name, call.Operation, attempt, failure.Summary, delay.TotalSeconds);
            await Task.Delay(delay, _retry.Time, cancellationToken);
        }
    }

    /// <summary>A failure of a call that the service counts as a success, such as content that isn't what was sent.</summary>
    public GoogleCloudException Exception(ApiCall call, string what, string remedy) => new(Name, call.Operation, call.Target, null, null, what, remedy);

    public override void Dispose()
    {
        base.Dispose();
        _signing.Dispose();
    }

    private GoogleCloudException Exception(ApiCall call, ApiFailure failure, int attempts, bool mayHaveTakenEffect) => new(
        Name, call.Operation, call.Target, failure.Status, failure.Reason, failure.What, Remedies.For(failure, _api, _options), Inner(failure.Cause))
    {
        Retryable = failure.IsTransient,
        MayHaveTakenEffect = mayHaveTakenEffect,
        Attempts = attempts,
        RequestId = failure.RequestId,
    };

    // An exception of the token service's has the whole answer in its text.
    private static Exception? Inner(Exception? cause) => cause is Google.Apis.Auth.OAuth2.Responses.TokenResponseException ? null : cause;

    private async ValueTask ReadyAsync(ApiCall call, CancellationToken cancellationToken)
    {
        try
        {
            await _signing.GetAsync(cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            throw new GoogleCloudException(Name, call.Operation, call.Target, null, null, exception.Message, null, exception);
        }
    }

    // Whether requests are signed from now on; an emulator's needn't be.
    private async Task<bool> SignAsync(CancellationToken cancellationToken)
    {
        IConfigurableHttpClientInitializer? credential = await _credentials.ForAsync(_address, cancellationToken);
        credential?.Initialize(HttpClient);
        return credential is not null;
    }

    private HttpRequestMessage Request(ApiCall call, byte[]? body)
    {
        HttpRequestMessage request = new(call.Method, call.Session is { } session ? Checked(session) : new Uri(_address.AbsoluteUri + call.Path + QueryOf(call)));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        if (call.Content is not null)
            request.Content = call.Content();
        else if (body is not null)
            request.Content = JsonContent(body);
        call.Prepare?.Invoke(request);
        return request;
    }

    // A session's address comes from the service; our token must not follow it anywhere.
    private Uri Checked(Uri session) => session.Scheme == Uri.UriSchemeHttps || session.Host == _address.Host
        ? session
        : throw new InvalidOperationException($"{Name} names an unprotected address at {session.Host} for an upload. Check MlOps:GoogleCloud:Endpoint.");

    private static string QueryOf(ApiCall call)
    {
        string query = string.Join('&', call.Query.Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value!)}"));
        return query.Length == 0 ? "" : "?" + query;
    }

    private static ByteArrayContent JsonContent(byte[] body)
    {
        bool isCompressed = body.Length >= CompressedFrom;
        if (isCompressed)
        {
            using MemoryStream buffer = new();
            using (GZipStream deflated = new(buffer, CompressionLevel.Fastest))
                deflated.Write(body);
            body = buffer.ToArray();
        }

        ByteArrayContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        if (isCompressed)
            content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    /// <summary>Reads an answer of JSON.</summary>
    public async Task<T> ReadJsonAsync<T>(HttpResponseMessage response, ApiAttempt attempt) =>
        Serializer.Deserialize<T>(await TextAsync(response, attempt.Token)) ?? throw new IncompleteAnswerException("the answer is empty");

    // An address that is wrong answers 404 too, but not as the services do.
    private async Task<T?> NothingAsync<T>(HttpResponseMessage response, ApiCall call, ApiAttempt attempt)
        where T : class => await FailureAsync(response, call, attempt.Token) is { Reason: null } failure ? throw Exception(call, failure, 1, false) : null;

    private async Task<ApiFailure> FailureAsync(HttpResponseMessage response, ApiCall call, CancellationToken cancellationToken) => ApiFailureReader.Read(
        response, await TextAsync(response, cancellationToken), _retry.Time.GetUtcNow(), withRequestId: call.Session is null && !call.AnswersWithSecrets);

    /// <summary>The text of an answer, inflated.</summary>
    public static async Task<string> TextAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.Content.Headers.ContentEncoding.Contains("gzip"))
            return await response.Content.ReadAsStringAsync(cancellationToken);
        await using GZipStream inflated = new(await response.Content.ReadAsStreamAsync(cancellationToken), CompressionMode.Decompress);
        using StreamReader reader = new(inflated, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
