namespace MlOps.Sdk.Testing.Tests.Emulator.Vertex;

public sealed class NodeVertexTests
{
    [Fact]
    public async Task Googles_client_for_Node_trains_tunes_uploads_deploys_predicts_and_cleans_up()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();

        string script = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Emulator", "Vertex", "aiplatform.cjs"), TestContext.Current.CancellationToken);
        string output = await NodeConversation.RunAsync(vertex.Emulator, "@google-cloud/aiplatform", "6.11.0", script);

        Assert.Contains("all done", output, StringComparison.Ordinal);
        Assert.Empty(await vertex.SendAsync("GET", "customJobs"));
        Assert.Empty(await vertex.SendAsync("GET", "models"));
        Assert.Empty(await vertex.SendAsync("GET", "endpoints"));
    }
}
