using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Sdk.KillTarget;

/// <summary>A pipeline with every kind of stage over a few hundred rows.</summary>
public static class SmallPipeline
{
    public sealed record Flight(long Id, double Distance, string Carrier, bool Late);

    public static void WriteCsv(string path)
    {
        StringBuilder text = new("Id,Distance,Carrier,Late\n");
        for (int id = 0; id < 400; id++)
            text.Append(CultureInfo.InvariantCulture, $"{id},{id * 37 % 1000},{(id % 3 == 0 ? "AA" : "BB")},{(id * 37 % 1000 > 500 ? "true" : "false")}\n");
        File.WriteAllText(path, text.ToString());
    }

    public static Pipeline Build(string csv, int seed = 1) => new PipelineBuilder("flights")
        .Ingest(Source.Csv<Flight>(csv))
        .Transform(flights => flights.Where(f => f.Distance > 0))
        .Verify(check => check.RowCount(atLeast: 100).Unique(f => f.Id))
        .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.3))
        .Train(learn => learn
            .Binary(label: f => f.Late)
            .Features(f => new { Distance = Feature.Standardize(f.Distance), Carrier = Feature.Vocabulary(f.Carrier, size: 2) })
            .Try(Learner.Linear())
            .WithSeed(seed)
            .Require(m => m.AreaUnderRocCurve >= 0.9))
        .Deploy("flights")
        .Build();

    public static IServiceCollection CreateServices(string root, Action<IServiceCollection>? configure = null)
    {
        ServiceCollection services = new();
        services.AddMlOps(options =>
        {
            options.Root = root;
            // One stage after the other, so that the n-th write is the same one each time.
            options.Parallelism = 1;
        }).AddLocal(local => local.Threads = 1);
        configure?.Invoke(services);
        return services;
    }
}
