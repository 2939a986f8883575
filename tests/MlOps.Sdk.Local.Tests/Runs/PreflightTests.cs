using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Local.Tests.Runs;

public sealed class PreflightTests
{
    [Fact]
    public async Task All_that_is_missing_is_reported_at_once_and_nothing_runs()
    {
        await using RunnerHost host = new();
        PipelineException exception = await Assert.ThrowsAsync<PipelineException>(() => host.RunAsync(
            new IngestPlan { Name = "ingest", Source = new RowsSourcePlan("rows") },
            new TransformPlan { Name = "t1", Inputs = ["ingest"], Platform = "Moon" },
            new TransformPlan { Name = "t2", Inputs = ["ingest"], Implementation = new StageImplementation("No.Such, Thing") },
            new TransformPlan { Name = "t3", Inputs = ["ingest"], Implementation = NumberStages.Own<NeedsMuch>("") },
            new TransformPlan { Name = "t4", Inputs = ["ingest"], Implementation = NumberStages.Own<NumberIngestor>("") },
            new TransformPlan { Name = "t5", Inputs = ["nowhere"] },
            new ProfilePlan { Name = "profile", Inputs = ["ingest", "ingest"] },
            new RegistrationPlan { Name = "register", Inputs = ["ingest"], Model = "m" }));

        Assert.Equal(
            ["ingest.source", "t1.platform", "t2.implementation", "t3.implementation", "t4.implementation", "t5.inputs", "profile.inputs", "register.inputs"],
            exception.Problems.Select(problem => problem.Path));
        Assert.Contains("no rows under the name 'rows'", exception.Problems[0].Message);
        Assert.Equal("'Moon' has no ITransformer; registered is Local. Register it, or set MlOps:Platform to one that is.", exception.Problems[1].Message);
        Assert.Equal("there is no class 'No.Such, Thing'. Reference the assembly that holds it.", exception.Problems[2].Message);
        Assert.Contains("can't be made: Unable to resolve service for type 'System.Net.HttpListener'", exception.Problems[3].Message);
        Assert.Contains("doesn't implement ITransformer", exception.Problems[4].Message);
        Assert.Equal("no stage before it is named 'nowhere'; there are ingest, t1, t2, t3, t4.", exception.Problems[5].Message);
        Assert.Equal("it reads one dataset, but was given Dataset, Dataset.", exception.Problems[6].Message);
        Assert.Empty(await host.Store.ListAsync(null, 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_platform_the_message_says_what_to_write()
    {
        await using ServiceProvider provider = new ServiceCollection().AddMlOps(options => options.Root = Path.GetTempPath()).Services.BuildServiceProvider();
        Pipeline pipeline = new(new PipelinePlan("p", [new IngestPlan { Name = "ingest", Source = new CsvSourcePlan("x.csv") }]), new Dictionary<string, object>());

        PipelineException exception = await Assert.ThrowsAsync<PipelineException>(
            () => provider.GetRequiredService<PipelineRunner>().RunAsync(pipeline, TestContext.Current.CancellationToken));
        Assert.All(exception.Problems, problem => Assert.EndsWith("Write services.AddMlOps().AddLocal().", problem.Message));
        Assert.Equal(3, exception.Problems.Count);
    }

    [Fact]
    public async Task A_root_that_cannot_be_written_to_is_named_with_its_key()
    {
        string file = Path.GetTempFileName();
        await using RunnerHost host = new(Path.Combine(file, "below"));
        PipelineException exception = await Assert.ThrowsAsync<PipelineException>(() => host.RunAsync(NumberStages.Ingest("x")));

        Problem problem = Assert.Single(exception.Problems);
        Assert.Equal("MlOps:Root", problem.Path);
        Assert.StartsWith($"'{Path.Combine(file, "below")}' can't be written to: ", problem.Message);
        File.Delete(file);
    }

    [Fact]
    public async Task A_class_may_take_the_place_of_a_platforms_stage()
    {
        await using RunnerHost host = new(configure: services => services.AddMlOps().UseTransformer<PassOn>(Platforms.Local));
        string source = Path.Combine(host.Root, "source.txt");
        File.WriteAllText(source, "7");
        PipelineRun run = await host.RunAsync(NumberStages.Ingest(source), new TransformPlan { Name = "transform", Inputs = ["ingest"] });
        Assert.Equal(run.Product<Dataset>("ingest"), run.Product<Dataset>("transform"));
    }

    private sealed class NeedsMuch(System.Net.HttpListener listener) : ITransformer
    {
        public Task<Dataset> TransformAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken) =>
            throw new NotSupportedException($"{listener}");
    }

    private sealed class PassOn : ITransformer
    {
        public Task<Dataset> TransformAsync(TransformRequest request, StageContext context, CancellationToken cancellationToken) =>
            Task.FromResult(request.Inputs[0]);
    }
}
