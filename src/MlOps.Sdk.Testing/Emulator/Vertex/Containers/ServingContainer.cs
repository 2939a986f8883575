using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;
using MlOps.Sdk.Testing.Emulator.Vertex.Messages;
using MlOps.Sdk.Testing.Emulator.Vertex.Models;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Containers;

/// <summary>A container that answers predictions.</summary>
internal sealed class ServingContainer : IAsyncDisposable
{
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromMilliseconds(50);

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler());
    private readonly ContainerLauncher _launcher;
    private readonly ContainerProcess _process;
    private readonly Uri _health;
    private readonly Uri _predict;

    private ServingContainer(ContainerLauncher launcher, ContainerProcess process, Uri health, Uri predict)
    {
        _launcher = launcher;
        _process = process;
        _health = health;
        _predict = predict;
    }

    /// <summary>Starts a server of a model version and waits until it is healthy.</summary>
    /// <exception cref="EmulatorException">It ended, or wasn't healthy in time.</exception>
    public static async Task<ServingContainer> StartAsync(
        VertexContext context, ModelVersion version, ServingPlace place, CancellationToken cancellationToken)
    {
        JsonObject spec = version.Container;
        string fallback = $"/v1/endpoints/{place.EndpointId}/deployedModels/{place.DeployedModelId}";
        string health = spec["healthRoute"]?.GetValue<string>() ?? fallback;
        string predict = spec["predictRoute"]?.GetValue<string>() ?? fallback + ":predict";
        int port = FreePorts.Next();
        Dictionary<string, string> environment = ContainerSpecs.Environment(spec);
        environment["AIP_HTTP_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        environment["AIP_HEALTH_ROUTE"] = health;
        environment["AIP_PREDICT_ROUTE"] = predict;
        environment["AIP_STORAGE_URI"] = version.CopyUri ?? "";
        environment["AIP_MODE"] = "PREDICTION";
        environment["AIP_MODE_VERSION"] = "1.0.0";
        environment["AIP_FRAMEWORK"] = "CUSTOM_CONTAINER";
        environment["AIP_ENDPOINT_ID"] = environment["AIP_MODEL_NAME"] = place.EndpointId;
        environment["AIP_DEPLOYED_MODEL_ID"] = environment["AIP_VERSION_NAME"] = place.DeployedModelId;
        environment["AIP_MACHINE_TYPE"] = place.Machine?["machineType"]?.GetValue<string>() ?? ServingPlace.DefaultMachine;
        environment["AIP_ACCELERATOR_TYPE"] = place.Machine?["acceleratorType"]?.GetValue<string>() ?? "";
        environment["AIP_PROJECT_NUMBER"] = context.State.Options.ProjectNumber;
        ContainerStart start = new(
            spec["imageUri"]!.GetValue<string>(), ContainerSpecs.Texts(spec["command"]), ContainerSpecs.Texts(spec["args"]), environment);
        Uri root = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        ServingContainer server = new(context.Launcher, await context.Launcher.StartAsync(start, cancellationToken), new Uri(root, health), new Uri(root, predict));
        try
        {
            TimeSpan timeout = ScalarReader.Duration(spec["deploymentTimeout"]?.GetValue<string>() ?? "300s")!.Value;
            using CancellationTokenSource late = new(timeout, context.State.Time);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            await server.WaitForHealthAsync(either.Token, late.Token);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a body to the predict route.</summary>
    /// <exception cref="EmulatorException">The server can't be reached.</exception>
    public async Task<(int Status, byte[] Body, string? ContentType)> PredictAsync(byte[] body, string contentType, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _predict) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
            return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken), response.Content.Headers.ContentType?.ToString());
        }
        catch (HttpRequestException exception)
        {
            throw new EmulatorException(503, "UNAVAILABLE", $"The model server can't be reached: {exception.Message} {_process.LastErrors()}".TrimEnd());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _launcher.EndAsync(_process);
        _http.Dispose();
    }

    private async Task WaitForHealthAsync(CancellationToken stop, CancellationToken late)
    {
        try
        {
            while (!await IsHealthyAsync(stop))
            {
                if (_process.Exit.IsCompleted)
                {
                    int code = await _process.Exit;
                    throw VertexError.Precondition(string.Create(
                        CultureInfo.InvariantCulture,
                        $"Model server terminated: model server container terminated: exit_code: {code}. The last lines of its standard error:\n{_process.LastErrors()}"));
                }

                await Task.Delay(BetweenProbes, TimeProvider.System, stop);
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            throw VertexError.Precondition(
                $"Model server never became ready: {_health.AbsolutePath} didn't answer 200 in time. The last lines of its standard error:\n{_process.LastErrors()}");
        }
    }

    private async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, _health);
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // It doesn't listen yet.
            return false;
        }
    }
}
