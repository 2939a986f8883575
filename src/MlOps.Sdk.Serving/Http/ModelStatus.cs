using Microsoft.Extensions.Diagnostics.HealthChecks;
using MlOps.Sdk.Serving.Models;

namespace MlOps.Sdk.Serving.Http;

/// <summary>How a served model is.</summary>
/// <param name="Status">
/// Healthy: what is deployed is served. Degraded: the newest deployment was refused and the one before goes on. Unhealthy: there is no model to serve.
/// </param>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="Model">The model that takes traffic; null without one.</param>
/// <param name="Version">Its version; null for a bundle that was given by its path.</param>
/// <param name="Problem">What is wrong; null if nothing is.</param>
internal sealed record ModelStatus(string Status, string Endpoint, string? Model, int? Version, string? Problem)
{
    public static ModelStatus Of(ServedModel served)
    {
        LoadedModel? model = served.Current;
        return new(HealthOf(served).ToString(), served.Name, model?.Name, model?.Version, served.Problem);
    }

    public static HealthStatus HealthOf(ServedModel served) => (served.Current, served.Problem) switch
    {
        (null, _) => HealthStatus.Unhealthy,
        (_, null) => HealthStatus.Healthy,
        _ => HealthStatus.Degraded,
    };
}
