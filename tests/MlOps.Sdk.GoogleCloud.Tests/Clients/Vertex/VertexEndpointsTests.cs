using System.Text.Json;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Vertex;

public sealed class VertexEndpointsTests
{
    public static TheoryData<string, int> FaultsOfCreation { get; } = VertexClient.Cases("GET endpoints/e$", "POST endpoints\\?endpointId=e", "GET operations/\\d+");

    public static TheoryData<string, int> FaultsOfDeployment { get; } = VertexClient.Cases("GET endpoints/e$", "POST :deployModel", "GET operations/\\d+");

    public static TheoryData<string, int> FaultsOfTheRest { get; } = VertexClient.Cases("PATCH endpoints/e", "POST :predict", "POST :undeployModel", "DELETE endpoints/e");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(FaultsOfCreation))]
    public async Task Whatever_befalls_a_request_exactly_one_endpoint_is_created(string request, int fault)
    {
        await using VertexClient client = await VertexClient.StartAsync();
        client.Inject(request, fault);

        VertexEndpoint created = await client.CreateEndpointAsync("e");
        VertexEndpoint again = await client.CreateEndpointAsync("e");

        Assert.Equal("e", created.Id);
        Assert.Equal(created.Name, again.Name);
        Assert.Equal(1, client.Emulator.Faults.Taken);
        Assert.Single(await VertexClient.AllAsync(client.Vertex.Endpoints.ListAsync(null, Cancellation)));
    }

    [Theory]
    [MemberData(nameof(FaultsOfDeployment))]
    public async Task Whatever_befalls_a_request_exactly_one_deployment_is_made(string request, int fault)
    {
        await using VertexClient client = await WithModelAsync();
        client.Inject(request, fault);

        DeployedModel deployed = await client.Vertex.Endpoints.DeployAsync("e", VertexClient.Deployment("7", "m@1"), Cancellation);

        Assert.Equal(("7", "1"), (deployed.Id, deployed.ModelVersionId));
        Assert.Equal(1, client.Emulator.Faults.Taken);
        VertexEndpoint endpoint = await client.Vertex.Endpoints.GetAsync("e", Cancellation);
        Assert.Equal("7", endpoint.DeployedModels!.Single().Id);
        Assert.Equal(100, endpoint.TrafficSplit!["7"]);
        Assert.Equal(20, await client.PredictAsync("e", 10));
    }

    [Theory]
    [MemberData(nameof(FaultsOfTheRest))]
    public async Task Whatever_befalls_a_request_traffic_moves_once_and_what_goes_is_gone(string request, int fault)
    {
        await using VertexClient client = await WithModelAsync();
        IVertexEndpoints endpoints = client.Vertex.Endpoints;
        await endpoints.DeployAsync("e", VertexClient.Deployment("1", "m@1"), Cancellation);
        await endpoints.DeployAsync("e", VertexClient.Deployment("2", "m@2"), Cancellation);
        client.Inject(request, fault);

        VertexEndpoint moved = await endpoints.SetTrafficAsync("e", "2", 25, Cancellation);
        Assert.Equal((75, 25), (moved.TrafficSplit!["1"], moved.TrafficSplit["2"]));
        Assert.Contains(await client.PredictAsync("e", 10), (double[])[20, 30]);
        await endpoints.UndeployAsync("e", "1", Cancellation);
        Assert.Equal(30, await client.PredictAsync("e", 10));
        Assert.Equal(100, (await endpoints.GetAsync("e", Cancellation)).TrafficSplit!["2"]);
        await endpoints.UndeployAsync("e", "2", Cancellation);
        await endpoints.DeleteAsync("e", Cancellation);

        Assert.Equal(1, client.Emulator.Faults.Taken);
        Assert.Null(await endpoints.FindAsync("e", Cancellation));
        await endpoints.UndeployAsync("e", "1", Cancellation);
        await endpoints.DeleteAsync("e", Cancellation);
    }

    [Fact]
    public async Task A_further_deployment_gets_no_traffic_until_it_is_given_some()
    {
        await using VertexClient client = await WithModelAsync();
        await client.Vertex.Endpoints.DeployAsync("e", VertexClient.Deployment("1", "m@1"), Cancellation);

        await client.Vertex.Endpoints.DeployAsync("e", VertexClient.Deployment("2", "m@2"), Cancellation);

        for (int request = 0; request < 5; request++)
            Assert.Equal(20, await client.PredictAsync("e", 10));
        await client.Vertex.Endpoints.SetTrafficAsync("e", new Dictionary<string, int> { ["2"] = 100 }, Cancellation);
        Assert.Equal(30, await client.PredictAsync("e", 10));
    }

    [Fact]
    public async Task A_deployment_that_another_life_began_is_waited_for()
    {
        await using VertexClient client = await WithModelAsync();
        using CancellationTokenSource death = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        client.Emulator.Faults.Inject(Fault.ResetBefore, matches: exchange =>
        {
            if (exchange.Target.Contains("operations/", StringComparison.Ordinal))
                death.Cancel();
            return false;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.Vertex.Endpoints.DeployAsync("e", VertexClient.Deployment("1", "m@1"), death.Token));

        DeployedModel deployed = await client.Vertex.Endpoints.DeployAsync("e", VertexClient.Deployment("1", "m@1"), Cancellation);

        Assert.Equal("1", deployed.Id);
        Assert.Single((await client.Vertex.Endpoints.GetAsync("e", Cancellation)).DeployedModels!);
    }

    [Fact]
    public async Task Traffic_that_two_clients_change_at_once_is_changed_by_both()
    {
        await using VertexClient client = await WithModelAsync();
        await client.Vertex.Endpoints.DeployAsync("e", VertexClient.Deployment("1", "m@1"), Cancellation);
        await client.Vertex.Endpoints.DeployAsync("e", VertexClient.Deployment("2", "m@2"), Cancellation);
        await client.Vertex.Endpoints.DeployAsync("e", VertexClient.Deployment("3", "m@2"), Cancellation);

        await Task.WhenAll(
            client.Vertex.Endpoints.SetTrafficAsync("e", "2", 10, Cancellation), client.Vertex.Endpoints.SetTrafficAsync("e", "3", 10, Cancellation));

        IReadOnlyDictionary<string, int> split = (await client.Vertex.Endpoints.GetAsync("e", Cancellation)).TrafficSplit!;
        Assert.Equal(100, split.Values.Sum());
        Assert.Equal(19, split["2"] + split["3"]);
    }

    [Fact]
    public async Task A_server_that_never_gets_healthy_is_an_error_with_its_reason()
    {
        await using VertexClient client = await WithModelAsync();
        VertexModel model = VertexClient.Model(1);
        await client.Vertex.Models.UploadAsync(
            "ill", model with { ContainerSpec = model.ContainerSpec! with { Args = ["--ill"], DeploymentTimeout = TimeSpan.FromSeconds(0.5) } }, "k", Cancellation);

        GoogleCloudException failure = await Assert.ThrowsAsync<GoogleCloudException>(
            () => client.Vertex.Endpoints.DeployAsync("e", VertexClient.Deployment("1", "ill@1"), Cancellation));

        Assert.Equal(("endpoints.deployModel", "FAILED_PRECONDITION"), (failure.Operation, failure.Reason));
        Assert.Contains("never became ready", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prediction_carries_parameters_and_tells_who_answered()
    {
        await using VertexClient client = await WithModelAsync();
        await client.Vertex.Endpoints.DeployAsync("e", VertexClient.Deployment("1", "m@2"), Cancellation);

        VertexPrediction answer = await client.Vertex.Endpoints.PredictAsync(
            "e", [JsonSerializer.SerializeToElement(new { x = 1.5 }), JsonSerializer.SerializeToElement(2)], JsonSerializer.SerializeToElement(new { p = 1 }), Cancellation);

        Assert.Equal([4.5, 6], answer.Predictions.Select(prediction => prediction.GetDouble()));
        Assert.Equal(("1", "2", "times 3"), (answer.DeployedModelId, answer.ModelVersionId, answer.ModelDisplayName));
        GoogleCloudException refused = await Assert.ThrowsAsync<GoogleCloudException>(
            () => client.Vertex.Endpoints.PredictAsync("e", [JsonSerializer.SerializeToElement("bad")], null, Cancellation));
        Assert.Contains("the instance is bad", refused.Message, StringComparison.Ordinal);
        Assert.Equal("FAILED_PRECONDITION", (await Assert.ThrowsAsync<GoogleCloudException>(async () =>
        {
            await client.CreateEndpointAsync("empty");
            await client.PredictAsync("empty", 1);
        })).Reason);
    }

    // A model whose version 1 multiplies by 2 and version 2 by 3, and an endpoint.
    private static async Task<VertexClient> WithModelAsync()
    {
        VertexClient client = await VertexClient.StartAsync();
        await client.Vertex.Models.UploadAsync("m", VertexClient.Model(2), "k1", Cancellation);
        await client.Vertex.Models.UploadAsync("m", VertexClient.Model(3), "k2", Cancellation);
        await client.CreateEndpointAsync("e");
        return client;
    }
}
