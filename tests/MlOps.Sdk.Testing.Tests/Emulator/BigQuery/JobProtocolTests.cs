using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Tests.Emulator.BigQuery;

public sealed class JobProtocolTests
{
    [Fact]
    public async Task A_job_is_pending_then_running_then_done()
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();
        await conversation.CreateTableAsync();

        JsonObject inserted = await conversation.PostAsync("/projects/p-1/jobs", Query("j-1", "SELECT n FROM `p-1.ds.t`"));
        JsonObject first = await conversation.GetAsync("/projects/p-1/jobs/j-1?location=EU");
        JsonObject second = await conversation.GetAsync("/projects/p-1/jobs/j-1?location=eu");

        Assert.Equal(["PENDING", "RUNNING", "DONE"], new[] { inserted, first, second }.Select(job => job["status"]!["state"]!.ToString()));
        Assert.Equal("16", second["statistics"]!["totalBytesProcessed"]!.ToString());
        Assert.Equal("QUERY", second["configuration"]!["jobType"]!.ToString());
        Assert.NotNull(second["configuration"]!["query"]!["destinationTable"]);
    }

    [Fact]
    public async Task A_jobs_id_is_never_used_again_and_a_job_is_found_only_with_its_location()
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();
        await conversation.PostAsync("/projects/p-1/jobs", Query("j-1", "SELECT nonsense", "europe-west4"));

        Assert.StartsWith("409 duplicate: Already Exists: Job p-1:europe-west4.j-1", await conversation.RefusedAsync(HttpMethod.Post, "/projects/p-1/jobs", Query("j-1", "SELECT 1 AS x", "europe-west4")), StringComparison.Ordinal);
        Assert.StartsWith("404 notFound", await conversation.RefusedAsync(HttpMethod.Get, "/projects/p-1/jobs/j-1"), StringComparison.Ordinal);
        await conversation.PostAsync("/projects/p-1/jobs", Query("j-1", "SELECT 1 AS x", "US"));
        Assert.Equal("US", (await conversation.GetAsync("/projects/p-1/jobs/j-1"))["jobReference"]!["location"]!.ToString());
    }

    [Fact]
    public async Task A_failed_job_is_no_error_of_jobs_get_but_one_of_its_results()
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();
        await conversation.PostAsync("/projects/p-1/jobs", Query("j-1", "SELECT x FROM `p-1.ds.nothing`"));

        Assert.StartsWith("404 notFound", await conversation.RefusedAsync(HttpMethod.Get, "/projects/p-1/queries/j-1?location=EU"), StringComparison.Ordinal);
        JsonObject job = await conversation.GetAsync("/projects/p-1/jobs/j-1?location=EU");
        Assert.Equal(("DONE", "notFound"), (job["status"]!["state"]!.ToString(), job["status"]!["errorResult"]!["reason"]!.ToString()));
    }

    [Theory]
    [InlineData("""{"query":{"query":"SELECT 1 AS x"}}""", "400 invalid: Legacy SQL")]
    [InlineData("""{"query":{"query":"SELECT 1 AS x","useLegacySql":false,"fancy":1}}""", "400 badRequest: Invalid JSON payload received. Unknown name \"fancy\" at 'job.configuration.query'")]
    [InlineData("""{"query":{"query":"SELECT 1 AS x","useLegacySql":false},"load":{}}""", "400 invalid: Required parameter is missing: exactly one")]
    [InlineData("""{"query":{"query":"SELECT 1 AS x","useLegacySql":false,"createSession":true}}""", "501 notImplemented")]
    [InlineData("""{"query":{"query":"SELECT 1 AS x","useLegacySql":false,"writeDisposition":"WRITE"}}""", "400 invalid: Invalid value at 'job.configuration.query.writeDisposition'")]
    [InlineData("""{"load":{"sourceUris":["gs://b/o"],"sourceFormat":"PARQUET","skipLeadingRows":1,"destinationTable":{"projectId":"p-1","datasetId":"ds","tableId":"t"}}}""", "400 invalid: skipLeadingRows is only allowed for CSV")]
    [InlineData("""{"load":{"sourceUris":["gs://b/o"],"sourceFormat":"PARQUET"}}""", "400 invalid: Required parameter is missing: job.configuration.load.destinationTable")]
    [InlineData("""{"labels":{"Big":"x"},"query":{"query":"SELECT 1 AS x","useLegacySql":false}}""", "400 invalid: Label keys")]
    public async Task A_configuration_that_BigQuery_would_not_take_makes_no_job(string configuration, string refusal)
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();

        string refused = await conversation.RefusedAsync(
            HttpMethod.Post, "/projects/p-1/jobs", $$"""{"jobReference":{"jobId":"j-1","location":"EU"},"configuration":{{configuration}}}""");

        Assert.StartsWith(refusal, refused, StringComparison.Ordinal);
        Assert.StartsWith("404 notFound", await conversation.RefusedAsync(HttpMethod.Get, "/projects/p-1/jobs/j-1?location=EU"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nulls_and_empty_lists_are_as_good_as_nothing()
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();

        JsonObject job = await conversation.PostAsync("/projects/p-1/jobs", """
            {"jobReference":{"jobId":"j-1","location":"EU","projectId":"p-1"},"configuration":{"load":{"sourceUris":["gs://b/o"],"sourceFormat":"PARQUET",
              "destinationTable":{"projectId":"p-1","datasetId":"ds","tableId":"t"},"decimalTargetTypes":null,"projectionFields":[],"nullMarkers":[],"schema":null,"hivePartitioningOptions":null}}}
            """);

        Assert.Equal("PENDING", job["status"]!["state"]!.ToString());
    }

    [Fact]
    public async Task Cells_are_text_and_instants_are_whole_microseconds_only_if_asked_for()
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();
        await conversation.PostAsync("/projects/p-1/jobs", Query("j-1", """
            SELECT 1 AS i, 1.5 AS f, CAST('inf' AS FLOAT64) AS inf, true AS b, TIMESTAMP '2024-02-29 12:34:56.789123+00' AS ts, DATETIME '2024-02-29 12:34:56' AS dt, [1, 2] AS a,
              STRUCT(1 AS x, 'y' AS y) AS r, CAST(NULL AS STRING) AS n, NUMERIC '1.50' AS d, b'ab' AS bytes
            """));

        JsonObject whole = await conversation.GetAsync("/projects/p-1/queries/j-1?location=EU&formatOptions.useInt64Timestamp=true");
        JsonObject older = await conversation.GetAsync("/projects/p-1/queries/j-1?location=EU");

        Assert.Equal(
            """[{"f":[{"v":"1"},{"v":"1.5"},{"v":"Infinity"},{"v":"true"},{"v":"1709210096789123"},{"v":"2024-02-29T12:34:56"},{"v":[{"v":"1"},{"v":"2"}]},{"v":{"f":[{"v":"1"},{"v":"y"}]}},{"v":null},{"v":"1.5"},{"v":"YWI="}]}]""",
            whole["rows"]!.ToJsonString());
        Assert.StartsWith("1.70921009678912", older["rows"]![0]!["f"]![4]!["v"]!.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("E9", older["rows"]![0]!["f"]![4]!["v"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_synchronous_query_gives_rows_and_the_next_page_comes_from_its_job()
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();

        JsonObject first = await conversation.PostAsync(
            "/projects/p-1/queries", """{"query":"SELECT x FROM UNNEST([1, 2, 3, 4, 5]) AS x ORDER BY x","useLegacySql":false,"maxResults":3,"location":"EU"}""");
        JsonObject second = await conversation.GetAsync(
            $"/projects/p-1/queries/{first["jobReference"]!["jobId"]}?location=EU&pageToken={first["pageToken"]}");

        Assert.Equal(["1", "2", "3"], first["rows"]!.AsArray().Select(row => row!["f"]![0]!["v"]!.ToString()));
        Assert.Equal(["4", "5"], second["rows"]!.AsArray().Select(row => row!["f"]![0]!["v"]!.ToString()));
        Assert.Equal(("5", null), (second["totalRows"]!.ToString(), second["pageToken"]));
    }

    private static string Query(string id, string sql, string location = "EU") => new JsonObject
    {
        ["jobReference"] = new JsonObject { ["projectId"] = "p-1", ["jobId"] = id, ["location"] = location },
        ["configuration"] = new JsonObject { ["query"] = new JsonObject { ["query"] = sql, ["useLegacySql"] = false } },
    }.ToJsonString();
}
