using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace MlOps.Sdk.Serving.Tests.Http;

public sealed class HostileBodyTests : IAsyncLifetime
{
    private const string Address = "/models/birds:predict";

    private readonly ServingApp _app = new();

    public async ValueTask InitializeAsync()
    {
        _app.Deploy("birds", 1, folder => Bundles.WriteRegression(folder));
        await _app.StartAsync(web => web.MapModel("birds", options => options.MaxRequestBytes = 100_000));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("""{"instances":[{"Speed":1,"Engines":1},{"Speed":"fast","Engines":1}]}""", "instances[1].Speed", "'fast' is not a number.")]
    [InlineData("""{"instances":[{"Speed":1,"Engine":1}]}""", "instances[0].Engine", "There is no such column. Did you mean 'Engines'?")]
    [InlineData("""{"instances":[{"Speed":1,"Engines":null}]}""", "instances[0]",
        "The model has no finite prediction for it. A linear model needs a value for each number that it reads.")]
    [InlineData("""{"instances":[3]}""", "instances[0]", "3 is not an instance. Write an object with a property for each column.")]
    [InlineData("""{"instances":{"Speed":1}}""", "instances", """The member is not an array. Send {"instances":[{...},...]}.""")]
    [InlineData("""{"instances":null}""", "instances", """The member is not an array. Send {"instances":[{...},...]}.""")]
    [InlineData("""{"instances":[],"instances":[]}""", "instances", "The member occurs twice. Write it once.")]
    [InlineData("""{"Instances":[]}""", "Instances", """There is no such member. Send {"instances":[{...},...]}.""")]
    [InlineData("""{}""", "instances", """The member is missing. Send {"instances":[{...},...]}.""")]
    [InlineData("""[{"Speed":1}]""", "$", """The body is not an object. Send {"instances":[{...},...]}.""")]
    [InlineData("7", "$", """The body is not an object. Send {"instances":[{...},...]}.""")]
    public async Task A_wrong_member_is_refused_with_its_path(string body, string path, string message)
    {
        (HttpStatusCode status, JsonElement problem) = await _app.PostAsync(Address, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(message, problem.GetProperty("errors").GetProperty(path).EnumerateArray().Select(error => error.GetString()));
    }

    [Theory]
    [InlineData("", "line 1, byte 1")]
    [InlineData("{", "line 1, byte 2")]
    [InlineData("{\"instances\":[\n  {\"Speed\":1,}\n]}", "line 2, byte 14")]
    [InlineData("""{"instances":[]} x""", "line 1, byte 18")]
    [InlineData("""{"instances":[{"Speed":NaN}]}""", "line 1, byte 24")]
    [InlineData("""{'instances':[]}""", "line 1, byte 2")]
    [InlineData("""{"instances":[/* none */]}""", "line 1, byte 15")]
    public async Task What_is_not_json_is_refused_with_its_position(string body, string position)
    {
        (HttpStatusCode status, JsonElement problem) = await _app.PostAsync(Address, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("The body is not JSON.", problem.GetProperty("title").GetString());
        Assert.EndsWith($"({position})", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_errors_are_reported_at_once_up_to_twenty()
    {
        string three = """{"Speed":"a","Engines":"b","What":1}""";

        (_, JsonElement few) = await _app.PostAsync(Address, $$"""{"instances":[{{three}},{"Speed":1,"Engines":1},{{three}}]}""");
        (_, JsonElement many) = await _app.PostAsync(Address, $$"""{"instances":[{{string.Join(',', Enumerable.Repeat(three, 500))}}]}""");

        Assert.Equal(
            ["instances[0].Speed", "instances[0].Engines", "instances[0].What", "instances[2].Speed", "instances[2].Engines", "instances[2].What"],
            few.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(20, many.GetProperty("errors").EnumerateObject().Count());
        Assert.Contains("the first 20", many.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problems_are_of_the_standard_type_and_logged_for_debugging_only()
    {
        using HttpResponseMessage response = await _app.Client.PostAsync(
            Address, new StringContent("{}", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(_app.Log.Lines, line => line.Level == LogLevel.Debug && line.Message.Contains("birds refused a request with 400", StringComparison.Ordinal));
        Assert.DoesNotContain(_app.Log.Lines, line => line.Level > LogLevel.Information);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Another_content_type_is_refused(string? type)
    {
        ByteArrayContent content = new("""{"instances":[]}"""u8.ToArray());
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);

        (HttpStatusCode status, JsonElement problem) = await _app.PostAsync(Address, content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.Contains("Send 'Content-Type: application/json'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json; charset=UTF-8")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/vnd.birds+json")]
    public async Task Json_by_another_name_is_accepted(string type)
    {
        ByteArrayContent content = new("""{"instances":[]}"""u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        Assert.Equal(HttpStatusCode.OK, (await _app.PostAsync(Address, content)).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_is_refused(bool announcesItsLength)
    {
        HttpContent content = announcesItsLength ? new ByteArrayContent(new byte[100_001]) : new StreamContent(new UnseekableStream(new byte[5_000_000]));
        content.Headers.ContentType = new("application/json");

        (HttpStatusCode status, JsonElement problem) = await _app.PostAsync(Address, content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("100000 bytes", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_from_which_a_feature_can_not_be_computed_is_refused_with_its_path()
    {
        await using ServingApp app = new();
        app.Deploy("digits", 1, Bundles.WriteParsed);
        await app.StartAsync(web => web.MapModel("digits"));

        (HttpStatusCode status, JsonElement problem) = await app.PredictAsync("""[{"Text":"2.5"},{"Text":"two"}]""", "digits");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("two", Assert.Single(problem.GetProperty("errors").GetProperty("instances[1]").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deep_nesting_is_refused()
    {
        string deep = $$"""{"instances":[{"Speed":{{new string('[', 40_000)}}1{{new string(']', 40_000)}}}]}""";

        (HttpStatusCode status, JsonElement problem) = await _app.PostAsync(Address, deep);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("depth", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_post_predicts()
    {
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _app.GetAsync(Address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.PostAsync("/models/other:predict", "{}")).Status);
    }

    [Fact]
    public async Task Whatever_is_sent_the_answer_is_a_prediction_or_a_refusal()
    {
        Random random = new(20_240_601);
        byte[] sound = Encoding.UTF8.GetBytes("""{"instances":[{"Speed":1.5,"Engines":2,"Make":"Zürich","Seen":"2024-02-29T12:00:00+01:00"},{"Speed":2,"Engines":0}]}""");
        byte[][] pieces = ["\\u"u8.ToArray(), "\\ud800"u8.ToArray(), [0xFF, 0xFE], "1e999"u8.ToArray(), "{"u8.ToArray(), "]"u8.ToArray(), "\""u8.ToArray(), "null"u8.ToArray(), [0]];
        Dictionary<HttpStatusCode, int> answers = [];
        for (int round = 0; round < 1_500; round++)
        {
            List<byte> body = [.. sound];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(body.Count);
                switch (random.Next(3))
                {
                    case 0: body.RemoveRange(at, Math.Min(random.Next(1, 9), body.Count - at)); break;
                    case 1: body.InsertRange(at, pieces[random.Next(pieces.Length)]); break;
                    default: body[at] = (byte)random.Next(256); break;
                }
            }

            ByteArrayContent content = new([.. body]);
            content.Headers.ContentType = new("application/json");
            (HttpStatusCode status, _) = await _app.PostAsync(Address, content);
            answers[status] = answers.GetValueOrDefault(status) + 1;
        }

        Assert.All(answers.Keys, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{status}"));
        Assert.DoesNotContain(_app.Log.Lines, line => line.Level >= LogLevel.Warning);
        Assert.Equal(HttpStatusCode.OK, (await _app.PredictAsync("""[{"Speed":1,"Engines":1}]""")).Status);
    }

    private sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
