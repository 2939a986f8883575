using Microsoft.Extensions.DependencyInjection;

namespace MlOps.Sdk.Benchmarks.Scale;

/// <summary>A whole pipeline over sales: read, profiled, transformed, verified, split, learnt from by least squares, held to a gate, registered.</summary>
internal static class ScalePipeline
{
    /// <summary>What DuckDB may use of the process's limit; the rest is for .NET and the model.</summary>
    private const string DuckDbMemory = "500MB";

    public static async Task<string> RunAsync(string folder, long rows)
    {
        ServiceCollection services = new();
        services.AddMlOps(options => options.Root = folder).AddLocal(options => options.MemoryLimit = DuckDbMemory);
        await using ServiceProvider provider = services.BuildServiceProvider();
        PipelineRun run = await provider.GetRequiredService<PipelineRunner>().RunAsync(Build(rows));
        string stages = string.Join(", ", run.Stages.Select(stage => $"{stage.Name} {stage.Duration.TotalSeconds:0.0}"));
        return $"R² {run.Evaluation!["RSquared"]:0.0000} ({stages})";
    }

    private static Pipeline Build(long rows) => new PipelineBuilder("sales")
        .Ingest(Source.Parquet<Sale>(GeneratedSales.FileOf(rows)))
        .Transform(sales => sales
            .Where(s => s.Quantity > 0)
            .Select(s => new
            {
                s.Id,
                s.Shop,
                s.Quantity,
                s.Weight,
                s.At.Hour,
                Weekend = s.At.DayOfWeek == DayOfWeek.Saturday || s.At.DayOfWeek == DayOfWeek.Sunday,
                PerKilogram = s.Weight > 0 ? s.Price / s.Weight : (double?)null,
                s.Price,
            }))
        .Verify(check => check
            .NotNull(s => s.Shop)
            .Between(s => s.Quantity, 1, 5)
            .That(s => s.Price > 0)
            .RowCount(atLeast: rows / 2))
        .Stage("sales", stage => stage.SplitByHash(s => s.Id, test: 0.2))
        .Train(learn => learn
            .Regression(label: s => s.Price)
            .Features(s => new
            {
                s.Quantity,
                Weight = Feature.Standardize(s.Weight),
                s.Weekend,
                s.Hour,
                Shop = Feature.Vocabulary(s.Shop, 40),
            })
            .Try(Learner.Linear())
            .Require(m => m.RSquared >= 0.5))
        .Build();

    private sealed record Sale(long Id, DateTime At, string Shop, long Quantity, double Weight, double Price);
}
