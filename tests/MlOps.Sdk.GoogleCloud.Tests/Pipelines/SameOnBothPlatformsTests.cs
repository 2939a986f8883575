using System.Globalization;
using System.Text.Json;
using DuckDB.NET.Data;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>The first example's pipeline gives the same rows, splits, features and scores wherever it runs.</summary>
public sealed class SameOnBothPlatformsTests
{
    [Theory]
    [InlineData(TransformEngine.Dataflow)]
    [InlineData(TransformEngine.BigQuery)]
    public async Task The_bird_strikes_are_the_same(TransformEngine engine)
    {
        if (engine == TransformEngine.Dataflow)
            Python.SkipIfMissing();
        await using CloudRun cloud = await CloudRun.StartAsync(options => options.Transform = engine);
        await using LocalTwin local = new();

        PipelineRun there = await cloud.RunAsync(BirdStrikes.Build());
        PipelineRun here = await local.RunAsync(BirdStrikes.Build());

        Assert.All(there.Stages, stage => Assert.Equal(StageOutcome.Executed, stage.Outcome));
        await AssertEqualRowsAsync(here.Product<StagedDataset>().Data, local.Services, there.Product<StagedDataset>().Data, cloud.Services);
        Assert.Equal(here.Product<StagedDataset>().Splits, there.Product<StagedDataset>().Splits);
        Assert.Equal(here.Product<FittedFeatures>().Features, there.Product<FittedFeatures>().Features);
        Assert.Equal(here.Product<FittedFeatures>().InstanceFeatures, there.Product<FittedFeatures>().InstanceFeatures);
        Assert.Equal(here.Product<FittedFeatures>().Classes, there.Product<FittedFeatures>().Classes);
        AssertEqualMetrics(here.Evaluation!, there.Evaluation!);
        // What the validation reads from BigQuery and scores in this process is what the worker has measured on Vertex AI.
        Assert.NotEmpty(there.Product<ValidatedModel>().Metrics);
        Assert.All(there.Product<ValidatedModel>().Metrics, metric => Assert.Equal(there.Evaluation![metric.Name], metric.Value, 1e-9));
        await AssertEqualScoresAsync(here, local.Services, there, cloud);
    }

    private static void AssertEqualMetrics(Evaluation here, Evaluation there)
    {
        Assert.Equal(here.Rows, there.Rows);
        Assert.All(here.Metrics, metric => Assert.Equal(metric.Value, there[metric.Name], 1e-9));
    }

    private static async Task AssertEqualRowsAsync(Dataset here, IServiceProvider hereServices, Dataset there, IServiceProvider thereServices)
    {
        Assert.Equal(here.Schema, there.Schema);
        Assert.Equal(here.Rows, there.Rows);
        string left = await FilesAsync(here, hereServices);
        string right = await FilesAsync(there, thereServices);
        using DuckDBConnection duckDb = new("Data Source=:memory:");
        await duckDb.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, Count(duckDb, $"(SELECT * FROM {left} EXCEPT ALL SELECT * FROM {right})"));
        Assert.Equal(0, Count(duckDb, $"(SELECT * FROM {right} EXCEPT ALL SELECT * FROM {left})"));
    }

    // The deployed model, asked over HTTP, and the local one in this process.
    private static async Task AssertEqualScoresAsync(PipelineRun here, IServiceProvider hereServices, PipelineRun there, CloudRun cloud)
    {
        ServableModel model = ServableModel.Load(
            await hereServices.GetRequiredService<IArtifactStore>().FetchAsync(here.Model!.Bundle, TestContext.Current.CancellationToken));
        JsonElement[] instances = [.. here.Product<FittedFeatures>().Golden.Select(golden => JsonDocument.Parse(golden.Instance).RootElement)];
        Assert.NotEmpty(instances);
        await ServedScores.AssertEqualAsync(model, cloud, instances);
        Assert.Equal(1, there.Model!.Version);
    }

    private static async Task<string> FilesAsync(Dataset dataset, IServiceProvider services)
    {
        List<string> paths = [];
        foreach (DataFile part in dataset.Parts)
            paths.Add(await services.GetRequiredService<IArtifactStore>().FetchAsync(part, TestContext.Current.CancellationToken));
        return $"read_parquet([{string.Join(", ", paths.Select(path => $"'{path}'"))}])";
    }

    private static long Count(DuckDBConnection duckDb, string table)
    {
        using DuckDBCommand command = duckDb.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
