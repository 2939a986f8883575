using System.Globalization;
using CsCheck;
using MlOps.Sdk.Core.Tests.Building;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Plans;

public sealed class PipelinePlanTests
{
    [Fact]
    public void A_learner_is_told_in_the_same_words_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal("lightgbm (trees 100, leaves 31, learningRate 0.1, minimumExamplesPerLeaf 20)", Learner.LightGbm().ToString());
            Assert.Equal("sdca", Learner.Sdca().ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Any_plan_survives_json_without_loss() =>
        PlanGen.Plan.Sample(plan => PipelinePlan.FromJson(plan.ToJson()).Equals(plan), iter: 2_000, print: plan => plan.ToJson());

    [Fact]
    public void A_built_plan_survives_json_and_runs_as_a_pipeline_again()
    {
        Pipeline pipeline = PipelineBuilderTests.Flights();

        Pipeline restored = Pipeline.FromPlan(PipelinePlan.FromJson(pipeline.Plan.ToJson()));

        Assert.Equal(pipeline.Plan, restored.Plan);
        Assert.Equal(pipeline.Describe(), restored.Describe());
    }

    [Fact]
    public void The_secret_of_a_connection_is_not_in_the_plan()
    {
        const string Secret = "Password=hunter2";
        Pipeline pipeline = new PipelineBuilder("query")
            .Ingest(Source.Query<Flight>(() => throw new InvalidOperationException(Secret), "SELECT * FROM flights"))
            .Build();

        Assert.DoesNotContain("hunter2", pipeline.Plan.ToJson());
        Assert.True(pipeline.Bindings.ContainsKey("database"));
    }

    [Theory]
    [InlineData("", "plan: ")]
    [InlineData("[1]", "the number 'format' is missing")]
    [InlineData("{}", "the number 'format' is missing")]
    [InlineData("""{"format": 99, "name": "x", "stages": []}""", "plan.format: 99 is unknown, this package reads 1 to 1")]
    [InlineData("""{"format": 1, "name": "x", "stages": [{"stage": "fly", "name": "y"}]}""", "plan: ")]
    [InlineData("""{"format": 1, "name": "x", "stages": [], "surprise": 1}""", "surprise")]
    [InlineData("""{"format": 1, "name": "x", "stages": [{"stage": "staging", "name": "s"}]}""", "table")]
    public void Text_that_is_no_plan_is_refused_with_the_reason(string json, string reason)
    {
        PlanFormatException exception = Assert.Throws<PlanFormatException>(() => PipelinePlan.FromJson(json));
        Assert.Contains(reason, exception.Message);
    }

    [Fact]
    public void A_plan_whose_stages_do_not_fit_together_is_refused()
    {
        PipelinePlan plan = new("broken", [new ProfilePlan { Name = "profile", Inputs = ["nowhere"] }]);

        PipelineException exception = Assert.Throws<PipelineException>(() => Pipeline.FromPlan(plan));
        Assert.Contains("profile.inputs: there is no stage 'nowhere' before this one.", exception.Message);
    }
}
