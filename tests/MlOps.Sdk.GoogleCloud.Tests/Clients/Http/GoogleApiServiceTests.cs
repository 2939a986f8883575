using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using MlOps.Sdk.Clients;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Http;

public sealed class GoogleApiServiceTests
{
    private readonly ScriptedHandler _network = new();
    private readonly ListLogger _log = new();
    private readonly GoogleCloudOptions _options = new()
    {
        ProjectId = "proj",
        AccessToken = "ya29.a-token-that-nobody-may-see",
        Retry = { FirstDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(5), MaxAttempts = 4 },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Values_of_a_path_are_one_segment_each_unless_they_are_paths()
    {
        ApiCall call = new(HttpMethod.Get, "x", $"storage/v1/b/{"bucket"}/o/{"dir/a b+ü?#%.bin"}/{"projects/p/models/5@2":path}:predict")
        {
            Query = { ["a"] = "x y&z", ["none"] = null },
        };

        Assert.Equal("storage/v1/b/bucket/o/dir%2Fa%20b%2B%C3%BC%3F%23%25.bin/projects/p/models/5@2:predict", call.Path);
        Assert.Throws<ArgumentException>(() => new ApiCall(HttpMethod.Get, "x", $"b/{".."}/o"));
        Assert.Throws<ArgumentException>(() => new ApiCall(HttpMethod.Get, "x", $"b/{""}/o"));

        await SendAsync(_network.Then(200), call);
        Assert.Equal($"https://storage.googleapis.com/{call.Path}?a=x%20y%26z", _network.Requests.Single().RequestUri!.AbsoluteUri);
    }

    [Fact]
    public async Task The_token_is_sent_and_the_client_names_itself()
    {
        await SendAsync(_network.Then(200), Get());

        HttpRequestMessage request = _network.Requests.Single();
        Assert.Equal("Bearer ya29.a-token-that-nobody-may-see", request.Headers.Authorization!.ToString());
        Assert.Matches("^mlops-sdk/0.1 .*gzip", request.Headers.UserAgent.ToString());
    }

    [Theory]
    [InlineData(408, "{}")]
    [InlineData(429, "{}")]
    [InlineData(500, "")]
    [InlineData(502, "<html><title>Bad Gateway</title></html>")]
    [InlineData(503, "{}")]
    [InlineData(504, "{}")]
    [InlineData(403, """{"error":{"code":403,"message":"m","errors":[{"reason":"rateLimitExceeded"}]}}""")]
    [InlineData(409, """{"error":{"code":409,"message":"m","status":"ABORTED"}}""")]
    public async Task What_passes_is_tried_again(int status, string body)
    {
        JsonObject answer = await SendAsync(_network.Then(status, body).Then(200, """{"a":"1"}"""), Get());

        Assert.Equal("1", (string?)answer["a"]);
        Assert.Equal(2, _network.Requests.Count);
    }

    [Theory]
    [InlineData(400, """{"error":{"code":400,"message":"m","errors":[{"reason":"invalid"}]}}""")]
    [InlineData(403, """{"error":{"code":403,"message":"m","errors":[{"reason":"quotaExceeded"}]}}""")]
    [InlineData(409, """{"error":{"code":409,"message":"m","status":"ALREADY_EXISTS"}}""")]
    [InlineData(412, """{"error":{"code":412,"message":"m","errors":[{"reason":"conditionNotMet"}]}}""")]
    [InlineData(501, "{}")]
    public async Task What_stays_is_not_tried_again(int status, string body)
    {
        GoogleCloudException exception = await FailureAsync(_network.Then(status, body), Get());

        Assert.Equal((HttpStatusCode)status, exception.Status);
        Assert.False(exception.Retryable);
        Assert.Equal(1, exception.Attempts);
    }

    [Theory]
    [InlineData(503, 1)]
    [InlineData(500, 1)]
    [InlineData(429, 2)]
    public async Task A_call_that_may_be_made_only_once_is_repeated_only_if_it_had_no_effect(int status, int requests)
    {
        _network.Then(status).Then(200);
        Exception? exception = await Record.ExceptionAsync(() => SendAsync(_network, new ApiCall(HttpMethod.Post, "x", $"v1/x")));

        Assert.Equal(requests == 1, exception is GoogleCloudException { Retryable: true, MayHaveTakenEffect: true });
        Assert.Equal(requests, _network.Requests.Count);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, Idempotency.Never, 2)]
    [InlineData(HttpRequestError.ResponseEnded, Idempotency.Never, 1)]
    [InlineData(HttpRequestError.ResponseEnded, Idempotency.Conditional, 2)]
    internal async Task A_connection_that_breaks_may_have_carried_the_call(HttpRequestError error, Idempotency idempotency, int requests)
    {
        _network.ThenThrow(new HttpRequestException(error)).Then(200);
        await Record.ExceptionAsync(() => SendAsync(_network, new ApiCall(HttpMethod.Post, "x", $"v1/x") { Idempotency = idempotency }));

        Assert.Equal(requests, _network.Requests.Count);
    }

    [Fact]
    public async Task An_attempt_without_an_answer_ends_at_its_own_limit()
    {
        _options.Retry.AttemptTimeout = TimeSpan.FromMilliseconds(50);

        await SendAsync(_network.ThenHang().Then(200), Get());

        Assert.Equal(2, _network.Requests.Count);
    }

    [Fact]
    public async Task The_callers_cancellation_is_no_failure_of_the_service()
    {
        using CancellationTokenSource stop = new();
        using GoogleCloudConnection connection = Connect(_network.ThenHang());
        Task<JsonObject> call = connection.Open(GoogleApi.Storage).SendAsync<JsonObject>(Get(), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task An_answer_that_is_no_JSON_counts_as_broken_off()
    {
        await SendAsync(_network.Then(200, """{"a":""").Then(200, "").Then(200, "{}"), Get());

        Assert.Equal(3, _network.Requests.Count);
    }

    [Fact]
    public async Task Attempts_and_time_have_a_bound()
    {
        GoogleCloudException exception = await FailureAsync(_network.Then(503).Then(503).Then(503).Then(503), Get());
        Assert.Equal(4, exception.Attempts);
        Assert.True(exception.Retryable);

        _options.Retry.MaxElapsed = TimeSpan.FromMinutes(1);
        exception = await FailureAsync(_network.Then(429, "{}", ("Retry-After", "90")), Get());
        Assert.Equal(1, exception.Attempts);
    }

    [Fact]
    public void Waits_double_are_random_and_heed_the_service()
    {
        RetryPolicy policy = new(
            new GoogleCloudRetryOptions { FirstDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(8), MaxAttempts = 100 },
            TimeProvider.System, new Random(1));
        ApiFailure failure = new() { Status = HttpStatusCode.ServiceUnavailable, What = "" };
        double[] Waits(int attempt, TimeSpan? asked = null) =>
            [.. Enumerable.Range(0, 500).Select(_ => policy.DelayAfter(failure with { RetryAfter = asked }, Idempotency.Always, attempt, TimeProvider.System.GetTimestamp())!.Value.TotalSeconds)];

        Assert.All(new[] { (1, 1.0), (2, 2.0), (3, 4.0), (4, 8.0), (9, 8.0) }, expected =>
        {
            double[] waits = Waits(expected.Item1);
            Assert.InRange(waits.Max(), 0.95 * expected.Item2, expected.Item2);
            Assert.InRange(waits.Min(), 0, 0.05 * expected.Item2);
        });
        Assert.All(Waits(1, TimeSpan.FromSeconds(5)), wait => Assert.InRange(wait, 5, 6));
    }

    [Fact]
    public async Task A_large_body_travels_compressed()
    {
        await SendAsync(_network.Then(200), new ApiCall(HttpMethod.Post, "x", $"v1/x") { Body = new { Text = new string('x', 10_000), Nothing = (string?)null } });

        Assert.Equal("gzip", _network.Requests.Single().Content!.Headers.ContentEncoding.Single());
        using StreamReader reader = new(new GZipStream(new MemoryStream(_network.Bodies.Single()), CompressionMode.Decompress));
        Assert.Equal($$"""{"text":"{{new string('x', 10_000)}}"}""", await reader.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task A_credential_is_not_sent_unprotected()
    {
        _options.Endpoint = "http://emulator.example:4443";
        Assert.Contains("http://emulator.example:4443", (await FailureAsync(_network, Get())).Message, StringComparison.Ordinal);
        Assert.Empty(_network.Requests);

        _options.AccessToken = null;
        await SendAsync(_network.Then(200), Get());
        Assert.Null(_network.Requests.Single().Headers.Authorization);
        Assert.Equal("http://emulator.example:4443/v1/x", _network.Requests.Single().RequestUri!.AbsoluteUri);
    }

    [Fact]
    public async Task An_own_address_of_a_service_comes_before_the_common_one()
    {
        _options.Endpoint = "https://common.example/";
        _options.Endpoints.Storage = "https://own.example/prefix";

        await SendAsync(_network.Then(200), Get());

        Assert.Equal("https://own.example/prefix/v1/x", _network.Requests.Single().RequestUri!.AbsoluteUri);
    }

    [Fact]
    public async Task All_pages_are_asked_for_even_after_an_empty_one()
    {
        using GoogleCloudConnection connection = Connect(_network
            .Then(200, """{"items":[1],"nextPageToken":"t1"}""").Then(200, """{"nextPageToken":"t2"}""").Then(200, """{"items":[2]}"""));
        List<int> items = [];
        await foreach (JsonObject page in connection.Open(GoogleApi.Storage).PagesAsync<JsonObject>(Get(), page => (string?)page["nextPageToken"], Cancellation))
            items.AddRange(page["items"]?.AsArray().Select(item => (int)item!) ?? []);

        Assert.Equal([1, 2], items);
        Assert.Equal(["", "?pageToken=t1", "?pageToken=t2"], _network.Requests.Select(request => request.RequestUri!.Query));
    }

    [Fact]
    public async Task What_is_not_there_is_null_but_a_wrong_address_is_a_failure()
    {
        using GoogleCloudConnection connection = Connect(_network
            .Then(404, """{"error":{"code":404,"message":"m","errors":[{"reason":"notFound"}]}}""").Then(404, "<html>Not Found</html>"));
        GoogleApiService service = connection.Open(GoogleApi.Storage);

        Assert.Null(await service.FindAsync<JsonObject>(Get(), Cancellation));
        GoogleCloudException exception = await Assert.ThrowsAsync<GoogleCloudException>(() => service.FindAsync<JsonObject>(Get(), Cancellation));
        Assert.Contains("gcloud services enable storage.googleapis.com --project proj", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, """{"error":{"code":403,"message":"sa@p does not have storage.objects.get access to b/o.","errors":[{"reason":"forbidden"}]}}""", "forbidden", "storage.objects.get")]
    [InlineData(403, """{"error":{"code":403,"message":"Off.","status":"PERMISSION_DENIED","details":[{"reason":"SERVICE_DISABLED"}]}}""", "PERMISSION_DENIED", "gcloud services enable")]
    [InlineData(401, """{"error":{"code":401,"message":"Invalid Credentials","errors":[{"reason":"authError"}]}}""", "authError", "MlOps:GoogleCloud:AccessToken")]
    [InlineData(412, """{"error":{"code":412,"message":"m","errors":[{"reason":"conditionNotMet"}]}}""", "conditionNotMet", "changed meanwhile")]
    [InlineData(400, """[{"error":{"code":400,"message":"of a stream","status":"INVALID_ARGUMENT"}}]""", "INVALID_ARGUMENT", null)]
    [InlineData(400, """{"error":"invalid_request","error_description":"plain"}""", "invalid_request", null)]
    [InlineData(400, "", null, null)]
    public async Task A_refusal_says_where_what_and_what_to_do(int status, string body, string? reason, string? remedy)
    {
        GoogleCloudException exception = await FailureAsync(_network.Then(status, body, ("X-GUploader-UploadID", "request-1")), Get());

        Assert.StartsWith($"Cloud Storage, things.get of v1/x: {status} ", exception.Message, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode)status, exception.Status);
        Assert.Equal(reason, exception.Reason);
        Assert.Equal("request-1", exception.RequestId);
        if (remedy is null)
            Assert.Null(exception.Remedy);
        else
            Assert.Contains(remedy, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_is_told()
    {
        const string Body = """{"error":{"code":400,"message":"Bad token ya29.leak-1 at https://h/upload?upload_id=leak-2&x=1 with Bearer leak-3 and \"refresh_token\": \"leak-4\"","errors":[{"reason":"invalid"}]}}""";
        ApiCall call = new(HttpMethod.Put, "objects.insert", new Uri("https://storage.googleapis.com/upload?upload_id=leak-5"));

        GoogleCloudException exception = await FailureAsync(_network.Then(503).Then(400, Body, ("X-GUploader-UploadID", "leak-6")), call);

        string told = $"{exception} {exception.RequestId} {call} {_options} {string.Join('\n', _log.Messages)}";
        Assert.DoesNotContain("leak", told, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody-may-see", told, StringComparison.Ordinal);
        Assert.Contains("&x=1", told, StringComparison.Ordinal);
    }

    private static ApiCall Get() => new(HttpMethod.Get, "things.get", $"v1/x");

    private GoogleCloudConnection Connect(ScriptedHandler network) => new(_options, TimeProvider.System, _log, new Random(1), () => network);

    private async Task<JsonObject> SendAsync(ScriptedHandler network, ApiCall call)
    {
        using GoogleCloudConnection connection = Connect(network);
        return await connection.Open(GoogleApi.Storage).SendAsync<JsonObject>(call, Cancellation);
    }

    private async Task<GoogleCloudException> FailureAsync(ScriptedHandler network, ApiCall call) =>
        await Assert.ThrowsAsync<GoogleCloudException>(() => SendAsync(network, call));
}
