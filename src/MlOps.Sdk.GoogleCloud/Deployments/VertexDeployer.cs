using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Deployments;

/// <summary>Deploys to Vertex AI: uploads the bundle as a model version, deploys it to the endpoint, moves the traffic, and undeploys what is too old.</summary>
/// <remarks>Each step finds what it has done before by an id made of the bundle's digest. The worker answers only after it has repeated the golden rows.</remarks>
internal sealed partial class VertexDeployer(IVertexAi vertex, IOptions<GoogleCloudOptions> options, CloudFiles files, IAuditLog audit) : IDeployer
{
    private const string PredictRoute = "/predict";
    private const string HealthRoute = "/health";

    public async Task<Deployment> DeployAsync(DeploymentRequest request, StageContext context, CancellationToken cancellationToken)
    {
        if (options.Value.WorkerImage.Length == 0)
            throw new StageException($"{context.Stage}: there is no worker to serve with. Set MlOps:GoogleCloud:WorkerImage to the worker's container image.");
        ModelVersion version = request.Version;
        string endpointId = request.Plan.Endpoint;
        if (!EndpointId().IsMatch(endpointId))
            throw new StageException(
                $"{context.Stage}.endpoint: '{endpointId}' can't name an endpoint of Vertex AI. Take 1 to 63 lower-case letters, digits and '-', first a letter, last no '-'.");
        try
        {
            VertexModel model = await UploadAsync(version, context, cancellationToken);
            VertexEndpoint endpoint = await vertex.Endpoints.CreateAsync(
                endpointId, new VertexEndpoint { DisplayName = endpointId, Labels = JobLabels.Of(context) }, cancellationToken);
            string id = IdOf(version);
            await vertex.Endpoints.DeployAsync(endpointId, Describe(id, version, model), cancellationToken);
            VertexEndpoint moved = await MoveTrafficAsync(endpointId, id, request.Plan.Canary, cancellationToken);
            await UndeployOldAsync(moved, id, cancellationToken);

            string location = endpoint.Name!;
            // After the traffic: an entry must not tell of what was never live.
            await audit.AppendAsync("deploy", Subject(endpointId), Detail(endpointId, version, id, request.Plan.Canary), cancellationToken);
            return new Deployment(endpointId, version, location) { Canary = request.Plan.Canary };
        }
        catch (GoogleCloudException exception) when (!exception.Retryable)
        {
            throw new StageException($"{context.Stage}: {exception.Message}", exception);
        }
    }

    public async Task<bool> IsInEffectAsync(Deployment deployment, StageContext context, CancellationToken cancellationToken)
    {
        string id = IdOf(deployment.Version);
        VertexEndpoint? endpoint = await vertex.Endpoints.FindAsync(deployment.Endpoint, cancellationToken);
        return endpoint?.TrafficSplit?.GetValueOrDefault(id) >= (deployment.Canary ?? 100)
            && (await audit.FindLastAsync(Subject(deployment.Endpoint), cancellationToken))?.Detail == Detail(deployment.Endpoint, deployment.Version, id, deployment.Canary);
    }

    private async Task<VertexEndpoint> MoveTrafficAsync(string endpoint, string id, int? canary, CancellationToken cancellationToken)
    {
        if (canary is not { } percent)
            return await vertex.Endpoints.SetTrafficAsync(endpoint, id, 100, cancellationToken);
        VertexEndpoint found = await vertex.Endpoints.GetAsync(endpoint, cancellationToken);
        return await vertex.Endpoints.SetTrafficAsync(endpoint, CanarySplit.Of(found, id, percent), cancellationToken);
    }

    private async Task<VertexModel> UploadAsync(ModelVersion version, StageContext context, CancellationToken cancellationToken)
    {
        DataFile bundle = await files.PlaceAsync(version.Bundle, context.Artifacts, cancellationToken);
        VertexModel model = new()
        {
            DisplayName = version.Model,
            VersionDescription = string.Create(CultureInfo.InvariantCulture, $"{version.Model} version {version.Version}, bundle {version.Bundle.Digest}"),
            VersionAliases = [string.Create(CultureInfo.InvariantCulture, $"registered-{version.Version}")],
            ArtifactUri = bundle.Location.TrimEnd('/'),
            ContainerSpec = new ServingContainerSpec
            {
                ImageUri = options.Value.WorkerImage,
                Args = ["serve"],
                PredictRoute = PredictRoute,
                HealthRoute = HealthRoute,
            },
            Labels = JobLabels.Of(context),
        };
        return await vertex.Models.UploadAsync(ModelId(version.Model), model, version.Bundle.Digest[..40], cancellationToken);
    }

    private DeployedModel Describe(string id, ModelVersion version, VertexModel model) => new()
    {
        Id = id,
        Model = $"{model.Name!.Split('@')[0]}@{model.VersionId}",
        DisplayName = string.Create(CultureInfo.InvariantCulture, $"{version.Model} {version.Version}"),
        ServiceAccount = options.Value.ServiceAccount,
        DedicatedResources = new DedicatedResources
        {
            MachineSpec = new MachineSpec { MachineType = options.Value.ServingMachine },
            MinReplicaCount = options.Value.MinReplicas,
            MaxReplicaCount = options.Value.MaxReplicas,
        },
    };

    // What has traffic stays; of the others those that were deployed last, as many as the options say.
    private async Task UndeployOldAsync(VertexEndpoint endpoint, string current, CancellationToken cancellationToken)
    {
        IEnumerable<DeployedModel> old = (endpoint.DeployedModels ?? [])
            .Where(deployed => deployed.Id != current && endpoint.TrafficSplit?.GetValueOrDefault(deployed.Id) is not > 0)
            .OrderByDescending(deployed => deployed.CreateTime)
            .Skip(options.Value.KeptDeployments);
        foreach (DeployedModel deployed in old)
            await vertex.Endpoints.UndeployAsync(endpoint.Id!, deployed.Id, cancellationToken);
    }

    /// <summary>One deployment for a bundle and version: nine digits made of a hash.</summary>
    private static string IdOf(ModelVersion version)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{version.Model} {version.Version} {version.Bundle.Digest}");
        uint number = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return (100_000_000 + (number % 900_000_000)).ToString(CultureInfo.InvariantCulture);
    }

    // An id begins with a letter, which a name needn't.
    private static string ModelId(string model)
    {
        string text = JobLabels.Text(model);
        return char.IsAsciiLetterLower(text[0]) ? text : JobLabels.Text($"m-{text}");
    }

    [GeneratedRegex("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?\\z")]
    private static partial Regex EndpointId();

    private static string Subject(string endpoint) => $"endpoint {endpoint}";

    private string Detail(string endpoint, ModelVersion version, string deployedModel, int? canary) => JsonSerializer.Serialize(
        new { endpoint, version.Model, version.Version, version.Bundle.Digest, vertex.Project, vertex.Region, deployedModel, canary }, PlanJson.Compact);
}
