using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlOps.Sdk;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.Serving;
using MlOps.Sdk.Serving.Http;
using MlOps.Sdk.Serving.Models;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves models in an ASP.NET Core application.</summary>
public static class ModelEndpointRouteBuilderExtensions
{
    /// <summary>Serves the model that is deployed to an endpoint, and follows new deployments while the application runs.</summary>
    /// <remarks>
    /// <c>POST /models/NAME:predict</c> takes <c>{"instances":[{…},…]}</c> and answers <c>{"modelVersion":3,"predictions":[…]}</c> with
    /// <c>{"predictedLabel":true,"probability":0.83}</c> (binary; the probability of true),
    /// <c>{"predictedLabel":"Adelie","probabilities":{"Adelie":0.98,…}}</c> (multiclass) or <c>{"value":1.5}</c> (regression) for each instance.
    /// <c>GET /models/NAME</c> describes the model, <c>GET /models/NAME/health</c> answers 200, or 503 without a model. OpenAPI documents show the
    /// properties of this very model. Nothing needs to be registered beforehand.
    /// </remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="name">The endpoint's name, as in <c>.Deploy("NAME")</c>.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The routes, to require authorization, a rate limit and so on.</returns>
    /// <exception cref="ArgumentException">The name or an option is wrong.</exception>
    /// <exception cref="InvalidOperationException">There is no sound deployment; the message says where it was looked for.</exception>
    public static IEndpointConventionBuilder MapModel(this IEndpointRouteBuilder endpoints, string name, Action<ModelEndpointOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ModelEndpointOptions options = new();
        configure?.Invoke(options);
        Validate(name, options);

        IServiceProvider services = endpoints.ServiceProvider;
        ServedModel served = new(
            name,
            options,
            Path.GetFullPath(options.Root ?? RootOf(services)),
            services.GetService<TimeProvider>() ?? TimeProvider.System,
            services.GetRequiredService<ILoggerFactory>().CreateLogger("MlOps.Sdk.Serving"));
        served.Start();
        services.GetService<IHostApplicationLifetime>()?.ApplicationStopping.Register(served.Dispose);
        return Map(endpoints, served, options.Pattern ?? $"/models/{name}");
    }

    /// <summary>Serves the model of a bundle's folder.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="bundle">The bundle's folder; it is read once.</param>
    /// <inheritdoc cref="MapModel(IEndpointRouteBuilder, string, Action{ModelEndpointOptions})" path="/returns" />
    /// <exception cref="ArgumentException">The name is wrong.</exception>
    /// <exception cref="MlOps.Sdk.Models.ModelBundleException">The bundle isn't sound, or this host computes something else than training did.</exception>
    public static IEndpointConventionBuilder MapModel(this IEndpointRouteBuilder endpoints, string name, string bundle) =>
        endpoints.MapModel(name, options => options.Bundle = bundle);

    private static RouteGroupBuilder Map(IEndpointRouteBuilder endpoints, ServedModel served, string address)
    {
        // A group without a prefix, so that what the caller requires holds for all three routes.
        RouteGroupBuilder group = endpoints.MapGroup("");
        group.WithMetadata(served).WithTags(served.Name);
        group.MapPost(address + ":predict", new PredictEndpoint(served).HandleAsync)
            .WithName($"{served.Name}:predict")
            .Describe(served);
        group.MapGet(address, IResult () => served.Current is LoadedModel model
                ? TypedResults.Ok(ModelDescription.Of(served.Name, model))
                : Refusal.NotReady(served).ToResult())
            .Produces<ModelDescription>()
            .WithName(served.Name)
            .WithSummary($"Describes the model behind {served.Name}: its version, its metrics and the properties of an instance.");
        group.MapGet(address + "/health", () => TypedResults.Json(
                ModelStatus.Of(served),
                statusCode: served.Current is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK))
            .ExcludeFromDescription();
        return group;
    }

    private static void Validate(string name, ModelEndpointOptions options)
    {
        ArgumentNullException.ThrowIfNull(name);
        List<string> problems = [.. options.Problems()];
        if (!EndpointFile.IsName(name))
            problems.Add($"name: '{name}' can't name an endpoint. Use letters, digits, '-', '_' and '.', such as 'flight-delays'.");
        if (problems.Count > 0)
            throw new ArgumentException($"MapModel(\"{name}\"): {string.Join(" ", problems)}");
    }

    // What AddMlOps(…) was told goes first; without it, its configuration key is read all the same.
    private static string RootOf(IServiceProvider services) =>
        services.GetServices<IConfigureOptions<MlOpsOptions>>().Any()
            ? services.GetRequiredService<IOptions<MlOpsOptions>>().Value.Root
            : services.GetService<IConfiguration>()?["MlOps:Root"] ?? new MlOpsOptions().Root;
}
