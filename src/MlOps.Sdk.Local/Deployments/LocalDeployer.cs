using System.Text.Json;
using Microsoft.Extensions.Options;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Deployments;

/// <summary>Points an endpoint's file at a model bundle, once the bundle has repeated its golden rows here.</summary>
internal sealed class LocalDeployer(IOptions<MlOpsOptions> options, IArtifactStore artifacts, IAuditLog audit) : IDeployer
{
    private readonly string _root = Path.GetFullPath(options.Value.Root);

    public async Task<Deployment> DeployAsync(DeploymentRequest request, StageContext context, CancellationToken cancellationToken)
    {
        string endpoint = request.Plan.Endpoint;
        if (!EndpointFile.IsName(endpoint))
            throw new StageException(
                $"{request.Plan.Name}.endpoint: '{endpoint}' can't name an endpoint. Take 1 to 100 letters a-z, digits, '-', '_' and '.', first a letter or digit.");

        string bundle = await artifacts.FetchAsync(request.Version.Bundle, cancellationToken);
        try
        {
            ServableModel.Load(bundle);
        }
        catch (ModelBundleException exception)
        {
            throw new StageException($"{request.Plan.Name}: {exception.Message}", exception);
        }

        EndpointFile file = Describe(endpoint, request.Version, bundle);
        // The last moment to cancel: from here on the endpoint and its entry go together.
        cancellationToken.ThrowIfCancellationRequested();
        file.Write(_root, context.WorkingFolder);
        // After the file: an entry must not tell of what was never live. A process that dies between the two deploys again, as the entry is missing.
        await audit.AppendAsync("deploy", Subject(endpoint), Detail(file), CancellationToken.None);
        return new Deployment(endpoint, request.Version, Path.GetRelativePath(_root, EndpointFile.PathOf(_root, endpoint)).Replace('\\', '/'));
    }

    public async Task<bool> IsInEffectAsync(Deployment deployment, StageContext context, CancellationToken cancellationToken)
    {
        string bundle = await artifacts.FetchAsync(deployment.Version.Bundle, cancellationToken);
        EndpointFile wanted = Describe(deployment.Endpoint, deployment.Version, bundle);
        string path = EndpointFile.PathOf(_root, deployment.Endpoint);
        if (!File.Exists(path))
            return false;
        try
        {
            return EndpointFile.Parse(await File.ReadAllBytesAsync(path, cancellationToken)) == wanted
                && (await audit.FindLastAsync(Subject(deployment.Endpoint), cancellationToken))?.Detail == Detail(wanted);
        }
        catch (JsonException)
        {
            // Someone has edited the file; deploying writes it anew.
            return false;
        }
    }

    private EndpointFile Describe(string endpoint, ModelVersion version, string bundle) => new(
        endpoint,
        version.Model,
        version.Version,
        Path.GetRelativePath(_root, bundle).Replace('\\', '/'),
        version.Bundle.Digest);

    private static string Subject(string endpoint) => $"endpoint {endpoint}";

    private static string Detail(EndpointFile file) => JsonSerializer.Serialize(file, PlanJson.Compact);
}
