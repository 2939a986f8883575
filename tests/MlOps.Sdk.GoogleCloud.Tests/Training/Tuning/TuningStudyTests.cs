using System.Text.Json;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Training;

public sealed class TuningStudyTests
{
    private static readonly SearchSpace s_trees = new(
        Learner.LightGbm(), [new IntegerParameter("leaves", 4, 256, Logarithmic: true), new RealParameter("learningRate", 0.01, 0.3)]);

    private static readonly SearchSpace s_program = new(
        Learner.Program("python3", settings: new { Kind = "gini", Depth = 3, Deep = new { Flag = true } }),
        [new ChoiceParameter("settings.kind", ["\"gini\"", "\"entropy\"", "null"]), new ChoiceParameter("settings.depth", ["3", "\"3\""]), new ChoiceParameter("settings.deep.flag", ["true", "false"])]);

    [Fact]
    public void A_learner_s_settings_are_the_study_s_parameters()
    {
        StudySpec study = new TuningStudy(Plan(SearchMethod.Random, s_trees, new SearchSpace(Learner.FastTree(), []))).Describe("AreaUnderRocCurve");

        Assert.Equal([new StudyMetric("AreaUnderRocCurve", "MAXIMIZE")], study.Metrics);
        Assert.Equal("RANDOM_SEARCH", study.Algorithm);
        Assert.Equal(
            [
                new StudyParameter { ParameterId = "leaves", IntegerValueSpec = new IntegerRange(4, 256), ScaleType = "UNIT_LOG_SCALE" },
                new StudyParameter { ParameterId = "learningRate", DoubleValueSpec = new DoubleRange(0.01, 0.3), ScaleType = "UNIT_LINEAR_SCALE" },
            ],
            study.Parameters);
    }

    [Fact]
    public void The_settings_of_several_learners_exist_only_beside_their_names()
    {
        StudySpec study = new TuningStudy(Plan(SearchMethod.Bayesian, s_trees, s_trees with { Learner = Learner.LightGbm(trees: 3) }, s_program)).Describe("RSquared");

        Assert.Null(study.Algorithm);
        StudyParameter learner = Assert.Single(study.Parameters);
        Assert.Equal(["lightgbm-1", "lightgbm-2", "program"], learner.CategoricalValueSpec!.Values);
        Assert.Equal(
            [
                "lightgbm-1.leaves", "lightgbm-1.learningRate", "lightgbm-2.leaves", "lightgbm-2.learningRate",
                "program.settings.kind", "program.settings.depth", "program.settings.deep.flag",
            ],
            learner.ConditionalParameterSpecs!.Select(condition => condition.ParameterSpec.ParameterId));
        Assert.All(learner.ConditionalParameterSpecs!, condition =>
            Assert.StartsWith(Assert.Single(condition.ParentCategoricalValues.Values) + ".", condition.ParameterSpec.ParameterId, StringComparison.Ordinal));
        Assert.Equal(["gini", "entropy", "null"], learner.ConditionalParameterSpecs![4].ParameterSpec.CategoricalValueSpec!.Values);
        Assert.Equal(["3", "\"3\""], learner.ConditionalParameterSpecs[5].ParameterSpec.CategoricalValueSpec!.Values);
    }

    [Theory]
    [InlineData("31", "0.25")]
    [InlineData("31.0", "2.5e-1")]
    public void Numbers_are_read_as_the_service_writes_them(string leaves, string rate) => Assert.Equal(
        Learner.LightGbm(leaves: 31, learningRate: 0.25),
        new TuningStudy(Plan(SearchMethod.Random, s_trees)).Read(new Dictionary<string, string> { ["leaves"] = leaves, ["learningRate"] = rate }));

    [Fact]
    public void Choices_are_read_as_the_JSON_that_they_stand_for()
    {
        Learner read = new TuningStudy(Plan(SearchMethod.Random, s_trees, s_program)).Read(new Dictionary<string, string>
        {
            ["learner"] = "program", ["program.settings.kind"] = "entropy", ["program.settings.depth"] = "\"3\"", ["program.settings.deep.flag"] = "false",
        });

        using JsonDocument settings = JsonDocument.Parse(Assert.IsType<ProgramLearner>(read).Settings!);
        Assert.Equal("""{"kind":"entropy","depth":"3","deep":{"flag":false}}""", settings.RootElement.GetRawText());
    }

    [Theory]
    [InlineData("tune: the trial's parameters aren't those of the study: leaves=3.", "leaves=3")]
    [InlineData("tune.leaves: '3.5' is none of the setting's values.", "leaves=3.5", "learningRate=1")]
    [InlineData("tune.leaves: 'many' is none of the setting's values.", "leaves=many", "learningRate=1")]
    public void Strange_parameters_are_refused(string message, params string[] parameters) => Assert.StartsWith(
        message,
        Assert.Throws<StageException>(() => new TuningStudy(Plan(SearchMethod.Random, s_trees))
            .Read(parameters.Select(parameter => parameter.Split('=')).ToDictionary(parts => parts[0], parts => parts[1]))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Without_settings_there_is_nothing_to_search()
    {
        Assert.True(new TuningStudy(Plan(SearchMethod.Random, new SearchSpace(Learner.LightGbm(), []))).IsEmpty);
        Assert.False(new TuningStudy(Plan(SearchMethod.Random, s_trees)).IsEmpty);
    }

    private static TuningPlan Plan(SearchMethod method, params SearchSpace[] spaces) =>
        new() { Name = "tune", Task = TaskKind.Binary, Spaces = [.. spaces], Method = method };
}
