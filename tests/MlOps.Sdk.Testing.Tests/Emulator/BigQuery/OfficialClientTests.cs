using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Tests.Emulator.BigQuery;

/// <summary>Google's own clients take the emulator for BigQuery.</summary>
public sealed class OfficialClientTests
{
    [Fact]
    public async Task The_client_for_node_completes_a_conversation()
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();
        await conversation.CreateBucketAsync("files");

        string script = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Emulator", "BigQuery", "bigquery.cjs"), TestContext.Current.CancellationToken);
        JsonObject found = JsonNode.Parse(await NodeConversation.RunAsync(conversation.Emulator, "@google-cloud/bigquery", "8.3.1", script))!.AsObject();

        Assert.True(
            JsonNode.DeepEquals(found, JsonNode.Parse("""
                {
                  "location": "EU",
                  "duplicate": "409 duplicate",
                  "partialFailure": "PartialFailureError invalid",
                  "rows": [[1, "a", "2024-02-29T12:34:56.789Z", "1.5"], [2, "b", null, "NaN"]],
                  "loaded": "2",
                  "answer": [{ "total": 9, "s": "words", "ns": [2, 3, 4] }],
                  "dryRun": "32",
                  "numbers": [10000, 9999, 0],
                  "failure": "invalidQuery",
                  "extracted": ["1"],
                  "left": []
                }
                """)),
            found.ToJsonString());
    }

    [Fact]
    public async Task The_program_bq_completes_a_conversation()
    {
        await using BigQueryConversation conversation = await BigQueryConversation.StartAsync();
        string discovery = BqProgram.Discovery(conversation.Emulator.Address);
        try
        {
            BqProgram bq = new(conversation.Emulator.Address, discovery);

            await bq.RunAsync("mk", "--location=EU", "--dataset", "p-1:shell");
            await bq.RunAsync("mk", "--table", "p-1:shell.t", "n:INTEGER,s:STRING");
            string csv = Path.Combine(Path.GetDirectoryName(discovery)!, "rows.csv");
            await File.WriteAllTextAsync(csv, "n,s\n1,a\n2,b\n", TestContext.Current.CancellationToken);
            await bq.RunAsync("--location=EU", "load", "--source_format=CSV", "--skip_leading_rows=1", "p-1:shell.t", csv);
            string answer = await bq.RunAsync("--location=EU", "--format=json", "query", "--use_legacy_sql=false", "SELECT SUM(n) AS total, MAX(s) AS s FROM `p-1.shell.t`");
            string shown = await bq.RunAsync("--format=json", "show", "p-1:shell.t");
            string refused = await bq.FailAsync("--location=EU", "query", "--use_legacy_sql=false", "SELECT nothing FROM `p-1.shell.t`");

            Assert.Equal("""[{"s":"b","total":"3"}]""", answer.Trim().Split('\n')[^1]);
            Assert.Equal("2", JsonNode.Parse(shown)!["numRows"]!.ToString());
            Assert.Contains("Unrecognized name: nothing", refused, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(discovery)!, recursive: true);
        }
    }
}
