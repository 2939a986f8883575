namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>The first example's pipeline, over its data beside the tests.</summary>
internal static class BirdStrikes
{
    public static Pipeline Build(int seed = 0)
    {
        Pipeline pipeline = StrikePipeline.Build();
        return Pipeline.FromPlan(pipeline.Plan with
        {
            Stages =
            [
                .. pipeline.Plan.Stages.Select(stage => stage is Plans.IngestPlan { Source: Plans.CsvSourcePlan csv } ingest
                    ? ingest with { Source = csv with { Path = Path.Combine(AppContext.BaseDirectory, csv.Path) } }
                    : stage is Plans.TrainingPlan training ? training with { Seed = training.Seed + seed }
                    : stage),
            ],
        });
    }
}
