using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace MlOps.Sdk.Benchmarks.Serving;

/// <summary>A server with the model and, beside it, the least that a server can answer to the same POST.</summary>
internal static class ServingHost
{
    public const string ConstantAddress = "/constant";
    public const string MinimalAddress = "/minimal";
    public const string ModelAddress = "/models/benchmark:predict";

    /// <summary>Serves until its input is closed; the address is in the folder's file <c>address</c>.</summary>
    public static async Task<string> RunAsync(string folder)
    {
        string bundle = Path.Combine(folder, "bundle");
        ServedEnsemble.Write(bundle);
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        WebApplication app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");

        byte[] answer = Encoding.UTF8.GetBytes("""{"predictions":[{"predictedLabel":true,"probability":0.51234567}]}""");
        app.MapPost(ConstantAddress, Task (context) =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.Length;
            context.Response.BodyWriter.Write(answer);
            return Task.CompletedTask;
        });
        app.MapPost(MinimalAddress, () => new { predictions = new[] { new { predictedLabel = true, probability = 0.51234567 } } });
        app.MapModel("benchmark", bundle);

        await app.StartAsync();
        string draft = Path.Combine(folder, "address.tmp");
        await File.WriteAllTextAsync(draft, app.Urls.First());
        File.Move(draft, Path.Combine(folder, "address"));
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return "";
    }
}
