using MlOps.Sdk.Serving.Http;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds served models to the application's health checks.</summary>
public static class ModelHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check of every model that <c>MapModel</c> serves: healthy, degraded when the newest deployment was refused and the one before goes on,
    /// unhealthy without a model to serve.
    /// </summary>
    /// <param name="builder">What <c>AddHealthChecks()</c> returns.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="tags">The check's tags.</param>
    public static IHealthChecksBuilder AddModels(this IHealthChecksBuilder builder, string name = "models", params string[] tags)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<ModelHealthCheck>(name, failureStatus: null, tags);
    }
}
