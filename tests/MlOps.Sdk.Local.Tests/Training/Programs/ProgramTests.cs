using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Training.Programs;

public sealed class ProgramTests : IDisposable
{
    private const string Sound = """{"scorer":"linear","featureCount":7,"transform":"Logistic","biases":[-8],"weights":[[0.05,0,3,0,3,0,3]]}""";

    private readonly TrainingBench _bench = new();
    private readonly ProgramScripts _scripts = new();

    public void Dispose()
    {
        _bench.Dispose();
        _scripts.Dispose();
    }

    [Theory]
    [InlineData(TaskKind.Binary, 0.95)]
    [InlineData(TaskKind.Multiclass, 0.75)]
    [InlineData(TaskKind.Regression, 0.75)]
    public async Task Boosted_stumps_in_Python_learn_every_task_and_are_a_bundle_that_is_served(TaskKind task, double least)
    {
        ProgramScripts.SkipWithoutPython();
        TrainedModel model = await TrainAsync(ProgramScripts.Stumps(), task);

        Evaluation test = model.On(SplitName.Test);
        Assert.InRange(test[test.Primary], least, 1);
        ServableModel served = ServableModel.Load(_bench.PathOf(model.Bundle));
        RowBuffer row = served.CreateRow();
        float[] scores = new float[served.ScoreCount];
        new InstanceReader(served.Manifest.Instance).Read("""{"Speed":null,"Maker":"m1"}""", row);
        served.Predict(row, scores);
        Assert.All(scores, score => Assert.True(float.IsFinite(score)));
        Assert.Equal(_bench.Reported.Order(), _bench.Reported);
        Assert.Contains(0.5, _bench.Reported);
    }

    [Theory]
    [InlineData(TaskKind.Binary, 0.97)]
    [InlineData(TaskKind.Multiclass, 0.8)]
    [InlineData(TaskKind.Regression, 0.9)]
    public async Task A_neural_network_in_Python_learns_every_task_and_is_a_bundle_that_is_served(TaskKind task, double least)
    {
        ProgramScripts.SkipWithoutPython();
        TrainedModel model = await TrainAsync(ProgramScripts.Network(new { Units = 6 }), task, missing: false);

        Evaluation test = model.On(SplitName.Test);
        Assert.InRange(test[test.Primary], least, 1);
        // Loading repeats the golden rows.
        ServableModel served = ServableModel.Load(_bench.PathOf(model.Bundle));
        NetworkParameters network = Assert.IsType<NetworkParameters>(JsonSerializer.Deserialize<ScorerParameters>(
            await File.ReadAllBytesAsync(Path.Combine(_bench.PathOf(model.Bundle), ModelBundle.ScorerFile), TestContext.Current.CancellationToken), PlanJson.Compact));
        Assert.Equal((7, 6), (network.FeatureCount, Assert.Single(network.Layers).Biases.Count));
        RowBuffer row = served.CreateRow();
        float[] scores = new float[served.ScoreCount];
        new InstanceReader(served.Manifest.Instance).Read("""{"Speed":120,"Maker":"m1"}""", row);
        served.Predict(row, scores);
        Assert.All(scores, score => Assert.True(float.IsFinite(score)));
    }

    [Theory]
    [InlineData(TaskKind.Binary, 0.95)]
    [InlineData(TaskKind.Multiclass, 0.8)]
    [InlineData(TaskKind.Regression, 0.9)]
    public async Task A_booster_of_XGBoost_saves_itself_and_is_a_bundle_that_is_served(TaskKind task, double least)
    {
        TrainedModel model = await TrainAsync(ProgramScripts.Booster(), task);

        Evaluation test = model.On(SplitName.Test);
        Assert.InRange(test[test.Primary], least, 1);
        TreeEnsembleParameters trees = Assert.IsType<TreeEnsembleParameters>(JsonSerializer.Deserialize<ScorerParameters>(
            await File.ReadAllBytesAsync(Path.Combine(_bench.PathOf(model.Bundle), ModelBundle.ScorerFile), TestContext.Current.CancellationToken), PlanJson.Compact));
        Assert.Equal(30 * trees.Biases.Count, trees.Trees.Count);
        // Loading repeats the golden rows, of which one has no speed.
        ServableModel.Load(_bench.PathOf(model.Bundle));
    }

    [Fact]
    public async Task A_booster_for_another_task_is_refused()
    {
        StageException error = await Assert.ThrowsAsync<StageException>(() => TrainAsync(ProgramScripts.Booster(new { Objective = "count:poisson" })));

        Assert.Contains(
            "has left a model in MLOPS_SCORER that can't be served: The booster of XGBoost is not for this training: the objective 'count:poisson' is not for Binary.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_network_of_rows_with_gaps_is_refused()
    {
        SkipWithoutShell();
        Learner network = _scripts.Leaves(
            """{"scorer":"network","featureCount":7,"transform":"Logistic","biases":[0],"layers":[{"weights":[[1,0,0,0,0,0,0]],"biases":[0],"activation":"Relu"}],"weights":[[1]]}""");

        StageException error = await Assert.ThrowsAsync<StageException>(() => TrainAsync(network));

        Assert.StartsWith("train: the feature 'Speed' is missing or infinite in ", error.Message);
    }

    [Fact]
    public async Task A_logistic_regression_in_Python_learns_the_same_bytes_twice()
    {
        ProgramScripts.SkipWithoutPython();
        TrainingRequest request = await _bench.RequestAsync(TaskKind.Binary, ProgramScripts.Logistic(), missing: false);

        TrainedModel first = await _bench.TrainAsync(request, TestContext.Current.CancellationToken);
        TrainedModel second = await _bench.TrainAsync(request, TestContext.Current.CancellationToken);

        Assert.InRange(first.On(SplitName.Test)["AreaUnderRocCurve"], 0.95, 1);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_program_is_given_the_split_the_task_and_its_files_and_nothing_secret()
    {
        SkipWithoutShell();
        string kept = Directory.CreateDirectory(Path.Combine(_bench.Folder, "kept")).FullName;
        string script = _scripts.Write("train.sh", $$"""
            cp "$MLOPS_TRAINING_DATA" "$MLOPS_TRAINING_TASK" "$1"
            env > "$1/env.txt"
            find . -type f > "$1/files.txt"
            cat > "$MLOPS_SCORER" < "$2"
            """);
        string scorer = _scripts.Write("deep/scorer.json", Sound.Replace("0.05", "0.01", StringComparison.Ordinal).Replace("linear", "trees", StringComparison.Ordinal)
            .Replace("\"weights\":[[0.01,0,3,0,3,0,3]]", "\"trees\":[]", StringComparison.Ordinal));
        Environment.SetEnvironmentVariable("MLOPS_TEST_PASSWORD", "hunter2");

        await TrainAsync(Learner.Program("sh", [script, kept, scorer], [script, scorer], new { Depth = 3, Names = new[] { "ä" } }));

        string[] csv = await File.ReadAllLinesAsync(Path.Combine(kept, "train.csv"), TestContext.Current.CancellationToken);
        Assert.Equal("Speed,Maker.0,Maker.1,Maker.2,Maker.3,Maker.4,Maker.5,label", csv[0]);
        string[][] rows = [.. csv.Skip(1).Select(line => line.Split(','))];
        Assert.All(rows, row => Assert.Equal(8, row.Length));
        Assert.All(rows, row => Assert.Equal(1, row[1..7].Sum(int.Parse)));
        Assert.Equal(["0", "1"], rows.Select(row => row[7]).Distinct().Order());
        Assert.Contains(rows, row => row[0].Length == 0);
        double[] speeds = [.. rows.Where(row => row[0].Length > 0).Select(row => double.Parse(row[0], CultureInfo.InvariantCulture))];
        Assert.All(speeds, speed => Assert.Equal((double)(float)speed, speed));
        Assert.Contains(speeds, speed => speed == 0.1f);

        JsonNode task = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(kept, "task.json"), TestContext.Current.CancellationToken))!;
        Assert.Equal(csv[0], string.Join(',', task["features"]!.AsArray().Select(name => (string)name!).Append("label")));
        Assert.Equal("""["false","true"]""", task["classes"]!.ToJsonString());
        Assert.Equal(rows.Length, (int)task["rows"]!);
        Assert.Equal(("Binary", 3, 1), ((string)task["task"]!, (int)task["seed"]!, (int)task["format"]!));
        Assert.Equal(("3", "ä"), (task["settings"]!["Depth"]?.ToString() ?? task["settings"]!["depth"]!.ToString(), (string)task["settings"]!["names"]![0]!));

        Assert.Equal(new[] { $"./{script}", $"./{scorer}" }.Order(StringComparer.Ordinal), (await File.ReadAllLinesAsync(Path.Combine(kept, "files.txt"), TestContext.Current.CancellationToken)).Order(StringComparer.Ordinal));
        string environment = await File.ReadAllTextAsync(Path.Combine(kept, "env.txt"), TestContext.Current.CancellationToken);
        Assert.Contains("PATH=", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("TESTINGPLATFORM", environment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_go_to_the_log_and_progress_to_the_progress()
    {
        SkipWithoutShell();
        LineLogger logger = new();
        _bench.Logger = logger;

        await TrainAsync(_scripts.Shell($"echo 'round 1'; echo 'progress 0.5'; echo 'progress soon'; echo careful >&2; printf '%s' '{Sound}' > \"$MLOPS_SCORER\""), missing: false);

        Assert.Equal(["train: careful", "train: progress soon", "train: round 1"], logger.Lines.Order(StringComparer.Ordinal));
        Assert.Contains(0.5, _bench.Reported);
    }

    [Theory]
    [InlineData("echo one >&2; echo 'no module named xgboost' >&2; exit 3", "has failed with exit code 3. Last it wrote to its standard error:\none\nno module named xgboost\nMend it")]
    [InlineData("exit 1", "has failed with exit code 1. It wrote nothing to its standard error.")]
    [InlineData("true", "has ended without a model: there is no file at the path in MLOPS_SCORER. Have it write the JSON of LinearParameters, TreeEnsembleParameters or NetworkParameters there, or save a booster of XGBoost.")]
    public async Task A_program_that_fails_is_told_with_its_last_words(string script, string message)
    {
        SkipWithoutShell();
        Learner learner = _scripts.Shell(script);

        StageException error = await Assert.ThrowsAsync<StageException>(() => TrainAsync(learner));

        Assert.StartsWith($"train: the program 'sh {((ProgramLearner)learner).Files[0].Path}' {message}", error.Message.ReplaceLineEndings("\n"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_bench.Folder, ".mlops"), "manifest.json", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("{\"scorer\":\"linear\",", "Expected")]
    [InlineData("null", "It is null.")]
    [InlineData("""{"featureCount":7,"transform":"Logistic","biases":[0],"weights":[[0,0,0,0,0,0,0]]}""", "type discriminator")]
    [InlineData("""{"scorer":"forest","featureCount":7}""", "forest")]
    [InlineData("""{"scorer":"linear","featureCount":7,"transform":"Logistic","biases":[0],"weights":[[0,0,0,0,0,0,0]],"treees":[]}""", "treees")]
    [InlineData("""{"scorer":"linear","featureCount":7,"featureCount":7,"transform":"Logistic","biases":[0],"weights":[[0,0,0,0,0,0,0]]}""", "uplicate")]
    [InlineData("""{"scorer":"linear","featureCount":2,"transform":"Logistic","biases":[0],"weights":[[0,0]]}""", "featureCount is 2, but the training data have 7 feature columns.")]
    [InlineData("""{"scorer":"linear","featureCount":7,"transform":"Logistic","biases":[0],"weights":[[0,0]]}""", "there are 2 weights for 7 features")]
    [InlineData("""{"scorer":"linear","featureCount":7,"transform":"Logistic","biases":[0],"weights":[[0,0,0,0,0,0,"NaN"]]}""", "weights must be finite, one is NaN")]
    [InlineData("""{"scorer":"linear","featureCount":7,"transform":"Logistic","biases":[0],"weights":[[0,0,0,0,0,0,NaN]]}""", "'N' is an invalid start of a value")]
    [InlineData("""{"scorer":"linear","featureCount":7,"transform":"Logistic","biases":[0],"weights":[null]}""", "null")]
    [InlineData("""{"scorer":"linear","featureCount":7,"transform":"Identity","biases":[0],"weights":[[0,0,0,0,0,0,0]]}""", "transform is Identity, but the task Binary asks for Logistic.")]
    [InlineData("""{"scorer":"trees","featureCount":7,"transform":"Logistic","biases":[0],"trees":[{"score":0,"features":[0,1],"thresholds":[1,2],"left":[1,0],"right":[-1,-2],"missingLeft":[],"leaves":[0,1]}]}""", "tree 0: node 0 has two parents")]
    [InlineData("""{"scorer":"trees","featureCount":7,"transform":"Logistic","biases":[0],"trees":[{"score":0,"features":[9],"thresholds":[1],"left":[-1],"right":[-2],"missingLeft":[],"leaves":[0,1]}]}""", "tree 0: it looks at feature 9, but there are 7")]
    [InlineData("""{"scorer":"trees","featureCount":7,"transform":"Logistic","biases":[0],"trees":[{"score":0,"features":[1],"thresholds":[1],"left":[-1],"right":[-2],"leaves":[0,1]}]}""", "missingLeft")]
    [InlineData("""{"scorer":"network","featureCount":7,"transform":"Logistic","biases":[0],"layers":[{"weights":[[0,0]],"biases":[0],"activation":"Relu"}],"weights":[[0]]}""", "layer 0: there are 2 weights of a unit that 7 numbers enter")]
    [InlineData("""{"scorer":"network","featureCount":7,"transform":"Logistic","biases":[0],"layers":[{"weights":[[0,0,0,0,0,0,0]],"biases":[0],"activation":"Softsign"}],"weights":[[0]]}""", "activation")]
    public async Task A_model_that_could_not_be_served_is_refused_with_its_place(string scorer, string problem)
    {
        SkipWithoutShell();

        StageException error = await Assert.ThrowsAsync<StageException>(() => TrainAsync(_scripts.Leaves(scorer), missing: false));

        Assert.StartsWith("train: the program 'sh programs-", error.Message);
        Assert.Contains("' has left a model in MLOPS_SCORER that can't be served: ", error.Message);
        Assert.Contains(problem, error.Message);
        Assert.EndsWith("See the documentation of ScorerParameters for the format.", error.Message);
    }

    [Fact]
    public async Task As_many_scores_as_classes_are_asked_for()
    {
        SkipWithoutShell();
        Learner two = _scripts.Leaves("""{"scorer":"linear","featureCount":7,"transform":"Softmax","biases":[0,0],"weights":[[0,0,0,0,0,0,0],[0,0,0,0,0,0,0]]}""");

        StageException error = await Assert.ThrowsAsync<StageException>(() => TrainAsync(two, TaskKind.Multiclass, missing: false));

        Assert.Contains("there are 2 biases, but 3 classes.", error.Message);
    }

    [Fact]
    public async Task A_linear_model_of_rows_with_gaps_is_refused_and_one_of_rows_without_is_taken()
    {
        SkipWithoutShell();
        TrainedModel model = await TrainAsync(_scripts.Leaves(Sound), missing: false);
        Assert.InRange(model.On(SplitName.Test)["AreaUnderRocCurve"], 0.9, 1);

        StageException error = await Assert.ThrowsAsync<StageException>(() => TrainAsync(_scripts.Leaves(Sound)));

        Assert.StartsWith("train: the feature 'Speed' is missing or infinite in ", error.Message);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        StageException error = await Assert.ThrowsAsync<StageException>(() => TrainAsync(Learner.Program("no-such-program-at-all")));

        Assert.StartsWith("train: the program 'no-such-program-at-all' can't be started: ", error.Message);
        Assert.Contains("Install it where the stage runs", error.Message);
    }

    [Fact]
    public async Task A_file_that_has_changed_since_the_pipeline_was_built_is_not_run()
    {
        Learner learner = _scripts.Leaves(Sound);
        string path = ((ProgramLearner)learner).Files[0].Path;
        _scripts.Write("train.sh", "exit 7");

        StageException changed = await Assert.ThrowsAsync<StageException>(() => TrainAsync(learner));
        _scripts.Dispose();
        StageException gone = await Assert.ThrowsAsync<StageException>(() => TrainAsync(learner));

        Assert.StartsWith($"train: the program's file '{path}' has the SHA-256 ", changed.Message);
        Assert.EndsWith("when the pipeline was built. Build the pipeline again, or the image that trains.", changed.Message);
        Assert.StartsWith($"train: the program's file '{path}' is neither in ", gone.Message);
    }

    [Fact]
    public async Task One_of_its_own_files_may_be_the_program()
    {
        SkipWithoutShell();
        string path = _scripts.Write("train", $"#!/bin/sh\nprintf '%s' '{Sound}' > \"$MLOPS_SCORER\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(AppContext.BaseDirectory, path), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);

        TrainedModel model = await TrainAsync(Learner.Program(path, files: [path]), missing: false);

        Assert.Equal("program", model.Learner.Name);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_cancelled_stage_kills_the_program_and_what_it_has_started()
    {
        SkipWithoutShell();
        string pids = Path.Combine(_bench.Folder, "pids");
        LineLogger logger = new("train: ready");
        _bench.Logger = logger;
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Learner learner = _scripts.Shell("sleep 1000 & echo $$ $! > \"$1\"; echo ready; wait", pids);
        Task<TrainedModel> training = TrainAsync(learner, cancellationToken: source.Token);
        await Task.WhenAny(logger.Heard, training);
        int[] processes = [.. (await File.ReadAllTextAsync(pids, TestContext.Current.CancellationToken)).Split(' ').Select(int.Parse)];
        Assert.All(processes, process => Assert.True(IsAlive(process)));

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => training);
        // Killed is killed, but the system takes its time to clear up.
        while (processes.Any(IsAlive))
            await Task.Yield();
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_bench.Folder, ".mlops"), "manifest.json", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_a_program_leaves_behind_holds_nothing_up()
    {
        SkipWithoutShell();
        // The process that stays has the standard output open.
        Learner learner = _scripts.Shell($"sleep 30 & echo $! > \"$1\"; printf '%s' '{Sound}' > \"$MLOPS_SCORER\"", Path.Combine(_bench.Folder, "pid"));
        Stopwatch watch = Stopwatch.StartNew();

        await TrainAsync(learner, missing: false);

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 25);
        using Process left = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(Path.Combine(_bench.Folder, "pid"), TestContext.Current.CancellationToken), CultureInfo.InvariantCulture));
        left.Kill();
    }

    private static void SkipWithoutShell() => Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");

    // A process that has ended stays a zombie until its parent asks for it; that of an orphan may never.
    private static bool IsAlive(int process)
    {
        string stat = $"/proc/{process}/stat";
        if (OperatingSystem.IsLinux())
        {
            try
            {
                return File.ReadAllText(stat).Split(") ")[^1][0] is not ('Z' or 'X');
            }
            catch (IOException)
            {
                return false;
            }
        }

        return Process.GetProcesses().Any(other => other.Id == process);
    }

    private async Task<TrainedModel> TrainAsync(Learner learner, TaskKind task = TaskKind.Binary, bool missing = true, CancellationToken? cancellationToken = null) =>
        await _bench.TrainAsync(await _bench.RequestAsync(task, learner, missing: missing), cancellationToken ?? TestContext.Current.CancellationToken);
}
