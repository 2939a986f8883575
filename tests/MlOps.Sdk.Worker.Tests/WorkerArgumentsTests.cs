extern alias worker;

using MlOps.Sdk.Roles;

namespace MlOps.Sdk.Worker.Tests;

public sealed class WorkerArgumentsTests
{
    [Theory]
    [InlineData]
    [InlineData("--urls", "http://localhost")]
    [InlineData("migrate")]
    public void Other_arguments_are_the_applications_own(params string[] args) => Assert.Null(WorkerArguments.Parse(args));

    [Theory]
    [InlineData("run", "--task", "gs://b/task.json")]
    [InlineData("run", "--task=gs://b/task.json")]
    public void A_task_is_named_by_its_place(params string[] args) => Assert.Equal("gs://b/task.json", WorkerArguments.Parse(args)!.Task!.ToString());

    [Fact]
    public void What_follows_the_trial_are_settings_of_any_name()
    {
        WorkerArguments arguments = WorkerArguments.Parse(["run", "--task", "gs://b/task.json", "--trial", "--task=3", "--fasttree.learningRate=0.1", "--empty=", "--text=a=b"])!;

        Assert.Equal("gs://b/task.json", arguments.Task!.ToString());
        Assert.Equal(
            new Dictionary<string, string> { ["task"] = "3", ["fasttree.learningRate"] = "0.1", ["empty"] = "", ["text"] = "a=b" }, arguments.Trial);
        Assert.Empty(WorkerArguments.Parse(["run", "--task=gs://b/t", "--trial"])!.Trial!);
        Assert.Null(WorkerArguments.Parse(["run", "--task=gs://b/t"])!.Trial);
    }

    [Theory]
    [InlineData("run: --task gs://bucket/…/task.json is missing.", "run")]
    [InlineData("run: there is no argument --tusk.", "run", "--tusk", "x")]
    [InlineData("run: --task has no value. Write --task gs://bucket/….", "run", "--task")]
    [InlineData("run --task: '/tmp/task.json' is no URI of Cloud Storage: it must start with 'gs://'. Write gs://bucket/name.", "run", "--task", "/tmp/task.json")]
    [InlineData("serve: there is no argument --task.", "serve", "--task", "gs://b/t")]
    [InlineData("serve: there is no argument --trial.", "serve", "--trial", "--leaves=3")]
    [InlineData("run --trial: 'leaves' is no setting. A tuning job hands each over once, as --name=value.", "run", "--task=gs://b/t", "--trial", "leaves")]
    [InlineData("run --trial: '--a=2' is no setting. A tuning job hands each over once, as --name=value.", "run", "--task=gs://b/t", "--trial", "--a=1", "--a=2")]
    public void A_mistake_is_named(string message, params string[] args) =>
        Assert.Equal(message, Assert.Throws<WorkerException>(() => WorkerArguments.Parse(args)).Message);

    [Theory]
    [InlineData("run")]
    [InlineData("serve", "--task", "gs://b/t")]
    public async Task A_mistake_ends_the_program_with_2_and_no_exception(params string[] args) => Assert.Equal(2, await worker::MlOps.Sdk.Worker.RunAsync(args));

    [Fact]
    public async Task What_nobody_foresaw_is_told_in_the_last_line()
    {
        using StringWriter told = new();
        TextWriter usual = Console.Error;
        Console.SetError(TextWriter.Synchronized(told));
        int? exit = await worker::MlOps.Sdk.Worker.RunAsync(
            ["run", "--task", "gs://b/task.json", "--output", "gs://b/o"], _ => throw new InvalidOperationException("The application's own part\nis missing."));
        Console.SetError(usual);

        Assert.Equal(1, exit);
        string[] lines = told.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines, line => line.Contains("   at ", StringComparison.Ordinal));
        Assert.Equal("The worker has failed: System.InvalidOperationException: The application's own part is missing.", lines[^1]);
    }
}
