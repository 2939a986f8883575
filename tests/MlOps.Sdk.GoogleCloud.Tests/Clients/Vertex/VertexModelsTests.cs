using MlOps.Sdk.Clients;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Vertex;

public sealed class VertexModelsTests
{
    public static TheoryData<string, int> FaultsOfTheFirst { get; } = VertexClient.Cases(
        "GET :listVersions", "GET operations$", "GET models/m$", "POST models:upload", "GET operations/\\d+", "GET models/m@1");

    public static TheoryData<string, int> FaultsOfAFurther { get; } = VertexClient.Cases(
        "GET :listVersions", "GET operations$", "GET models/m$", "POST models:upload", "GET operations/\\d+", "GET models/m@2");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_is_uploaded_once_under_its_key()
    {
        await using VertexClient client = await VertexClient.StartAsync();
        IVertexModels models = client.Vertex.Models;
        Assert.Null(await models.FindAsync("m", Cancellation));
        Assert.Empty(await VertexClient.AllAsync(models.ListVersionsAsync("m", null, Cancellation)));

        VertexModel first = await models.UploadAsync("m", VertexClient.Model(1) with { VersionAliases = ["champion"] }, "k1", Cancellation);
        VertexModel second = await models.UploadAsync("m", VertexClient.Model(2), "k2", Cancellation);
        VertexModel again = await models.UploadAsync("m", VertexClient.Model(1), "k1", Cancellation);

        Assert.Equal(("1", "2", "1"), (first.VersionId, second.VersionId, again.VersionId));
        Assert.Equal(["default", "champion"], first.VersionAliases);
        Assert.Equal("m", first.Id);
        Assert.Equal(["2", "1"], (await VertexClient.AllAsync(models.ListVersionsAsync("m@1", null, Cancellation))).Select(version => version.VersionId));
    }

    [Theory]
    [MemberData(nameof(FaultsOfTheFirst))]
    public async Task Whatever_befalls_a_request_a_model_gets_exactly_one_first_version(string request, int fault)
    {
        await using VertexClient client = await VertexClient.StartAsync();
        client.Inject(request, fault);

        VertexModel version = await client.Vertex.Models.UploadAsync("m", VertexClient.Model(1), "k1", Cancellation);

        Assert.Equal("1", version.VersionId);
        Assert.Equal(1, client.Emulator.Faults.Taken);
        Assert.Single(await VertexClient.AllAsync(client.Vertex.Models.ListVersionsAsync("m", null, Cancellation)));
    }

    [Theory]
    [MemberData(nameof(FaultsOfAFurther))]
    public async Task Whatever_befalls_a_request_a_model_gets_exactly_one_further_version(string request, int fault)
    {
        await using VertexClient client = await VertexClient.StartAsync();
        await client.Vertex.Models.UploadAsync("m", VertexClient.Model(1), "k1", Cancellation);
        client.Inject(request, fault);

        VertexModel version = await client.Vertex.Models.UploadAsync("m", VertexClient.Model(2), "k2", Cancellation);

        Assert.Equal("2", version.VersionId);
        Assert.Equal(1, client.Emulator.Faults.Taken);
        Assert.Equal(2, (await VertexClient.AllAsync(client.Vertex.Models.ListVersionsAsync("m", null, Cancellation))).Count);
    }

    [Fact]
    public async Task An_upload_whose_client_died_is_adopted_by_the_next_life()
    {
        await using VertexClient client = await VertexClient.StartAsync();
        await client.Vertex.Models.UploadAsync("m", VertexClient.Model(1), "k1", Cancellation);
        using CancellationTokenSource death = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        // It dies before it learns of the operation.
        client.Emulator.Faults.Inject(Fault.Slow(TimeSpan.FromMilliseconds(1)), matches: exchange =>
        {
            if (exchange.Method == "GET" && exchange.Target.Contains("operations/", StringComparison.Ordinal))
                death.Cancel();
            return false;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Vertex.Models.UploadAsync("m", VertexClient.Model(2), "k2", death.Token));
        VertexModel version = await client.Vertex.Models.UploadAsync("m", VertexClient.Model(2), "k2", Cancellation);

        Assert.Equal("2", version.VersionId);
        Assert.Equal(2, (await VertexClient.AllAsync(client.Vertex.Models.ListVersionsAsync("m", null, Cancellation))).Count);
    }

    [Fact]
    public async Task Two_clients_that_make_a_model_at_once_upload_a_version_each()
    {
        await using VertexClient client = await VertexClient.StartAsync();

        VertexModel[] versions = await Task.WhenAll(
            client.Vertex.Models.UploadAsync("m", VertexClient.Model(1), "k1", Cancellation),
            client.Vertex.Models.UploadAsync("m", VertexClient.Model(2), "k2", Cancellation));

        Assert.Equal(["1", "2"], versions.Select(version => version.VersionId).Order());
    }

    [Fact]
    public async Task An_upload_that_fails_says_why()
    {
        await using VertexClient client = await VertexClient.StartAsync();
        VertexModel broken = VertexClient.Model(1) with { ArtifactUri = "gs://nowhere/model" };

        GoogleCloudException failure = await Assert.ThrowsAsync<GoogleCloudException>(() => client.Vertex.Models.UploadAsync("m", broken, "k", Cancellation));

        Assert.Equal(("models.upload", "FAILED_PRECONDITION", false), (failure.Operation, failure.Reason, failure.Retryable));
        Assert.Contains("no files under the given artifact_uri: gs://nowhere/model", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aliases_are_set_and_removed_and_versions_deleted()
    {
        await using VertexClient client = await VertexClient.StartAsync();
        IVertexModels models = client.Vertex.Models;
        await models.UploadAsync("m", VertexClient.Model(1), "k1", Cancellation);
        VertexModel second = await models.UploadAsync("m", VertexClient.Model(2), "k2", Cancellation);

        VertexModel changed = await models.SetAliasesAsync(second.Name!, "2", ["champion", "default"], ["challenger"], Cancellation);

        Assert.Equal(["champion", "default"], changed.VersionAliases);
        Assert.Equal("2", (await models.GetAsync("m@champion", Cancellation)).VersionId);
        await models.DeleteVersionAsync("m", "1", Cancellation);
        await models.DeleteVersionAsync("m", "1", Cancellation);
        Assert.Null(await models.FindAsync("m@1", Cancellation));
        Assert.Equal("FAILED_PRECONDITION", (await Assert.ThrowsAsync<GoogleCloudException>(() => models.DeleteVersionAsync("m", "2", Cancellation))).Reason);
        await models.DeleteAsync("m", Cancellation);
        await models.DeleteAsync("m", Cancellation);
        Assert.Null(await models.FindAsync("m", Cancellation));
    }
}
