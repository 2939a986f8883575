using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Building;

/// <summary>The label can't be reached from features, unless the pipeline says that it is meant.</summary>
public sealed class LabelLeakTests
{
    [Fact]
    public void A_feature_computed_from_the_same_raw_column_as_the_label_is_refused()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => new PipelineBuilder("leak")
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Transform(flights => flights.Select(f => new { f.Id, f.Distance, Late = f.Delay > 15, Minutes = f.Delay ?? 0 }))
            .Transform(flights => flights.Select(f => new { f.Id, f.Distance, f.Late, Hours = f.Minutes / 60 }))
            .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.2))
            .Train(learn => learn.Binary(f => f.Late).Features(f => new { f.Distance, Wait = Feature.Standardize(f.Hours) }).Try(Learner.LightGbm()))
            .Build());

        Assert.Equal(
            "features.Wait: the feature reads 'Hours', which is computed from 'Delay', as is the label's 'Late'; the model would see the answer. "
            + "Leave it out, or if it is known before the answer is, write .Features(…, sharing: f => f.Hours).",
            Assert.Single(exception.Problems).ToString());
    }

    [Fact]
    public void A_feature_that_reads_a_column_of_the_label_is_refused_in_every_analyzer()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => Prices(learn => learn
            .Regression(p => p.Tomorrow / p.Today)
            .Features(p => new { Crossed = Feature.Cross(9, p.Volume, (long)p.Today), Bucket = Feature.Buckets(p.Tomorrow, 4), p.Volume })
            .Try(Learner.LightGbm())));

        Assert.Equal(["features.Crossed", "features.Bucket"], exception.Problems.Select(problem => problem.Path));
        Assert.All(exception.Problems, problem => Assert.Contains("which the label is computed from; the model would see the answer.", problem.Message));
    }

    [Fact]
    public void What_is_meant_to_be_shared_is_said_by_name()
    {
        Pipeline pipeline = Prices(learn => learn
            .Regression(p => p.Tomorrow / p.Today)
            .Features(p => new { p.Today, p.Volume }, sharing: p => p.Today)
            .Try(Learner.LightGbm()));

        Assert.Equal(["Today"], pipeline.Plan.Stages.OfType<FeaturesPlan>().Single().Sharing);
        Assert.Equal(pipeline.Plan, PipelinePlan.FromJson(pipeline.Plan.ToJson()));
    }

    [Fact]
    public void What_is_computed_from_the_same_raw_column_may_be_shared_too()
    {
        Pipeline pipeline = new PipelineBuilder("shared")
            .Ingest(Source.Csv<Price>("prices.csv"))
            .Transform(prices => prices.Select(p => new { p.Day, Cheap = p.Today < 10, Rises = p.Tomorrow > p.Today }))
            .Stage("prices", stage => stage.SplitByHash(p => p.Day, test: 0.2))
            .Train(learn => learn.Binary(p => p.Rises).Features(p => new { p.Cheap, p.Day.Month }, sharing: p => new { p.Cheap }).Try(Learner.LightGbm()))
            .Build();

        Assert.Equal(["Cheap"], pipeline.Plan.Stages.OfType<FeaturesPlan>().Single().Sharing);
    }

    [Fact]
    public void Sharing_that_excuses_nothing_is_refused()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => Prices(learn => learn
            .Regression(p => p.Tomorrow)
            .Features(p => new { p.Today }, sharing: p => new { p.Today, p.Volume })
            .Try(Learner.LightGbm())));

        Assert.Equal(
            [
                "features.sharing: no feature that reads 'Today' shares anything with the label. Take it out of sharing, so that it hides no mistake.",
                "features.sharing: no feature that reads 'Volume' shares anything with the label. Take it out of sharing, so that it hides no mistake.",
            ],
            exception.Problems.Select(problem => problem.ToString()));
    }

    private static Pipeline Prices(Func<Sdk.Building.LearningStart<Price>, Sdk.Building.LearningBuilder<Price>> train) => new PipelineBuilder("prices")
        .Ingest(Source.Csv<Price>("prices.csv"))
        .Stage("prices", stage => stage.SplitByHash(p => p.Day, test: 0.2))
        .Train(train)
        .Build();

    private sealed record Price(DateOnly Day, double Today, double Tomorrow, long Volume);
}
