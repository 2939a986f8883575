using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Models;

namespace MlOps.Sdk.Roles;

/// <summary>Serves a bundle as Vertex AI asks it of a container: port, routes and place of the model come from the environment.</summary>
internal static class ServeRole
{
    private const string Model = "/models/model";

    public static async Task<int> RunAsync(WorkerArguments arguments)
    {
        ObjectUri place = arguments.Model ?? PlaceOfModel();
        string folder = Directory.CreateTempSubdirectory("mlops-model-").FullName;
        try
        {
            string bundle = Path.Combine(folder, "model");
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Any, Port()));
            builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
            builder.Services.AddMlOps().AddGoogleCloud(options => WorkerEnvironment.Complete(options, place));
            await using WebApplication app = builder.Build();
            CloudFiles files = app.Services.GetRequiredService<CloudFiles>();
            if (await files.DownloadFolderAsync(place with { Name = place.Name.TrimEnd('/') + "/" }, bundle, app.Lifetime.ApplicationStopping) == 0)
                throw new WorkerException($"serve: there are no files below {place}. Give the folder of a model bundle.");

            // Vertex AI chooses the addresses; the model has its own.
            app.Use(Rewrite);
            app.UseRouting();
            app.MapModel("model", options =>
            {
                options.Bundle = bundle;
                options.Pattern = Model;
            });
            await app.RunAsync();
            return 0;
        }
        catch (Exception exception) when (exception is GoogleCloudException or ModelBundleException)
        {
            throw new WorkerException($"serve: {exception.Message}", innerException: exception);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task Rewrite(HttpContext context, RequestDelegate next)
    {
        PathString path = context.Request.Path;
        if (path == WorkerEnvironment.Variable("AIP_HEALTH_ROUTE"))
            context.Request.Path = Model + "/health";
        else if (path == WorkerEnvironment.Variable("AIP_PREDICT_ROUTE"))
            context.Request.Path = Model + ":predict";
        return next(context);
    }

    private static ObjectUri PlaceOfModel() => WorkerEnvironment.Variable("AIP_STORAGE_URI") is { } uri
        ? ObjectUri.Parse(uri)
        : throw new WorkerException("serve: there is no model. Upload the model with an artifactUri, or give --model gs://bucket/folder.", exitCode: 2);

    private static int Port() => int.Parse(WorkerEnvironment.Variable("AIP_HTTP_PORT") ?? "8080", CultureInfo.InvariantCulture);
}
