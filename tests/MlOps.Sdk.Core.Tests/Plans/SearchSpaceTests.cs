using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Plans;

public sealed class SearchSpaceTests
{
    private static readonly Learner s_program = Learner.Program("python3", settings: new { Depth = 6, Tree = new { Rate = 0.3 } });

    public static TheoryData<Learner> Searchable => [Learner.LightGbm(), Learner.FastTree(), Learner.Linear(), Learner.Sdca(), Learner.BigQueryLinear(), Learner.BigQueryTrees(), Learner.BigQueryNetwork()];

    [Theory]
    [MemberData(nameof(Searchable))]
    public void A_learner_has_a_space_of_its_own_whose_ends_it_can_be_set_to(Learner learner)
    {
        SearchSpace space = SearchSpace.Of(learner);

        Assert.NotEmpty(space.Parameters);
        foreach (SearchParameter parameter in space.Parameters)
        {
            string[] ends = parameter switch
            {
                RealParameter real => [Text(real.Least), Text(real.Greatest)],
                IntegerParameter integer => [Text(integer.Least), Text(integer.Greatest)],
                _ => throw new InvalidOperationException($"{parameter}"),
            };
            Assert.All(ends, end => Assert.Equal(end, LearnerSettings.Read(space.With(new Dictionary<string, string> { [parameter.Name] = end }), parameter.Name)));
        }
    }

    [Fact]
    public void What_is_not_replaced_stays() => Assert.Equal(
        Learner.LightGbm(trees: 200, leaves: 64, learningRate: 0.05),
        SearchSpace.Of(Learner.LightGbm(trees: 200)).With(new Dictionary<string, string> { ["leaves"] = "64", ["learningRate"] = "0.05" }));

    [Fact]
    public void A_setting_that_the_algorithm_chooses_can_be_set_and_left_to_it_again()
    {
        Learner set = SearchSpace.Of(Learner.Sdca()).With(new Dictionary<string, string> { ["passes"] = "7" });

        Assert.Equal(Learner.Sdca(passes: 7), set);
        Assert.Equal(Learner.Sdca(), LearnerSettings.With(set, new Dictionary<string, string> { ["passes"] = "null" }));
    }

    [Fact]
    public void The_settings_of_a_program_are_reached_by_their_path()
    {
        Assert.Equal(["settings.depth", "settings.tree.rate"], LearnerSettings.NamesOf(s_program));

        ProgramLearner set = (ProgramLearner)LearnerSettings.With(
            s_program, new Dictionary<string, string> { ["settings.tree.rate"] = "0.1", ["settings.depth"] = "9" });

        Assert.Equal("""{"depth":9,"tree":{"rate":0.1}}""", set.Settings);
        Assert.Equal("0.1", LearnerSettings.Read(set, "settings.tree.rate"));
    }

    [Fact]
    public void What_a_learner_lacks_or_cannot_be_set_to_is_refused()
    {
        SearchSpace space = SearchSpace.Of(Learner.LightGbm());

        Assert.Contains("leafs", Assert.Throws<ArgumentException>(() => space.With(new Dictionary<string, string> { ["leafs"] = "4" })).Message, StringComparison.Ordinal);
        Assert.Contains("4.5", Assert.Throws<ArgumentException>(() => space.With(new Dictionary<string, string> { ["leaves"] = "4.5" })).Message, StringComparison.Ordinal);
        Assert.Contains("{", Assert.Throws<ArgumentException>(() => space.With(new Dictionary<string, string> { ["leaves"] = "{" })).Message, StringComparison.Ordinal);
        Assert.Empty(LearnerSettings.NamesOf(new OwnLearner("mine")));
        Assert.Empty(SearchSpace.Of(s_program).Parameters);
    }

    private static string Text(double value) => System.Text.Json.JsonSerializer.Serialize(value);
}
