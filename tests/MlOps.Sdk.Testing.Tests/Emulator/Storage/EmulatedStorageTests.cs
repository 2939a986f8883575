using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Tests.Emulator.Storage;

/// <summary>The protocol by hand: what the emulated Cloud Storage answers, and what it refuses.</summary>
public sealed class EmulatedStorageTests : IAsyncLifetime
{
    private const int Granularity = 256 * 1024;
    private GoogleCloudEmulator _emulator = null!;
    private HttpClient _http = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _emulator = await GoogleCloudEmulator.StartAsync();
        _http = new HttpClient { BaseAddress = _emulator.Address };
        await ExpectAsync(200, HttpMethod.Post, "storage/v1/b?project=p", """{"name":"bucket"}""");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _emulator.DisposeAsync();
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("google-data")]
    [InlineData("my-g00gle-data")]
    [InlineData("-start")]
    [InlineData("this-name-has-more-than-sixty-three-characters-which-are-too-many-for-it")]
    public async Task A_name_that_is_none_of_a_bucket_is_refused(string name) =>
        await ExpectAsync(400, HttpMethod.Post, "storage/v1/b?project=p", new JsonObject { ["name"] = name }.ToJsonString());

    [Theory]
    [InlineData("storage/v1/b/none")]
    [InlineData("storage/v1/b/none/o")]
    [InlineData("storage/v1/b/none/o/x")]
    [InlineData("b/none/o/x?alt=media")]
    [InlineData("download/storage/v1/b/bucket/o/none?alt=media")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        JsonObject error = await ExpectAsync(404, HttpMethod.Get, path);
        Assert.Equal("notFound", (string?)error["error"]!["errors"]![0]!["reason"]);
    }

    [Fact]
    public async Task A_bucket_exists_once_and_is_deleted_only_when_it_is_empty()
    {
        await ExpectAsync(409, HttpMethod.Post, "storage/v1/b?project=p", """{"name":"bucket"}""");
        await PutAsync("x", [1]);
        await ExpectAsync(409, HttpMethod.Delete, "storage/v1/b/bucket");
        await ExpectAsync(204, HttpMethod.Delete, "storage/v1/b/bucket/o/x");
        await ExpectAsync(404, HttpMethod.Delete, "storage/v1/b/bucket/o/x");
        await ExpectAsync(204, HttpMethod.Delete, "storage/v1/b/bucket");
    }

    [Fact]
    public async Task A_name_is_decoded_once()
    {
        JsonObject stored = await PutAsync("a/b%2F+ü", [1]);

        Assert.Equal("a/b%2F+ü", (string?)stored["name"]);
        JsonObject found = await ExpectAsync(200, HttpMethod.Get, "storage/v1/b/bucket/o/a%2Fb%252F%2B%C3%BC");
        Assert.Equal(stored.ToJsonString(), found.ToJsonString());
        Assert.StartsWith(_emulator.Address + "download/storage/v1/b/bucket/o/a%2Fb%252F%2B%C3%BC?generation=", (string?)found["mediaLink"], StringComparison.Ordinal);
        Assert.Equal([1], await _http.GetByteArrayAsync((string)found["mediaLink"]!, Cancellation));
    }

    [Theory]
    [InlineData("boundary=b1", "b1", "\r\n", "\r\n--b1--")]
    [InlineData("boundary='===b=1=='", "===b=1==", "\n", "\n--===b=1==--\n")]
    [InlineData("boundary=\"b;1\"", "b;1", "\r\n", "\r\n--b;1--\r\n")]
    public async Task A_multipart_body_is_split_at_its_boundary_alone(string parameter, string boundary, string line, string end)
    {
        // The content holds line ends, and the boundary where it is none.
        string content = $"first{line}{line}x--{boundary} --{line}";
        string body = $"--{boundary}{line}content-type: application/json{line}MIME-Version: 1.0{line}{line}{{\"name\":\"m\",\"contentType\":\"text/own\"}}{line}" +
            $"--{boundary}{line}Content-Type: text/plain{line}{line}{content}{end}";
        using StringContent sent = new(body, Encoding.UTF8);
        sent.Headers.Remove("Content-Type");
        sent.Headers.TryAddWithoutValidation("Content-Type", $"multipart/related; {parameter}");

        JsonObject stored = await ExpectAsync(200, HttpMethod.Post, "upload/storage/v1/b/bucket/o?uploadType=multipart", content: sent);

        Assert.Equal("text/own", (string?)stored["contentType"]);
        Assert.Equal(content, await _http.GetStringAsync("storage/v1/b/bucket/o/m?alt=media", Cancellation));
    }

    [Fact]
    public async Task Two_names_that_differ_and_content_that_differs_from_its_checksum_are_refused()
    {
        await ExpectAsync(400, HttpMethod.Post, "upload/storage/v1/b/bucket/o?uploadType=multipart&name=other", content: Multipart("""{"name":"x"}""", [1]));
        await ExpectAsync(400, HttpMethod.Post, "upload/storage/v1/b/bucket/o?uploadType=multipart", content: Multipart("""{"name":"x","crc32c":"AAAAAA=="}""", [1]));
        await ExpectAsync(400, HttpMethod.Post, "upload/storage/v1/b/bucket/o?uploadType=multipart", content: Multipart("""{"name":"x","md5Hash":"AAAAAA=="}""", [1]));
        await ExpectAsync(400, HttpMethod.Post, "upload/storage/v1/b/bucket/o?uploadType=media", content: new ByteArrayContent([1]));
        await ExpectAsync(400, HttpMethod.Post, "upload/storage/v1/b/bucket/o?name=x", content: new ByteArrayContent([1]));
        await ExpectAsync(404, HttpMethod.Get, "storage/v1/b/bucket/o/x");
    }

    [Fact]
    public async Task A_chunk_that_is_no_multiple_of_256_KiB_is_refused()
    {
        string session = await StartAsync("x");

        await ExpectAsync(400, HttpMethod.Put, session, content: Chunk(new byte[300_000], "bytes 0-299999/600000"));
        await ExpectAsync(308, HttpMethod.Put, session, content: Chunk(new byte[Granularity], "bytes 0-262143/262145"));
        await ExpectAsync(200, HttpMethod.Put, session, content: Chunk(new byte[1], "bytes 262144-262144/262145"));
    }

    [Fact]
    public async Task An_upload_tells_how_far_it_has_come_and_answers_again_after_its_end()
    {
        string session = await StartAsync("x");
        HttpResponseMessage nothing = await SendAsync(HttpMethod.Put, session, Chunk([], "bytes */*"));
        Assert.Equal((308, false, null), ((int)nothing.StatusCode, nothing.Headers.Contains("Range"), nothing.Headers.Location));
        HttpResponseMessage some = await SendAsync(HttpMethod.Put, session, Chunk(new byte[Granularity], "bytes 0-262143/*"));
        Assert.Equal("bytes=0-262143", some.Headers.GetValues("Range").Single());
        // An overlap is left out; a gap is refused.
        HttpResponseMessage more = await SendAsync(HttpMethod.Put, session, Chunk(new byte[2 * Granularity], "bytes 0-524287/*"));
        Assert.Equal("bytes=0-524287", more.Headers.GetValues("Range").Single());
        await ExpectAsync(400, HttpMethod.Put, session, content: Chunk(new byte[Granularity], "bytes 786432-1048575/*"));
        await ExpectAsync(400, HttpMethod.Put, session, content: Chunk(new byte[5], "bytes 524288-524291/524292"));

        JsonObject done = await ExpectAsync(200, HttpMethod.Put, session, content: Chunk([], "bytes */524288"));
        JsonObject again = await ExpectAsync(200, HttpMethod.Put, session, content: Chunk([], "bytes */524288"));

        Assert.Equal("524288", (string?)done["size"]);
        Assert.Equal(done.ToJsonString(), again.ToJsonString());
    }

    [Fact]
    public async Task Empty_whole_cancelled_unknown_and_wrongly_announced_uploads_are_told_apart()
    {
        Assert.Equal("0", (string?)(await ExpectAsync(200, HttpMethod.Put, await StartAsync("empty"), content: Chunk([], "bytes */0")))["size"]);
        Assert.Equal("3", (string?)(await ExpectAsync(200, HttpMethod.Put, await StartAsync("whole"), content: new ByteArrayContent([1, 2, 3])))["size"]);
        string session = await StartAsync("cancelled");
        await ExpectAsync(499, HttpMethod.Delete, session);
        await ExpectAsync(404, HttpMethod.Put, session, content: Chunk([], "bytes */*"));
        await ExpectAsync(400, HttpMethod.Put, await StartAsync("announced", length: 5), content: Chunk([1], "bytes 0-0/1"));
    }

    [Fact]
    public async Task Conditions_of_an_upload_in_chunks_are_held_against_its_end()
    {
        string session = await StartAsync("x", "&ifGenerationMatch=0");
        await PutAsync("x", [1]);

        JsonObject error = await ExpectAsync(412, HttpMethod.Put, session, content: Chunk([2], "bytes 0-0/1"));

        Assert.Equal("conditionNotMet", (string?)error["error"]!["errors"]![0]!["reason"]);
    }

    [Fact]
    public async Task Conditions_on_generations_hold_or_refuse()
    {
        JsonObject stored = await PutAsync("x", [1]);
        string generation = (string)stored["generation"]!;
        const string Path = "storage/v1/b/bucket/o/x";

        await ExpectAsync(200, HttpMethod.Get, $"{Path}?ifGenerationMatch={generation}&ifMetagenerationMatch=1");
        await ExpectAsync(412, HttpMethod.Get, $"{Path}?ifGenerationMatch=5");
        await ExpectAsync(304, HttpMethod.Get, $"{Path}?ifGenerationNotMatch={generation}");
        await ExpectAsync(404, HttpMethod.Get, $"{Path}?generation=5");
        await ExpectAsync(400, HttpMethod.Get, $"{Path}?ifGenerationMatch=five");
        await ExpectAsync(412, HttpMethod.Post, "upload/storage/v1/b/bucket/o?uploadType=media&name=x&ifGenerationMatch=0", content: new ByteArrayContent([2]));
        await ExpectAsync(412, HttpMethod.Delete, $"{Path}?ifMetagenerationMatch=2");
        JsonObject patched = await ExpectAsync(200, HttpMethod.Patch, $"{Path}?ifMetagenerationMatch=1", """{"metadata":{"a":"b"}}""");
        Assert.Equal((generation, "2", "b"), ((string)patched["generation"]!, (string)patched["metageneration"]!, (string)patched["metadata"]!["a"]!));
        await ExpectAsync(204, HttpMethod.Delete, $"{Path}?generation={generation}");
    }

    [Theory]
    [InlineData("bytes=2-4", 206, "bytes 2-4/10", 3)]
    [InlineData("bytes=7-", 206, "bytes 7-9/10", 3)]
    [InlineData("bytes=0-9999", 206, "bytes 0-9/10", 10)]
    [InlineData("bytes=-4", 206, "bytes 6-9/10", 4)]
    [InlineData("bytes=10-", 416, "bytes */10", 0)]
    [InlineData("rows=1-2", 200, null, 10)]
    public async Task A_range_is_a_part_of_the_content(string range, int status, string? contentRange, int length)
    {
        JsonObject stored = await PutAsync("x", [.. Enumerable.Range(0, 10).Select(index => (byte)index)]);
        using HttpRequestMessage request = new(HttpMethod.Get, "storage/v1/b/bucket/o/x?alt=media");
        request.Headers.TryAddWithoutValidation("Range", range);

        using HttpResponseMessage response = await _http.SendAsync(request, Cancellation);

        Assert.Equal((status, contentRange), ((int)response.StatusCode, response.Content.Headers.ContentRange?.ToString()));
        Assert.Equal(length, (await response.Content.ReadAsByteArrayAsync(Cancellation)).Length);
        if (status != 416)
            Assert.Equal($"crc32c={stored["crc32c"]},md5={stored["md5Hash"]}", response.Headers.GetValues("X-Goog-Hash").Single());
    }

    [Fact]
    public async Task A_list_is_folded_cut_and_paged_in_the_order_of_bytes()
    {
        foreach (string name in new[] { "d/", "d/a", "d/b/1", "d/b/2", "d/c", "\uFFFD", "\U0001F600" })
            await PutAsync(name, [1]);

        Assert.Equal(["d/", "d/a", "d/b/1", "d/b/2", "d/c", "\uFFFD", "\U0001F600"], await ListAsync(""));
        Assert.Equal(["d/", "d/a", "d/c", "d/b/"], await ListAsync("?prefix=d/&delimiter=/"));
        Assert.Equal(["d/b/1", "d/b/2"], await ListAsync("?startOffset=d/b/1&endOffset=d/c"));
        Assert.Equal(["d/a", "d/c"], await ListAsync("?matchGlob=d/?"));
        List<string> paged = [];
        string? token = null;
        do
        {
            JsonObject page = await ExpectAsync(200, HttpMethod.Get, $"storage/v1/b/bucket/o?prefix=d/&delimiter=/&maxResults=1{(token is null ? "" : "&pageToken=" + Uri.EscapeDataString(token))}");
            paged.AddRange(NamesOf(page));
            token = (string?)page["nextPageToken"];
        }
        while (token is not null);
        Assert.Equal(["d/", "d/a", "d/b/", "d/c"], paged);
        await ExpectAsync(400, HttpMethod.Get, "storage/v1/b/bucket/o?pageToken=!");
    }

    [Fact]
    public async Task Up_to_32_objects_are_composed_and_have_no_MD5()
    {
        await PutAsync("a", [1]);
        await PutAsync("b", [2, 3]);
        static string Body(int count) => new JsonObject
        {
            ["sourceObjects"] = new JsonArray([.. Enumerable.Range(0, count).Select(index => new JsonObject { ["name"] = index % 2 == 0 ? "a" : "b" })]),
            ["destination"] = new JsonObject { ["contentType"] = "text/x" },
        }.ToJsonString();

        JsonObject composed = await ExpectAsync(200, HttpMethod.Post, "storage/v1/b/bucket/o/c/compose", Body(32));

        Assert.Equal(("48", 32, null, "text/x"), ((string?)composed["size"], (int)composed["componentCount"]!, (string?)composed["md5Hash"], (string?)composed["contentType"]));
        await ExpectAsync(400, HttpMethod.Post, "storage/v1/b/bucket/o/c/compose", Body(33));
        await ExpectAsync(400, HttpMethod.Post, "storage/v1/b/bucket/o/c/compose", "{}");
        await ExpectAsync(404, HttpMethod.Post, "storage/v1/b/bucket/o/c/compose", """{"sourceObjects":[{"name":"none"}]}""");
        await ExpectAsync(412, HttpMethod.Post, "storage/v1/b/bucket/o/c/compose", """{"sourceObjects":[{"name":"a","objectPreconditions":{"ifGenerationMatch":"5"}}]}""");
    }

    [Fact]
    public async Task A_rewrite_goes_on_with_its_token_and_the_same_parameters()
    {
        await PutAsync("a", new byte[3 * 1024 * 1024]);
        const string Path = "storage/v1/b/bucket/o/a/rewriteTo/b/bucket/o/z?maxBytesRewrittenPerCall=";

        JsonObject first = await ExpectAsync(200, HttpMethod.Post, Path + "2097152");
        string token = (string)first["rewriteToken"]!;
        Assert.Equal((false, "2097152", "3145728"), ((bool)first["done"]!, (string)first["totalBytesRewritten"]!, (string)first["objectSize"]!));
        await ExpectAsync(400, HttpMethod.Post, $"{Path}1048576&rewriteToken={token}");
        await ExpectAsync(400, HttpMethod.Post, Path + "1000");
        JsonObject second = await ExpectAsync(200, HttpMethod.Post, $"{Path}2097152&rewriteToken={token}");

        Assert.True((bool)second["done"]!);
        Assert.Equal("3145728", (string?)second["resource"]!["size"]);
    }

    [Fact]
    public async Task A_session_expires_and_a_chunk_is_kept_by_half_on_demand()
    {
        string session = await StartAsync("x");
        _emulator.Faults.Inject(Fault.HalfChunk);
        HttpResponseMessage half = await SendAsync(HttpMethod.Put, session, Chunk(new byte[4 * Granularity], "bytes 0-1048575/1048576"));
        Assert.Equal("bytes=0-524287", half.Headers.GetValues("Range").Single());

        _emulator.Faults.Inject(Fault.ExpiredSession);
        await ExpectAsync(410, HttpMethod.Put, session, content: Chunk([], "bytes */*"));
        await ExpectAsync(404, HttpMethod.Put, session, content: Chunk([], "bytes */*"));
    }

    private static ByteArrayContent Chunk(byte[] bytes, string range)
    {
        ByteArrayContent content = new(bytes);
        content.Headers.TryAddWithoutValidation("Content-Range", range);
        return content;
    }

    private static MultipartContent Multipart(string metadata, byte[] bytes) => new("related")
    {
        new StringContent(metadata, Encoding.UTF8, "application/json"),
        new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } },
    };

    private async Task<string> StartAsync(string name, string query = "", long? length = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"upload/storage/v1/b/bucket/o?uploadType=resumable&name={name}{query}");
        if (length is { } announced)
            request.Headers.Add("X-Upload-Content-Length", $"{announced}");
        using HttpResponseMessage response = await _http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.Headers.Location!.AbsoluteUri;
    }

    private Task<JsonObject> PutAsync(string name, byte[] bytes) => ExpectAsync(
        200, HttpMethod.Post, $"upload/storage/v1/b/bucket/o?uploadType=media&name={Uri.EscapeDataString(name)}", content: new ByteArrayContent(bytes));

    private async Task<List<string>> ListAsync(string query) => NamesOf(await ExpectAsync(200, HttpMethod.Get, "storage/v1/b/bucket/o" + query));

    private static List<string> NamesOf(JsonObject page) =>
        [.. (page["items"]?.AsArray() ?? []).Select(item => (string)item!["name"]!), .. (page["prefixes"]?.AsArray() ?? []).Select(prefix => (string)prefix!)];

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content) =>
        await _http.SendAsync(new HttpRequestMessage(method, path) { Content = content }, Cancellation);

    private async Task<JsonObject> ExpectAsync(int status, HttpMethod method, string path, string? json = null, HttpContent? content = null)
    {
        using HttpResponseMessage response = await SendAsync(method, path, content ?? (json is null ? null : new StringContent(json, Encoding.UTF8, "application/json")));
        string text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(status == (int)response.StatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? [] : (JsonObject)JsonNode.Parse(text)!;
    }
}
