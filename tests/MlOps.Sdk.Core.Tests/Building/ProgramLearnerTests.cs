using MlOps.Sdk.Building;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Building;

/// <summary>A training program is known by its files' content, and what can't work is said when the pipeline is built.</summary>
public sealed class ProgramLearnerTests
{
    [Fact]
    public void A_program_is_known_by_what_its_files_hold()
    {
        string name = $"program-{Guid.NewGuid():N}.py";
        string path = Path.Combine(AppContext.BaseDirectory, name);
        try
        {
            File.WriteAllText(path, "print(1)");
            Learner first = Program(name);
            Learner same = Program(name);
            File.WriteAllText(path, "print(2)");
            Learner changed = Program(name);

            Assert.Equal(first, same);
            Assert.NotEqual(first, changed);
            Assert.Matches("^[0-9a-f]{64}$", ((ProgramLearner)first).Files[0].Digest);
            Pipeline pipeline = Build(first);
            Assert.Equal(pipeline.Plan, PipelinePlan.FromJson(pipeline.Plan.ToJson()));
            Assert.Equal("""{"depth":6}""", ((ProgramLearner)pipeline.Plan.Stages.OfType<TrainingPlan>().Single().Learner).Settings);
        }
        finally
        {
            File.Delete(path);
        }

        static Learner Program(string file) => Learner.Program("python3", [file], [file], new { depth = 6 }, "image:1");
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../train.py")]
    [InlineData("a/../b.py")]
    [InlineData("..\\train.py")]
    [InlineData("C:\\train.py")]
    [InlineData("C:train.py")]
    [InlineData("./train.py")]
    [InlineData("")]
    public void A_file_has_a_relative_path_that_stays_in_its_folder(string path)
    {
        Problem problem = Assert.Single(Problems(Learner.Program("python3", files: [path])));

        Assert.Equal("train.program.files", problem.Path);
        Assert.StartsWith($"'{path.Replace('\\', '/')}' must be a relative path without '.' and '..'", problem.Message);
        Assert.Equal("", ProgramFile.Of(path).Digest);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        IReadOnlyList<Problem> problems = Problems(Learner.Program(" ", files: ["no-such.py", "No-such.py"], image: ""));

        Assert.Equal(
            ["train.program.command", "train.program.image", "train.program.files", "train.program.files", "train.program.files"],
            problems.Select(problem => problem.Path));
        Assert.StartsWith("there is no file 'no-such.py', neither in ", problems[2].Message);
        Assert.Equal("the file 'no-such.py' is named twice.", problems[4].Message);
    }

    [Fact]
    public void A_feature_can_not_have_the_name_of_the_labels_column()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => Learning()
            .Train(learn => learn.Binary(f => f.Delay > 15).Features(f => new { label = f.Distance }).Try(Learner.Program("python3"))).Build());

        Assert.Equal("features.label", Assert.Single(exception.Problems).Path);
    }

    private static IReadOnlyList<Problem> Problems(Learner learner) => Assert.Throws<PipelineException>(() => Build(learner)).Problems;

    private static Pipeline Build(Learner learner) =>
        Learning().Train(learn => learn.Binary(f => f.Delay > 15).Features(f => new { f.Distance }).Try(learner)).Build();

    private static StagedBuilder<Flight> Learning() => new PipelineBuilder("flights")
        .Ingest(Source.Csv<Flight>("flights.csv"))
        .Stage("flights", stage => stage.SplitByHash(f => f.Id, test: 0.2));
}
