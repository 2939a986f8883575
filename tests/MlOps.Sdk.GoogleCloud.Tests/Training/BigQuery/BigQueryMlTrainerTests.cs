using System.Text.Json;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Testing;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Training;

/// <summary>Regressions that BigQuery trains on <see cref="PlaneRows"/>.</summary>
public sealed class BigQueryMlTrainerTests : IAsyncLifetime
{
    private BigQueryBench _bench = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await BigQueryBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_linear_regression_finds_the_plane_that_the_rows_lie_on()
    {
        TrainedModel model = await _bench.TrainAsync(await PlaneRows.RequestAsync(_bench.Fixture, TaskKind.Regression, Learner.BigQueryLinear()));

        LinearParameters parameters = await ParametersAsync(model);
        ValueList<double> weights = Assert.Single(parameters.Weights);
        Assert.Equal(ScoreTransform.Identity, parameters.Transform);
        Assert.Equal(2, weights[0], 1e-6);
        Assert.Equal(5, parameters.Biases[0] + weights[1], 1e-6);
        Assert.Equal(10, weights[2] - weights[1], 1e-6);
        Assert.Equal(-4, weights[3] - weights[1], 1e-6);
        Assert.Equal(1, model.On(SplitName.Test)["RSquared"], 1e-9);
    }

    [Fact]
    public async Task A_code_that_is_in_no_row_of_training_adds_nothing_here_and_in_BigQuery()
    {
        TrainedModel model = await _bench.TrainAsync(await PlaneRows.RequestAsync(_bench.Fixture, TaskKind.Regression, Learner.BigQueryLinear()));

        LinearParameters parameters = await ParametersAsync(model);
        Assert.Equal(0, parameters.Weights[0][4]);
        // The second golden row has that code, and has been held against BigQuery's prediction.
        ValueList<GoldenRow> golden = ModelBundle.Open(await _bench.FolderAsync(model)).ReadGolden();
        Assert.Equal((2 * 7) + parameters.Biases[0], golden[1].Scores[0], 1e-4);
    }

    [Fact]
    public async Task A_logistic_regression_gives_the_probability_of_true()
    {
        TrainedModel model = await _bench.TrainAsync(await PlaneRows.RequestAsync(_bench.Fixture, TaskKind.Binary, Learner.BigQueryLinear()));

        LinearParameters parameters = await ParametersAsync(model);
        Assert.Equal(ScoreTransform.Logistic, parameters.Transform);
        Assert.True(parameters.Weights[0][0] > 0, "What is late has a greater x, so that its weight is positive.");
        Assert.InRange(model.On(SplitName.Test)["AreaUnderRocCurve"], 0.8, 1);
        Assert.Equal(20, model.On(SplitName.Test).Rows);
    }

    [Fact]
    public async Task Options_are_literals_of_ours_and_penalties_are_named_only_if_they_are_asked_for()
    {
        TrainingRequest request = await PlaneRows.RequestAsync(_bench.Fixture, TaskKind.Regression, Learner.BigQueryLinear(l2: 0.25, maxIterations: 7));

        await _bench.TrainAsync(request);

        Assert.Contains(
            "OPTIONS(model_type = 'LINEAR_REG', input_label_cols = ['label'], data_split_method = 'NO_SPLIT', category_encoding_method = 'ONE_HOT_ENCODING', max_iterations = 7, l2_reg = 0.25)",
            Assert.Single(_bench.Statements("CREATE OR REPLACE MODEL")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_numbers_are_refused_before_BigQuery_puts_the_mean_there()
    {
        TrainingRequest request = await PlaneRows.RequestAsync(_bench.Fixture, TaskKind.Regression, Learner.BigQueryLinear(), change: row =>
        {
            if (row[^1] is SplitName.Train && row[0] is 3d or 5d)
                row[0] = row[0] is 3d ? null : double.NaN;
            return row;
        });

        StageException exception = await Assert.ThrowsAsync<StageException>(() => _bench.TrainAsync(request));

        Assert.Equal(
            "train: the feature 'X' is missing or infinite in 2 of 80 rows of the split 'train', and the learner 'bigquery-linear' takes numbers only. "
            + "Write f.X ?? 0 or Feature.Standardize(f.X), or use Learner.LightGbm().",
            exception.Message);
        Assert.Empty(_bench.Statements("CREATE OR REPLACE MODEL"));
    }

    [Theory]
    [InlineData(TaskKind.Binary, "false")]
    [InlineData(TaskKind.Regression, "7.5")]
    public async Task A_label_that_is_the_same_everywhere_is_refused(TaskKind task, string label)
    {
        TrainingRequest request = await PlaneRows.RequestAsync(_bench.Fixture, task, Learner.BigQueryLinear(), change: row => [row[0], row[1], 7.5, false, row[4], row[5]]);

        StageException exception = await Assert.ThrowsAsync<StageException>(() => _bench.TrainAsync(request));

        Assert.Equal($"train: the label is {label} in every row of the split 'train', so there is nothing to learn. Choose another label, or more rows.", exception.Message);
    }

    [Fact]
    public async Task Several_classes_are_refused()
    {
        TrainingRequest request = await PlaneRows.RequestAsync(_bench.Fixture, TaskKind.Regression, Learner.BigQueryLinear());

        StageException exception = await Assert.ThrowsAsync<StageException>(() => _bench.TrainAsync(request with { Plan = request.Plan with { Task = TaskKind.Multiclass } }));

        Assert.Equal("train: the learner 'bigquery-linear' has no form for several classes. Write Learner.LightGbm(), Learner.Linear() or Learner.Sdca().", exception.Message);
    }

    [Fact]
    public async Task The_next_attempt_takes_over_the_model_that_was_trained_before()
    {
        TrainingRequest request = await PlaneRows.RequestAsync(_bench.Fixture, TaskKind.Regression, Learner.BigQueryLinear());
        _bench.Google.Faults.Inject(Fault.Status(403), matches: exchange => BigQueryBench.Says(exchange, "ML.WEIGHTS"));
        await Assert.ThrowsAsync<StageException>(() => _bench.TrainAsync(request));

        await _bench.TrainAsync(request);

        Assert.Single(_bench.Statements("CREATE OR REPLACE MODEL").Distinct());
        Assert.Single(_bench.Google.Exchanges.All, exchange => exchange.Status == 200 && BigQueryBench.Says(exchange, "CREATE OR REPLACE MODEL") && exchange.Method == "POST");
    }

    [Fact]
    public async Task A_table_of_the_models_name_is_told()
    {
        TrainingRequest request = await PlaneRows.RequestAsync(_bench.Fixture, TaskKind.Regression, Learner.BigQueryLinear());
        BigQueryTableReference name = ModelOf(request);
        IBigQuery bigQuery = _bench.Service<IBigQuery>();
        await bigQuery.CreateDatasetAsync(new BigQueryDataset { DatasetReference = new(name.ProjectId, name.DatasetId), Location = "europe-west4" }, Token);
        await bigQuery.CreateTableAsync(new BigQueryTable { TableReference = name, Schema = new([new BigQueryField("x", "INT64")]) }, Token);

        StageException exception = await Assert.ThrowsAsync<StageException>(() => _bench.TrainAsync(request));

        Assert.StartsWith("train: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Already Exists", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_that_do_not_give_what_BigQuery_predicts_are_refused()
    {
        TrainingRequest request = await PlaneRows.RequestAsync(_bench.Fixture, TaskKind.Regression, Learner.BigQueryLinear());
        // Between the prediction and the weights somebody replaces the model by one of y = -x.
        string other = $"CREATE OR REPLACE MODEL `{ModelOf(request)}` OPTIONS(model_type = 'LINEAR_REG', input_label_cols = ['label'], data_split_method = 'NO_SPLIT') "
            + "AS SELECT 1.0 AS f0, 'c0' AS f1, -1.0 AS label UNION ALL SELECT 2.0, 'c1', -2.0 UNION ALL SELECT 4.0, 'c2', -4.0";
        _bench.Google.Faults.Inject(Fault.Before("replaced", () => RunAsync(other).GetAwaiter().GetResult()), matches: exchange => BigQueryBench.Says(exchange, "ML.WEIGHTS"));

        StageException exception = await Assert.ThrowsAsync<StageException>(() => _bench.TrainAsync(request));

        Assert.Matches("^train: golden row [01]: BigQuery predicts [0-9.]+, the model that would be served gives -[0-9.]+\\. ", exception.Message);
        Assert.Empty(_bench.Fixture.Added);
    }

    [Fact]
    public async Task Golden_rows_without_their_features_show_nothing()
    {
        TrainingRequest request = await PlaneRows.RequestAsync(_bench.Fixture, TaskKind.Regression, Learner.BigQueryLinear());
        GoldenVector missing = new("""{"X":null,"Code":1}""", [float.NaN, 0, 1, 0, 0]);

        StageException exception = await Assert.ThrowsAsync<StageException>(() => _bench.TrainAsync(request with { Features = request.Features with { Golden = [missing] } }));

        Assert.StartsWith("train: no golden row has all its features", exception.Message, StringComparison.Ordinal);
    }

    private BigQueryTableReference ModelOf(TrainingRequest request) =>
        new("my-project", "mlops_temporary", $"{_bench.Fixture.Context("train", work: request).Key[..24]}_model");

    private async Task<LinearParameters> ParametersAsync(TrainedModel model)
    {
        string folder = await _bench.FolderAsync(model);
        // Loading replays the golden rows.
        ServableModel.Load(folder);
        byte[] text = await File.ReadAllBytesAsync(Path.Combine(folder, ModelBundle.ScorerFile), Token);
        return Assert.IsType<LinearParameters>(JsonSerializer.Deserialize<ScorerParameters>(text, PlanJson.Compact));
    }

    private async Task RunAsync(string sql)
    {
        IBigQuery bigQuery = _bench.Service<IBigQuery>();
        BigQueryJobReference id = new("my-project", "somebody-else", "europe-west4");
        await bigQuery.InsertJobAsync(new BigQueryJob { JobReference = id, Configuration = new() { Query = new() { Sql = sql } } }, Token);
        await bigQuery.WaitAsync(id, Token);
    }
}
