using System.Text.Json;

namespace MlOps.Sdk.Clients;

/// <summary>Endpoints, what is deployed to them, and predictions.</summary>
/// <remarks>An endpoint is named by its id or its full name.</remarks>
public interface IVertexEndpoints
{
    /// <summary>Creates an endpoint, or finds the one with this id.</summary>
    /// <param name="endpointId">Lower-case letters, digits, <c>-</c>; begins with a letter, ends with a letter or digit, at most 63.</param>
    /// <param name="endpoint">How it is to be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<VertexEndpoint> CreateAsync(string endpointId, VertexEndpoint endpoint, CancellationToken cancellationToken);

    /// <summary>Gets an endpoint.</summary>
    /// <exception cref="GoogleCloudException">There is none of this name.</exception>
    Task<VertexEndpoint> GetAsync(string endpoint, CancellationToken cancellationToken);

    /// <summary>Gets an endpoint; null if there is none of this name.</summary>
    Task<VertexEndpoint?> FindAsync(string endpoint, CancellationToken cancellationToken);

    /// <summary>Lists endpoints.</summary>
    /// <param name="filter">In the service's words, such as <c>labels.team=fraud</c>; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    IAsyncEnumerable<VertexEndpoint> ListAsync(string? filter, CancellationToken cancellationToken);

    /// <summary>Deploys a model version and waits until it can answer; does nothing if a deployment of this id is there.</summary>
    /// <remarks>
    /// The first deployment of an endpoint gets the whole traffic, a further one none: <c>SetTrafficAsync</c> gives it some. It takes 5 to 20 minutes
    /// on the real service.
    /// </remarks>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="deployment">What to deploy; <see cref="DeployedModel.Id"/>, 1 to 10 digits, belongs to this deployment alone.</param>
    /// <param name="cancellationToken">Gives up; the deployment may go on.</param>
    /// <returns>The deployment as the endpoint has it.</returns>
    Task<DeployedModel> DeployAsync(string endpoint, DeployedModel deployment, CancellationToken cancellationToken);

    /// <summary>Undeploys; traffic that the deployment still has goes to the others. Nothing happens if it isn't there.</summary>
    Task UndeployAsync(string endpoint, string deployedModelId, CancellationToken cancellationToken);

    /// <summary>Gives a deployment a share of the traffic; the others keep their proportions in the rest.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="deployedModelId">The deployment.</param>
    /// <param name="percent">Its share, 0 to 100.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<VertexEndpoint> SetTrafficAsync(string endpoint, string deployedModelId, int percent, CancellationToken cancellationToken);

    /// <summary>Replaces the split of the traffic.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="split">Percents by deployment; they sum to 100.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<VertexEndpoint> SetTrafficAsync(string endpoint, IReadOnlyDictionary<string, int> split, CancellationToken cancellationToken);

    /// <summary>Asks the endpoint for predictions.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="instances">Rows, each any JSON; request and answer may have 1.5 MB each.</param>
    /// <param name="parameters">For the model's server; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<VertexPrediction> PredictAsync(
        string endpoint, IReadOnlyList<JsonElement> instances, JsonElement? parameters, CancellationToken cancellationToken);

    /// <summary>Deletes an endpoint that has no deployments; nothing happens if there is none.</summary>
    /// <exception cref="GoogleCloudException">A model is deployed to it.</exception>
    Task DeleteAsync(string endpoint, CancellationToken cancellationToken);
}
