using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using MlOps.Sdk.Clients;
using MlOps.Sdk.ContainerTarget;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Clients.Vertex;

/// <summary>An emulator and a client of its Vertex AI.</summary>
internal sealed class VertexClient : IAsyncDisposable
{
    private readonly GoogleCloudConnection _connection;

    private VertexClient(GoogleCloudEmulator emulator)
    {
        Emulator = emulator;
        _connection = new GoogleCloudConnection(
            new GoogleCloudOptions
            {
                ProjectId = "my-project",
                Region = "europe-west4",
                Endpoint = emulator.Address.ToString(),
                Retry = { FirstDelay = TimeSpan.FromMilliseconds(20), MaxDelay = TimeSpan.FromMilliseconds(100), AttemptTimeout = TimeSpan.FromSeconds(20) },
            },
            TimeProvider.System, NullLogger.Instance, new Random(1));
        Vertex = new VertexAi(_connection);
    }

    /// <summary>Everything that can befall a request.</summary>
    public static IReadOnlyList<Fault> Faults { get; } =
    [
        Fault.Status(503), Fault.Status(429, retryAfter: 0), Fault.Status(500), Fault.ResetBefore, Fault.ResetAfter, Fault.Truncated, Fault.Html,
        Fault.Slow(TimeSpan.FromMilliseconds(50)),
    ];

    public GoogleCloudEmulator Emulator { get; }

    public IVertexAi Vertex { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<VertexClient> StartAsync() => new(await GoogleCloudEmulator.StartAsync(options =>
    {
        foreach (string role in (string[])["train", "tune", "serve"])
            options.Images[$"img/{role}"] = ["dotnet", typeof(ContainerRoles).Assembly.Location, role];
    }));

    /// <summary>Each request, written as a verb and a part of the path, with each fault.</summary>
    public static TheoryData<string, int> Cases(params string[] requests)
    {
        TheoryData<string, int> cases = [];
        foreach (string request in requests)
        {
            for (int fault = 0; fault < Faults.Count; fault++)
                cases.Add(request, fault);
        }

        return cases;
    }

    /// <summary>Lets a fault befall the first request of a kind.</summary>
    public void Inject(string request, int fault)
    {
        string[] parts = request.Split(' ');
        Emulator.Faults.Inject(Faults[fault], matches: exchange =>
            exchange.Method == parts[0] && System.Text.RegularExpressions.Regex.IsMatch(exchange.Target, parts[1]));
    }

    public static CustomJob Job(params string[] args) => new()
    {
        DisplayName = "a job",
        JobSpec = new CustomJobSpec
        {
            WorkerPoolSpecs =
            [
                new WorkerPoolSpec
                {
                    MachineSpec = new MachineSpec { MachineType = "n1-standard-4" },
                    ContainerSpec = new ContainerSpec { ImageUri = "img/train", Args = args },
                },
            ],
        },
    };

    public static VertexModel Model(int factor) => new()
    {
        DisplayName = FormattableString.Invariant($"times {factor}"),
        ContainerSpec = new ServingContainerSpec
        {
            ImageUri = "img/serve",
            Args = [FormattableString.Invariant($"--factor={factor}")],
            PredictRoute = "/predict",
            HealthRoute = "/health",
            Ports = [new ContainerPort(8080)],
        },
    };

    public static DeployedModel Deployment(string id, string model) => new()
    {
        Id = id,
        Model = model,
        DedicatedResources = new DedicatedResources { MachineSpec = new MachineSpec { MachineType = "n1-standard-4" } },
    };

    public Task<VertexEndpoint> CreateEndpointAsync(string id) =>
        Vertex.Endpoints.CreateAsync(id, new VertexEndpoint { DisplayName = id }, Cancellation);

    public async Task<double> PredictAsync(string endpoint, double x)
    {
        VertexPrediction answer = await Vertex.Endpoints.PredictAsync(endpoint, [JsonSerializer.SerializeToElement(x)], null, Cancellation);
        return answer.Predictions.Single().GetDouble();
    }

    public static async Task<IReadOnlyList<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> all = [];
        await foreach (T item in items)
            all.Add(item);
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await Emulator.DisposeAsync();
    }
}
