using System.Text;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Core.Tests.Models.Xgboost;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Testing;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Training;

/// <summary>Trees and networks that BigQuery trains on <see cref="PlaneRows"/> and exports; that they were read right is held against ML.PREDICT by the training itself.</summary>
public sealed class ExportedModelTests : IAsyncLifetime
{
    private static readonly Learner s_trees = Learner.BigQueryTrees(trees: 40, depth: 3, learningRate: 0.3);
    private static readonly Learner s_network = Learner.BigQueryNetwork([16, 8], maxIterations: 200, batchSize: 16, learningRate: 0.01);

    private BigQueryBench _bench = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        XgboostPython.OrSkip();
        _bench = await BigQueryBench.StartAsync();
    }

    public ValueTask DisposeAsync() => _bench?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData(TaskKind.Binary, "AreaUnderRocCurve", 0.8)]
    [InlineData(TaskKind.Regression, "RSquared", 0.98)]
    [InlineData(TaskKind.Multiclass, "MicroAccuracy", 0.95)]
    public async Task Every_task_is_learnt_and_the_export_comes_with_the_bundle(TaskKind task, string metric, double least)
    {
        foreach ((Learner learner, string file) in ((Learner, string)[])[(s_trees, "bigquery/model.bst"), (s_network, "bigquery/variables/variables.index")])
        {
            TrainedModel model = await _bench.TrainAsync(await PlaneRows.RequestAsync(_bench.Fixture, task, learner, rows: 500));

            Assert.InRange(model.On(SplitName.Test)[metric], least, 1);
            Assert.Contains(file, ServableModel.Load(await _bench.FolderAsync(model)).Manifest.Files.Select(each => each.Name));
        }
    }

    [Fact]
    public async Task What_is_asked_for_is_what_BigQuery_is_told()
    {
        await _bench.TrainAsync(await PlaneRows.RequestAsync(_bench.Fixture, TaskKind.Regression, Learner.BigQueryTrees(7, 3, 0.25, 5, 0.5, 0.125, 2)));
        await _bench.TrainAsync(await PlaneRows.RequestAsync(_bench.Fixture, TaskKind.Multiclass, Learner.BigQueryNetwork([4, 3], Activation.Tanh, 2, 50, 0.5)));

        Assert.Contains(
            "OPTIONS(model_type = 'BOOSTED_TREE_REGRESSOR', input_label_cols = ['label'], data_split_method = 'NO_SPLIT', booster_type = 'GBTREE', early_stop = FALSE, "
            + "max_iterations = 7, max_tree_depth = 3, learn_rate = 0.25, min_tree_child_weight = 5, subsample = 0.5, l1_reg = 0.125, l2_reg = 2)\n"
            + "AS SELECT f0 AS s00000, IF(f1 = 'c0', 1.0, 0.0) AS s00001,",
            Created()[0],
            StringComparison.Ordinal);
        Assert.Contains(
            "OPTIONS(model_type = 'DNN_CLASSIFIER', input_label_cols = ['label'], data_split_method = 'NO_SPLIT', hidden_units = [4, 3], activation_fn = 'TANH', optimizer = 'ADAM', "
            + "early_stop = FALSE, max_iterations = 2, batch_size = 50, learn_rate = 0.5, dropout = 0)",
            Created()[1],
            StringComparison.Ordinal);
        // Of code 3 there is no row: a slot that never changes is not given to a network.
        Assert.DoesNotContain("s00004", Created()[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.bst", "model.bst: it says that it holds")]
    [InlineData("model_metadata.json", "assets/model_metadata.json: it is no JSON")]
    public async Task An_export_that_can_not_be_read_is_told(string file, string told)
    {
        TrainingRequest request = await PlaneRows.RequestAsync(_bench.Fixture, TaskKind.Regression, s_trees);
        ReplaceBeforeItIsRead(file, Encoding.UTF8.GetBytes(new string('x', 1_000)));

        StageException exception = await Assert.ThrowsAsync<StageException>(() => _bench.TrainAsync(request));

        Assert.StartsWith($"train: the booster that BigQuery exports can't be read, {told}", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("Write Learner.LightGbm().", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Fixture.Added);
    }

    [Fact]
    public async Task Variables_that_can_not_be_read_are_told()
    {
        TrainingRequest request = await PlaneRows.RequestAsync(_bench.Fixture, TaskKind.Regression, s_network);
        ReplaceBeforeItIsRead("variables.index", new byte[100]);

        StageException exception = await Assert.ThrowsAsync<StageException>(() => _bench.TrainAsync(request));

        Assert.Equal(
            "train: the SavedModel that BigQuery exports can't be read: its variables.index is no table of LevelDB, or not whole. Write Learner.LightGbm().", exception.Message);
    }

    [Fact]
    public async Task The_next_attempt_takes_over_what_was_exported_before()
    {
        TrainingRequest request = await PlaneRows.RequestAsync(_bench.Fixture, TaskKind.Regression, s_trees);
        _bench.Google.Faults.Inject(Fault.Status(403), matches: exchange => exchange.Target.Contains("model.bst", StringComparison.Ordinal));
        await Assert.ThrowsAsync<GoogleCloudException>(() => _bench.TrainAsync(request));

        await _bench.TrainAsync(request);

        Assert.Single(Created());
        Assert.Single(_bench.Google.Exchanges.All, exchange => exchange.Status == 200 && BigQueryBench.Says(exchange, "ML_XGBOOST_BOOSTER"));
    }

    [Fact]
    public async Task Features_that_never_change_leave_a_network_nothing_to_learn_from()
    {
        TrainingRequest request = await PlaneRows.RequestAsync(_bench.Fixture, TaskKind.Regression, s_network, change: row => [5.0, 1L, row[2], row[3], row[4], row[5]]);

        StageException exception = await Assert.ThrowsAsync<StageException>(() => _bench.TrainAsync(request));

        Assert.Equal("train: every feature is the same in all rows of the split 'train', so there is nothing to learn from. Choose other features.", exception.Message);
        Assert.Empty(Created());
    }

    // Somebody writes over what was exported, just before it is looked for.
    private void ReplaceBeforeItIsRead(string file, byte[] content) => _bench.Google.Faults.Inject(
        Fault.Before("replaced", () => ReplaceAsync(file, content).GetAwaiter().GetResult()),
        matches: exchange => exchange.Method == "GET" && exchange.Target.Contains("prefix=", StringComparison.Ordinal) && exchange.Target.Contains("model", StringComparison.Ordinal));

    private async Task ReplaceAsync(string file, byte[] content)
    {
        ICloudStorage storage = _bench.Service<ICloudStorage>();
        await foreach (CloudObject one in storage.ListAsync(new ObjectUri("my-bucket", "mlops/stages/"), Token))
        {
            if (one.Uri.Name.EndsWith(file, StringComparison.Ordinal))
                await storage.WriteAsync(one.Uri with { Generation = null }, content, new WriteOptions(), Token);
        }
    }

    private IReadOnlyList<string> Created() => _bench.Statements("CREATE OR REPLACE MODEL");
}
