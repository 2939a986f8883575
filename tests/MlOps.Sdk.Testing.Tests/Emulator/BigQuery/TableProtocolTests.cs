using System.Net;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Tests.Emulator.BigQuery;

public sealed class TableProtocolTests
{
    [Fact]
    public async Task A_table_answers_with_the_older_names_of_types_and_counts_as_text()
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();
        await conversation.CreateTableAsync();

        JsonObject table = await conversation.GetAsync("/projects/p-1/datasets/ds/tables/t");

        Assert.Equal("""[{"name":"n","type":"INTEGER","mode":"REQUIRED"},{"name":"s","type":"STRING","mode":"NULLABLE"}]""", table["schema"]!["fields"]!.ToJsonString());
        Assert.Equal("""["2","19","EU","TABLE"]""", new JsonArray([.. ((string[])["numRows", "numBytes", "location", "type"]).Select(name => table[name]!.DeepClone())]).ToJsonString());
    }

    [Fact]
    public async Task Every_path_is_there_with_and_without_the_path_of_the_API()
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();
        await conversation.CreateTableAsync();

        (HttpStatusCode status, JsonObject answer) = await conversation.SendAsync(HttpMethod.Get, "/projects/p-1/datasets/ds/tables/t/data");

        Assert.Equal((HttpStatusCode.OK, "2"), (status, answer["totalRows"]!.ToString()));
    }

    [Theory]
    [InlineData("""{"tableReference":{"tableId":"u"},"colour":"red"}""", "400 badRequest: Invalid JSON payload received. Unknown name \"colour\"")]
    [InlineData("""{"tableReference":{"tableId":"u"},"view":{"query":"SELECT 1"}}""", "501 notImplemented")]
    [InlineData("""{"tableReference":{"tableId":"t"}}""", "409 duplicate: Already Exists: Table p-1:ds.t")]
    [InlineData("""{"tableReference":{"tableId":"u"},"schema":{"fields":[{"name":"a","type":"INT64"},{"name":"A","type":"STRING"}]}}""", "400 invalid: Duplicate field name A")]
    [InlineData("""{"tableReference":{"tableId":"u"},"schema":{"fields":[{"name":"a b","type":"INT64"}]}}""", "400 invalid: Invalid field name")]
    [InlineData("""{"tableReference":{"tableId":"u"},"schema":{"fields":[{"name":"a","type":"LONG"}]}}""", "400 invalid: Invalid value for type: LONG")]
    [InlineData("""{"tableReference":{"tableId":"u"},"schema":{"fields":[{"name":"a","type":"STRING"}]},"timePartitioning":{"type":"DAY","field":"a"}}""", "400 invalid: The field specified for partitioning must be of type DATE")]
    [InlineData("""{"tableReference":{"tableId":"u"},"schema":{"fields":[{"name":"a","type":"FLOAT64"}]},"clustering":{"fields":["a"]}}""", "400 invalid: Field a has type FLOAT64, which is not supported for clustering")]
    public async Task What_BigQuery_would_not_take_is_refused(string table, string refusal)
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();
        await conversation.CreateTableAsync();

        Assert.StartsWith(refusal, await conversation.RefusedAsync(HttpMethod.Post, "/projects/p-1/datasets/ds/tables", table), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_bad_row_stops_the_others_unless_bad_rows_are_skipped()
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();
        await conversation.CreateTableAsync();
        const string Rows = """[{"json":{"n":3}},{"json":{"s":"no n"}},{"json":{"n":4,"z":1}}]""";

        JsonObject stopped = await conversation.PostAsync("/projects/p-1/datasets/ds/tables/t/insertAll", $$"""{"rows":{{Rows}}}""");
        JsonObject skipped = await conversation.PostAsync("/projects/p-1/datasets/ds/tables/t/insertAll", $$"""{"rows":{{Rows}},"skipInvalidRows":true}""");

        Assert.Equal(["1 invalid", "2 invalid", "0 stopped"], Errors(stopped));
        Assert.Equal(["1 invalid", "2 invalid"], Errors(skipped));
        Assert.Equal("3", (await conversation.GetAsync("/projects/p-1/datasets/ds/tables/t"))["numRows"]!.ToString());
    }

    [Fact]
    public async Task A_row_that_is_sent_twice_under_one_id_is_there_once()
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();
        await conversation.CreateTableAsync();

        for (int time = 0; time < 2; time++)
            await conversation.PostAsync("/projects/p-1/datasets/ds/tables/t/insertAll", """{"rows":[{"insertId":"a","json":{"n":3}}]}""");

        Assert.Equal("3", (await conversation.GetAsync("/projects/p-1/datasets/ds/tables/t"))["numRows"]!.ToString());
    }

    [Fact]
    public async Task A_dataset_with_tables_is_deleted_only_with_its_contents()
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();
        await conversation.CreateTableAsync();

        Assert.StartsWith("400 resourceInUse", await conversation.RefusedAsync(HttpMethod.Delete, "/projects/p-1/datasets/ds"), StringComparison.Ordinal);
        (HttpStatusCode status, _) = await conversation.SendAsync(HttpMethod.Delete, "/bigquery/v2/projects/p-1/datasets/ds?deleteContents=true");

        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.StartsWith("404 notFound: Not found: Dataset p-1:ds", await conversation.RefusedAsync(HttpMethod.Get, "/projects/p-1/datasets/ds/tables/t"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Errors(JsonObject answer) =>
        answer["insertErrors"]!.AsArray().Select(error => $"{error!["index"]} {error["errors"]![0]!["reason"]}");
}
