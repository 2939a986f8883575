using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MlOps.Sdk.Serving.Models;

namespace MlOps.Sdk.Serving.Http;

/// <summary>The health of all models that the application serves: that of the worst.</summary>
internal sealed class ModelHealthCheck(EndpointDataSource endpoints) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Each mapped model leaves itself in the metadata of its routes.
        List<ServedModel> models = endpoints.Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<ServedModel>())
            .OfType<ServedModel>()
            .Distinct()
            .ToList();
        HealthStatus worst = models.Select(ModelStatus.HealthOf).DefaultIfEmpty(HealthStatus.Healthy).Min();
        string description = models.Count == 0
            ? "No model is mapped."
            : string.Join("; ", models.Select(model => $"{model.Name}: {model.Current?.ToString() ?? "no model"}{(model.Problem is string problem ? $", {problem}" : "")}"));
        return Task.FromResult(new HealthCheckResult(worst, description));
    }
}
