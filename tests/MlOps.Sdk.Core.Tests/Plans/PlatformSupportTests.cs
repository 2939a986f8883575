using MlOps.Sdk.Algebra;
using MlOps.Sdk.Core.Tests.Building;

namespace MlOps.Sdk.Core.Tests.Plans;

public sealed class PlatformSupportTests
{
    [Fact]
    public void Build_refuses_by_name_what_a_stated_platform_lacks()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => Checked(new PipelineBuilder("flights", Platforms.Local, Platforms.GoogleCloud)));

        Problem problem = Assert.Single(exception.Problems);
        Assert.Equal("verify.checks[0]", problem.Path);
        Assert.Equal("'% of doubles' has no rendering for BigQuery. Write a - (Math.Truncate(a / b) * b), or cast both to long.", problem.Message);
    }

    [Fact]
    public void A_pipeline_that_names_no_platform_is_not_held_to_one() => Assert.NotNull(Checked(new PipelineBuilder("flights")));

    [Fact]
    public void A_stage_on_a_platform_of_its_own_is_held_to_that()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => new PipelineBuilder("flights")
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Verify(check => check.That(f => f.Distance % 2.5 < 1), on: Platforms.GoogleCloud)
            .Build());

        Assert.Equal("verify.checks[0]", Assert.Single(exception.Problems).Path);
    }

    [Fact]
    public void A_transform_that_Beam_lacks_is_pushed_down_to_BigQuery()
    {
        Pipeline pipeline = new PipelineBuilder("flights", Platforms.GoogleCloud)
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Transform(flights => flights.OrderBy(f => f.Distance).Take(10))
            .Build();

        Assert.Contains("LIMIT 10", pipeline.Describe(Engine.BigQuery), StringComparison.Ordinal);
    }

    [Fact]
    public void A_transform_that_both_lack_is_refused_with_what_each_says()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => new PipelineBuilder("flights", Platforms.GoogleCloud)
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Transform(flights => flights.Where(f => f.Distance % 2.5 < 1).OrderBy(f => f.Distance).Take(10))
            .Build());

        Assert.Equal(["transform", "transform"], exception.Problems.Select(problem => problem.Path));
        Assert.Contains("has no rendering for BigQuery", exception.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("no rendering for it. Push this transform down to BigQuery", exception.Problems[1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.DuckDb, "FROM ingest")]
    [InlineData(Engine.BigQuery, "WHERE `Distance` > 0")]
    [InlineData(Engine.Beam, "return row.Distance > 0.0")]
    public void Describe_tells_a_transform_in_the_language_of_an_engine(Engine engine, string line)
    {
        Pipeline pipeline = new PipelineBuilder("flights").Ingest(Source.Csv<Flight>("flights.csv")).Transform(flights => flights.Where(f => f.Distance > 0)).Build();

        Assert.Contains(line, pipeline.Describe(engine), StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_says_what_an_engine_refuses()
    {
        Pipeline pipeline = new PipelineBuilder("flights").Ingest(Source.Csv<Flight>("flights.csv")).Transform(flights => flights.Take(10)).Build();

        Assert.Contains("refused: Rows have no order in Beam", pipeline.Describe(Engine.Beam), StringComparison.Ordinal);
    }

    public static TheoryData<Learner, string> InBigQuery => new()
    {
        { Learner.BigQueryLinear(), "BigQueryLinear is trained by BigQuery, which the platform Local doesn't have. Write Learner.Linear() or Learner.Sdca()" },
        { Learner.BigQueryTrees(), "BigQueryTrees is trained by BigQuery, which the platform Local doesn't have. Write Learner.LightGbm()" },
        { Learner.BigQueryNetwork(), "BigQueryNetwork is trained by BigQuery, which the platform Local doesn't have. Write Learner.LightGbm()" },
    };

    [Theory]
    [MemberData(nameof(InBigQuery))]
    public void A_learner_of_BigQuery_is_refused_on_Local_and_nowhere_else(Learner learner, string told)
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => Trained(new PipelineBuilder("flights", Platforms.Local, Platforms.GoogleCloud), learner));

        Assert.Equal($"train: {told}, or train on Google Cloud: .Train(…, on: Platforms.GoogleCloud).", Assert.Single(exception.Problems).ToString());
        Assert.NotNull(Trained(new PipelineBuilder("flights", Platforms.GoogleCloud), learner));
        Assert.NotNull(Trained(new PipelineBuilder("flights", Platforms.Local), learner, on: Platforms.GoogleCloud));
    }

    [Fact]
    public void The_trees_and_networks_of_BigQuery_have_bounds_for_their_settings()
    {
        string[] Told(Learner learner) => [.. Assert.Throws<PipelineException>(() => Trained(new PipelineBuilder("flights", Platforms.GoogleCloud), learner))
            .Problems.Select(problem => problem.ToString())];

        Assert.Equal(
            [
                "train.bigquery-trees.trees: must be 1 to 10000, was 0.",
                "train.bigquery-trees.depth: must be 1 to 50, was 51.",
                "train.bigquery-trees.learningRate: must be 1E-06 to 1, was 2.",
                "train.bigquery-trees.minimumChildWeight: must be 0 to 2147483647, was -1.",
                "train.bigquery-trees.subsample: must be 0.001 to 1, was 0.",
                "train.bigquery-trees.l1: must be 0 to 1000000, was NaN.",
                "train.bigquery-trees.l2: must be 0 to 1000000, was -2.",
            ],
            Told(Learner.BigQueryTrees(trees: 0, depth: 51, learningRate: 2, minimumChildWeight: -1, subsample: 0, l1: double.NaN, l2: -2)));
        Assert.Equal(
            [
                "train.bigquery-network.units[1]: must be 1 to 10000, was 0.",
                "train.bigquery-network.maxIterations: must be 1 to 10000, was 0.",
                "train.bigquery-network.batchSize: must be 1 to 1000000, was 0.",
                "train.bigquery-network.learningRate: must be 1E-09 to 1, was 0.",
                "train.bigquery-network.dropout: must be 0 to 0.99, was 1.",
            ],
            Told(Learner.BigQueryNetwork([8, 0], maxIterations: 0, batchSize: 0, learningRate: 0, dropout: 1)));
        Assert.Equal(["train.bigquery-network.units: must be 1 to 20, was 0."], Told(Learner.BigQueryNetwork([])));
    }

    [Fact]
    public void Trees_and_networks_of_BigQuery_learn_several_classes()
    {
        foreach (Learner learner in (Learner[])[Learner.BigQueryTrees(), Learner.BigQueryNetwork()])
        {
            Assert.NotNull(new PipelineBuilder("flights", Platforms.GoogleCloud)
                .Ingest(Source.Csv<Flight>("flights.csv"))
                .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.2))
                .Train(learn => learn.Multiclass(f => f.Origin).Features(f => new { f.Distance }).Try(learner))
                .Build());
        }
    }

    [Fact]
    public void A_learner_of_BigQuery_has_no_form_for_several_classes_and_bounds_for_its_settings()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => new PipelineBuilder("flights")
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.2))
            .Train(learn => learn.Multiclass(f => f.Origin).Features(f => new { f.Distance }).Try(Learner.BigQueryLinear(l1: -1, l2: double.NaN, maxIterations: 0)))
            .Build());

        Assert.Equal(
            [
                "train.bigquery-linear.l1: must be 0 to 1000000, was -1.",
                "train.bigquery-linear.l2: must be 0 to 1000000, was NaN.",
                "train.bigquery-linear.maxIterations: must be 1 to 10000, was 0.",
                "train: BigQueryLinear has no form for several classes. Write Learner.LightGbm(), Learner.Linear() or Learner.Sdca().",
            ],
            exception.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void What_is_tried_out_on_Google_Cloud_runs_in_one_image_of_the_worker()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => new PipelineBuilder("flights", Platforms.GoogleCloud)
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.2))
            .Train(learn => learn
                .Binary(f => f.Delay > 15)
                .Features(f => new { f.Distance })
                .Try(Learner.BigQueryLinear(), Learner.Program("one", image: "eu/one:1"), Learner.Program("other", image: "eu/other:1"))
                .SpotCheck())
            .Build());

        Assert.Equal(
            [
                "spot-check: BigQueryLinear is trained by BigQuery, but what is tried out is trained in the worker. Try Learner.Linear() or Learner.Sdca() instead, or leave SpotCheck(…) and Tune(…) out.",
                "spot-check: the programs name several images, but all are tried out in one: eu/one:1, eu/other:1. Put them into the same image.",
            ],
            exception.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_canary_is_refused_on_Local_and_has_some_but_not_all_of_the_traffic()
    {
        PipelineException local = Assert.Throws<PipelineException>(() => Deployed(new PipelineBuilder("flights", Platforms.Local), percent: 10));
        PipelineException all = Assert.Throws<PipelineException>(() => Deployed(new PipelineBuilder("flights", Platforms.GoogleCloud), percent: 100));

        Assert.Equal(
            "deploy: a canary needs an endpoint that splits its traffic, which the platform Local doesn't have. "
            + "Leave Canary(…) out, or deploy on Google Cloud: .Deploy(…, on: Platforms.GoogleCloud).",
            Assert.Single(local.Problems).ToString());
        Assert.Equal(
            "deploy.canary: must be 1 to 99 percent of the traffic, was 100. Leave Canary(…) out to give the version all of it.", Assert.Single(all.Problems).ToString());
        Assert.Contains("to the endpoint flights, with 10 % of its traffic", Deployed(new PipelineBuilder("flights"), percent: 10).Describe(), StringComparison.Ordinal);

        static Pipeline Deployed(PipelineBuilder pipeline, int percent) => pipeline
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.2))
            .Train(learn => learn.Binary(f => f.Delay > 15).Features(f => new { f.Distance }).Try(Learner.LightGbm()))
            .Deploy("flights", deploy => deploy.Canary(percent))
            .Build();
    }

    private static Pipeline Trained(PipelineBuilder pipeline, Learner learner, string? on = null) => pipeline
        .Ingest(Source.Csv<Flight>("flights.csv"))
        .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.2))
        .Train(learn => learn.Binary(f => f.Delay > 15).Features(f => new { f.Distance }).Try(learner), on: on)
        .Build();

    private static Pipeline Checked(PipelineBuilder pipeline) => pipeline
        .Ingest(Source.Csv<Flight>("flights.csv"))
        .Verify(check => check.That(f => f.Distance % 2.5 < 1))
        .Build();
}
