using Microsoft.ML;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Training;

public sealed class MlNetTrainerTests : IDisposable
{
    private readonly TrainingBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(TaskKind.Binary, "AreaUnderRocCurve", 0.9)]
    [InlineData(TaskKind.Multiclass, "MicroAccuracy", 0.75)]
    [InlineData(TaskKind.Regression, "RSquared", 0.75)]
    public async Task A_trained_model_is_a_bundle_that_can_be_served(TaskKind task, string metric, double least)
    {
        TrainedModel model = await TrainAsync(task, Learner.LightGbm(trees: 30));

        Assert.Equal(["validation", "test"], model.Evaluations.Select(evaluation => evaluation.Split));
        Assert.InRange(model.On(SplitName.Test)[metric], least, 1);
        ServableModel served = ServableModel.Load(_bench.PathOf(model.Bundle));
        Assert.Equal(model.Evaluations, served.Manifest.Evaluations);
        Assert.Contains(served.Manifest.Files, file => file.Name == "model.zip");
        RowBuffer row = served.CreateRow();
        float[] scores = new float[served.ScoreCount];
        new InstanceReader(served.Manifest.Instance).Read("""{"Speed":290,"Maker":"m1"}""", row);
        served.Predict(row, scores);
        Assert.Equal(task == TaskKind.Multiclass ? 3 : 1, scores.Length);
        Assert.InRange(task == TaskKind.Regression ? scores[0] : scores.Max(), task == TaskKind.Regression ? 700 : 0.8f, task == TaskKind.Regression ? 1200 : 1);
    }

    [Theory]
    [InlineData(TaskKind.Binary)]
    [InlineData(TaskKind.Multiclass)]
    [InlineData(TaskKind.Regression)]
    public async Task A_linear_model_is_a_bundle_that_can_be_served(TaskKind task)
    {
        TrainedModel model = await TrainAsync(task, Learner.Linear(l2: 0.1), missing: false);

        Assert.InRange(model.On(SplitName.Test)[model.On(SplitName.Test).Primary], 0.55, 1);
        Assert.Equal(task, ServableModel.Load(_bench.PathOf(model.Bundle)).Manifest.Task);
    }

    [Theory]
    [InlineData(TaskKind.Binary)]
    [InlineData(TaskKind.Regression)]
    public async Task Two_runs_give_the_same_bundle(TaskKind task)
    {
        TrainingRequest request = await _bench.RequestAsync(task, Learner.LightGbm(trees: 10));
        TrainedModel first = await _bench.TrainAsync(request, TestContext.Current.CancellationToken);
        TrainedModel second = await _bench.TrainAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(first, second);
        Assert.Equal(first.ComputeFingerprint(), second.ComputeFingerprint());
    }

    [Fact]
    public async Task MLNET_reads_its_own_model_out_of_the_bundle()
    {
        TrainedModel model = await TrainAsync(TaskKind.Binary, Learner.LightGbm(trees: 10));
        MLContext ml = new();

        Microsoft.ML.ITransformer loaded = ml.Model.Load(Path.Combine(_bench.PathOf(model.Bundle), "model.zip"), out DataViewSchema schema);

        Assert.Equal(["Features", "Label"], schema.Select(column => column.Name));
        Assert.Contains("Probability", loaded.GetOutputSchema(schema).Select(column => column.Name));
    }

    [Fact]
    public async Task Missing_values_and_a_linear_learner_do_not_go_together()
    {
        StageException error = await Assert.ThrowsAsync<StageException>(() => TrainAsync(TaskKind.Binary, Learner.Linear()));

        Assert.StartsWith("train: the feature 'Speed' is missing or infinite in ", error.Message);
    }

    [Fact]
    public async Task A_class_that_only_the_test_split_has_counts_as_wrong()
    {
        TrainingRequest request = await _bench.RequestAsync(TaskKind.Multiclass, Learner.LightGbm(trees: 5), train: "bucket < 7 AND \"Kind\" <> 'owl'");
        TrainedModel model = await _bench.TrainAsync(
            request with { Features = request.Features with { Classes = ["gull", "swan"] } }, TestContext.Current.CancellationToken);

        Assert.InRange(model.On(SplitName.Test)["MacroAccuracy"], 0.3, 0.67);
    }

    [Theory]
    [MemberData(nameof(LearnersOfRows))]
    public async Task The_order_of_the_staged_rows_makes_no_difference(Learner learner)
    {
        TrainedModel sorted = await _bench.TrainAsync(await _bench.RequestAsync(TaskKind.Binary, learner, missing: false), TestContext.Current.CancellationToken);
        TrainedModel mixed = await _bench.TrainAsync(
            await _bench.RequestAsync(TaskKind.Binary, learner, missing: false, order: "hash(i, 9)"), TestContext.Current.CancellationToken);

        Assert.Equal(ParametersOf(sorted), ParametersOf(mixed));
    }

    public static TheoryData<Learner> LearnersOfRows => [Learner.LightGbm(trees: 10), Learner.FastTree(trees: 10), Learner.Sdca()];

    [Fact]
    public async Task A_cancelled_training_stops_at_once_and_leaves_no_bundle()
    {
        TrainingRequest request = await _bench.RequestAsync(TaskKind.Binary, Learner.LightGbm(trees: 400, leaves: 100, minimumExamplesPerLeaf: 1), rows: 20_000);
        using CancellationTokenSource source = new();
        Task<TrainedModel> training = _bench.TrainAsync(request, source.Token);
        await _bench.Fitting.Task;
        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => training);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_bench.Folder, ".mlops"), "manifest.json", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Progress_only_grows_and_ends_at_one()
    {
        await TrainAsync(TaskKind.Binary, Learner.LightGbm(trees: 3));

        Assert.Equal(_bench.Reported.Order(), _bench.Reported);
        Assert.Equal(1, _bench.Reported[^1]);
    }

    private string ParametersOf(TrainedModel model) => File.ReadAllText(Path.Combine(_bench.PathOf(model.Bundle), "scorer.json"));

    private async Task<TrainedModel> TrainAsync(TaskKind task, Learner learner, bool missing = true) =>
        await _bench.TrainAsync(await _bench.RequestAsync(task, learner, missing: missing), TestContext.Current.CancellationToken);
}
