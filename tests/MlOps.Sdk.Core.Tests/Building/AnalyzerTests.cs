using MlOps.Sdk.Algebra;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Building;

/// <summary>How analyzers are stated, described and refused.</summary>
public sealed class AnalyzerTests
{
    private static readonly string[] s_sizes = ["Small", "Large"];

    [Fact]
    public void Every_analyzer_is_stated_in_a_lambda_and_described()
    {
        Pipeline pipeline = Strikes(learn => learn
            .Binary(s => s.Damaged)
            .Features(s => new
            {
                Speed = Feature.Standardize(s.Speed),
                Height = Feature.MinMax(s.Height),
                Heights = Feature.Buckets(s.Height, 4),
                Filled = Feature.Impute(s.Speed),
                Median = Feature.ImputeMedian(s.Speed),
                Zero = Feature.Impute(s.Height, 0),
                Airport = Feature.Vocabulary(s.Airport, 10),
                Size = Feature.OneHot(s.Size, "Small", "Large"),
                SameSize = Feature.OneHot(s.Size, s_sizes),
                Engines = Feature.OneHot(s.Engines, 1, 2),
                Maker = Feature.Hash(s.Airport, 16),
                Both = Feature.Cross(32, s.Airport, s.Engines, s.Day),
                When = Feature.DateParts(s.Day),
                At = Feature.DateParts(s.At),
                Remarks = Feature.BagOfWords(s.Remarks, 20),
            })
            .Try(Learner.Linear()));

        FeaturesPlan features = pipeline.Plan.Stages.OfType<FeaturesPlan>().Single();
        OneHotPlan sizes = new([ConstantNode.Of("Small"), ConstantNode.Of("Large")]);
        Assert.Equal(
            [
                new StandardizePlan(), new MinMaxPlan(), new BucketsPlan(4), new ImputePlan(Imputation.Mean), new ImputePlan(Imputation.Median), null,
                new VocabularyPlan(10), sizes, sizes, new OneHotPlan([ConstantNode.Of(1L), ConstantNode.Of(2L)]), new HashPlan(16), new HashPlan(32),
                new DatePartsPlan(), new DatePartsPlan(), new BagOfWordsPlan(20),
            ],
            features.Features.Select(feature => feature.Analyzer));
        Assert.Equal(["Airport", "Engines", "Day"], features.Features[11].Value.Columns().Select(column => column.Name));
        Assert.Equal(pipeline.Plan, PipelinePlan.FromJson(pipeline.Plan.ToJson()));

        string text = pipeline.Describe();
        string[] lines =
        [
            "Speed: standardized \"Speed\"",
            "Height: \"Height\"::DOUBLE between its least and greatest value",
            "Heights: one-hot over 4 quantiles of \"Height\"::DOUBLE",
            "Filled: \"Speed\", its mean where it is missing",
            "Median: \"Speed\", its median where it is missing",
            "Airport: one-hot over the 10 most frequent \"Airport\"",
            "Size: one-hot over \"Size\" of Small, Large",
            "Maker: one-hot over 16 buckets of farm_fingerprint(\"Airport\")",
            "When: the parts of \"Day\"",
            "Remarks: the 20 most frequent words of \"Remarks\"",
        ];
        Assert.All(lines, line => Assert.Contains(line, text));
    }

    [Fact]
    public void Sizes_out_of_range_are_reported_all_at_once()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => Strikes(learn => learn
            .Binary(s => s.Damaged)
            .Features(s => new
            {
                A = Feature.Vocabulary(s.Airport, 0),
                B = Feature.Vocabulary(s.Airport, 10_001),
                C = Feature.Buckets(s.Speed, 1),
                D = Feature.Hash(s.Airport, 1),
                E = Feature.Cross(10_001, s.Airport, s.Engines),
                F = Feature.BagOfWords(s.Remarks, 1001),
                G = Feature.OneHot(s.Size, "Small", "Small"),
                H = Feature.OneHot(s.Size),
            })
            .Try(Learner.LightGbm())));

        Assert.Equal(
            [
                "features.A: the size of a vocabulary must be 1 to 10000, was 0.",
                "features.B: the size of a vocabulary must be 1 to 10000, was 10001.",
                "features.C: the number of buckets must be 2 to 1000, was 1.",
                "features.D: the number of buckets must be 2 to 10000, was 1.",
                "features.E: the number of buckets must be 2 to 10000, was 10001.",
                "features.F: the size of a bag of words must be 1 to 1000, was 1001.",
                "features.G: the value Small is stated twice.",
                "features.H: there must be 1 to 10000 values, were 0. Write Feature.OneHot(f.Size, \"Small\", \"Large\").",
            ],
            exception.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Values_that_an_analyzer_can_not_take_are_refused_with_what_to_write()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => Strikes(learn => learn
            .Binary(s => s.Damaged)
            .Features(s => new
            {
                A = Feature.OneHot(s.Speed, 1.5),
                B = Feature.Vocabulary(s.At, 9),
                C = Feature.Hash(s.Speed, 9),
                D = Feature.Cross(9, s.Airport),
                E = Feature.Impute(s.Speed, double.NaN),
                F = Feature.BagOfWords(s.Remarks, s.Engines),
                G = Feature.OneHot(s.Size, s.Airport),
                H = Feature.OneHot(s.Size, "Small", null!),
            })
            .Try(Learner.LightGbm())));

        string[] expected =
        [
            "Feature.OneHot is of texts, whole numbers, Booleans or days; write Feature.Buckets for a double, or cast it to (long).",
            "a vocabulary is of texts, whole numbers, Booleans or days; take a part of the instant, such as .Hour or DateOnly.FromDateTime(…).",
            "'s.Speed' is a Double, which is written differently by different engines; cast it to (long).",
            "a cross is of at least two values; write Feature.Hash for one.",
            "what stands in must be a finite number.",
            "the size must be a constant or a captured variable.",
            "the values must be constants or a captured array.",
            "null is no String; the values must be such and not null, as null has the slot of all others.",
        ];
        Assert.All(expected, problem => Assert.Contains(problem, exception.Message));
        Assert.Equal(expected.Length + 1, exception.Problems.Count);
    }

    [Fact]
    public void A_day_that_may_be_absent_is_refused_for_a_learner_that_can_not_take_it()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => Strikes(learn => learn
            .Binary(s => s.Damaged).Features(s => new { Seen = Feature.DateParts(s.Seen) }).Try(Learner.Linear())));

        Assert.Equal(
            "train.linear: the feature 'Seen' may be absent, and this learner can't take that (LightGbm can). Give its value with '??', or drop such rows in a transform.",
            Assert.Single(exception.Problems).ToString());
    }

    [Fact]
    public void A_split_by_a_number_with_fractions_is_refused()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => new PipelineBuilder("fractions")
            .Ingest(Source.Csv<Strike>("strikes.csv"))
            .Stage("strikes", stage => stage.SplitByHash(s => new { s.Airport, s.Speed }, test: 0.2))
            .Build());

        Assert.StartsWith("stage.split: a key can't be made of a Double", Assert.Single(exception.Problems).ToString());
    }

    private static Pipeline Strikes(Func<Sdk.Building.LearningStart<Strike>, Sdk.Building.LearningBuilder<Strike>> train) => new PipelineBuilder("strikes")
        .Ingest(Source.Csv<Strike>("strikes.csv"))
        .Stage("strikes", stage => stage.SplitByHash(s => s.Airport, test: 0.2))
        .Train(train)
        .Build();

    private sealed record Strike(
        string Airport, string Size, int Engines, double? Speed, long? Height, DateOnly Day, DateTime At, DateOnly? Seen, string? Remarks, bool Damaged);
}
