using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Building;

public sealed class PipelineBuilderTests
{
    [Fact]
    public void A_pipeline_of_records_and_anonymous_types_builds_the_stages_in_order()
    {
        Pipeline pipeline = Flights();

        Assert.Equal(
            ["ingest", "profile", "transform", "verify", "stage", "profile-stage", "features", "train-lightgbm", "train-fasttree", "validate", "register", "deploy"],
            pipeline.Plan.Stages.Select(stage => stage.Name));
        Assert.Equal(["stage", "ingest", "verify"], pipeline.Plan.Stages.Single(stage => stage is FeaturesPlan).Inputs);
        Assert.Equal(["train-lightgbm", "train-fasttree", "stage", "features", "verify"], pipeline.Plan.Stages.Single(stage => stage is ValidationPlan).Inputs);
    }

    [Fact]
    public void Instances_are_the_ingested_rows_as_long_as_transforms_are_row_wise()
    {
        Pipeline pipeline = new PipelineBuilder("twice")
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Transform(flights => flights.Select(f => new { f.Id, Miles = f.Distance * 2, Late = f.Delay > 15 }))
            .Transform(flights => flights.Where(f => f.Miles > 0).Select(f => new { f.Id, Far = f.Miles + 1, f.Late }))
            .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.2))
            .Train(learn => learn.Binary(f => f.Late).Features(f => new { f.Far }).Try(Learner.LightGbm()))
            .Build();

        FeaturesPlan features = pipeline.Plan.Stages.OfType<FeaturesPlan>().Single();
        ScalarNode far = features.FromInstance!.Single(column => column.Name == "Far").Value;
        Assert.Equal(["Distance"], far.Columns().Select(column => column.Name));
        Assert.Equal("ingest", features.Inputs[1]);
    }

    [Fact]
    public void Instances_are_the_rows_of_a_transformer_of_the_users_own()
    {
        Pipeline pipeline = new PipelineBuilder("own")
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Transform<NoTransformer>()
            .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.2))
            .Train(learn => learn.Binary(f => f.Delay > 15).Features(f => new { f.Distance }).Try(Learner.LightGbm()))
            .Build();

        FeaturesPlan features = pipeline.Plan.Stages.OfType<FeaturesPlan>().Single();
        Assert.Null(features.FromInstance);
        Assert.Equal("transform", features.Inputs[1]);
        Assert.StartsWith("MlOps.Sdk.Core.Tests.Building.NoTransformer, ", pipeline.Plan.Stages.OfType<TransformPlan>().Single().Implementation!.Type);
    }

    [Fact]
    public void Build_reports_every_problem_at_once()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => new PipelineBuilder("all wrong")
            .Ingest(Source.Csv<Flight>(""))
            .Transform(flights => flights.Where(f => f.Date > DateTime.Now))
            .Verify(check => check.That(f => f.Distance > 0, atLeast: 1.5))
            .Stage("the table", stage => stage.SplitByHash(f => f.Id, test: 0.8, validation: 0.3))
            .Train(learn => learn
                .Binary(f => f.Delay > 15)
                .Features(f => new { f.Distance, f.Delay })
                .Try(Learner.LightGbm(trees: 0))
                .Require(m => m.Accuracy + 1 > 2))
            .Deploy("Not An Endpoint")
            .Build());

        string[] expected =
        [
            "pipeline: the name 'all wrong' must be",
            "ingest.path: the path is empty",
            "transform: ",
            "verify.checks[0].atLeast: must be a share from 0 to 1, was 1.5",
            "stage.table: the name 'the table' must be",
            "stage.split: test and validation must be at least 0 and leave something to train on, were test 0.8, validation 0.3.",
            "features.Delay: the feature reads 'Delay', which the label is computed from",
            "train.lightgbm.trees: must be 1 to 100000, was 0.",
            "train.require: ",
            "deploy.endpoint: the name 'Not An Endpoint' must be",
        ];
        foreach (string problem in expected)
            Assert.Contains(problem, exception.Message);
        Assert.Equal(expected.Length, exception.Problems.Count);
    }

    [Fact]
    public void A_name_given_to_two_stages_is_refused()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => new PipelineBuilder("names")
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Transform(flights => flights.Where(f => f.Distance > 0), name: "clean")
            .Transform(flights => flights.Where(f => f.Distance < 6000), name: "clean")
            .Build());

        Assert.Contains("clean: two stages are named 'clean'. Give one another name, as in .Transform(…, name: \"clean-2\").", exception.Message);
    }

    [Fact]
    public void Several_learners_need_a_validation_split()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => new PipelineBuilder("choose")
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.2))
            .Train(learn => learn.Binary(f => f.Delay > 15).Features(f => new { f.Distance }).Try(Learner.LightGbm(), Learner.FastTree()))
            .Build());

        Assert.Contains("Write SplitByHash(key, test: 0.2, validation: 0.1).", Assert.Single(exception.Problems).Message);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("sdca")]
    [InlineData("fasttree")]
    [InlineData("bigquery-linear")]
    [InlineData("bigquery-trees")]
    [InlineData("bigquery-network")]
    public void A_feature_that_may_be_absent_is_refused_for_a_learner_that_can_not_take_it(string name)
    {
        Learner learner = name switch
        {
            "linear" => Learner.Linear(),
            "sdca" => Learner.Sdca(),
            "fasttree" => Learner.FastTree(),
            "bigquery-trees" => Learner.BigQueryTrees(),
            "bigquery-network" => Learner.BigQueryNetwork(),
            _ => Learner.BigQueryLinear(),
        };
        PipelineException exception = Assert.Throws<PipelineException>(() => new PipelineBuilder("absent")
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.2))
            .Train(learn => learn.Binary(f => f.Distance > 500).Features(f => new { f.Delay, f.Id }).Try(learner))
            .Build());

        Assert.Equal(
            $"train.{name}: the feature 'Delay' may be absent, and this learner can't take that (LightGbm can). Write f.Delay ?? 0, or Feature.Standardize(f.Delay).",
            Assert.Single(exception.Problems).ToString());
    }

    [Fact]
    public void Gates_are_read_from_both_sides_of_a_comparison()
    {
        double bound = 0.65;
        Pipeline pipeline = new PipelineBuilder("gates")
            .Ingest(Source.Csv<Flight>("flights.csv"))
            .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.2))
            .Train(learn => learn
                .Binary(f => f.Delay > 15)
                .Features(f => new { f.Distance })
                .Try(Learner.LightGbm())
                .Require(m => m.AreaUnderRocCurve >= bound && 0.5 > m.LogLoss))
            .Build();

        Assert.Equal(
            [new GatePlan("AreaUnderRocCurve", GateComparison.AtLeast, 0.65), new GatePlan("LogLoss", GateComparison.Below, 0.5)],
            pipeline.Plan.Stages.OfType<ValidationPlan>().Single().Gates);
    }

    [Fact]
    public void Rows_whose_columns_are_known_only_at_run_time_are_read_by_name()
    {
        Pipeline pipeline = new PipelineBuilder("dynamic")
            .Ingest(Source.Csv("flights.csv"))
            .Transform(rows => rows
                .Where(row => (double)row["Distance"] > 0)
                .Select(row => new { Origin = (string?)row["Origin"], Delay = (double?)row["Delay"] }))
            .Build();

        TransformPlan transform = pipeline.Plan.Stages.OfType<TransformPlan>().Single();
        Assert.Equal(new Schema([new Column("Origin", DataType.String), new Column("Delay", DataType.Double)]), transform.Schema);
        Assert.Null(pipeline.Plan.Stages.OfType<IngestPlan>().Single().Schema);
    }

    [Fact]
    public void A_built_pipeline_is_frozen()
    {
        Sdk.Building.DatasetBuilder<Flight> builder = new PipelineBuilder("frozen").Ingest(Source.Csv<Flight>("flights.csv"));
        builder.Build();

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => builder.Transform(rows => rows.Where(f => f.Distance > 0)));
        Assert.Contains("has been built and can't change any more", exception.Message);
    }

    [Fact]
    public void A_row_type_with_a_type_that_engines_do_not_share_is_refused()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => new PipelineBuilder("money")
            .Ingest(Source.Csv<Payment>("payments.csv"))
            .Build());

        Assert.Contains("Amount", exception.Message);
        Assert.Contains("double", exception.Message);
    }

    [Fact]
    public void Describe_tells_each_stage_with_the_sql_it_becomes()
    {
        string text = Flights().Describe();

        Assert.StartsWith("flight-delays", text);
        Assert.Contains("CSV flights.csv", text);
        Assert.Contains("SELECT", text);
        Assert.Contains("requires AreaUnderRocCurve >= 0.65", text);
        Assert.Contains("to the endpoint flight-delays", text);
    }

    internal static Pipeline Flights() => new PipelineBuilder("flight-delays")
        .Ingest(Source.Csv<Flight>("flights.csv"))
        .Transform(flights => flights
            .Where(f => f.Distance > 0)
            .Select(f => new { f.Id, f.Origin, f.Destination, f.Distance, f.Date, Late = f.Delay > 15 }))
        .Verify(check => check
            .Between(f => f.Distance, 1, 6000)
            .NotNull(f => f.Origin)
            .Unique(f => f.Id)
            .RowCount(atLeast: 100)
            .That(f => f.Origin != f.Destination, atLeast: 0.999))
        .Stage("flight_legs", stage => stage.SplitByHash(f => f.Id, test: 0.2, validation: 0.1))
        .Train(learn => learn
            .Binary(label: f => f.Late)
            .Features(f => new { f.Distance, f.Date.Hour, Origin = Feature.Vocabulary(f.Origin, size: 50) })
            .Try(Learner.LightGbm(), Learner.FastTree())
            .Require(m => m.AreaUnderRocCurve >= 0.65))
        .Deploy("flight-delays")
        .Build();

    private sealed record Payment(long Id, decimal Amount);
}
