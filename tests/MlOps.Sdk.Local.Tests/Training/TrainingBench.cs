using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Training;

/// <summary>Strikes of birds in a staged Parquet file, their fitted features, and a trainer over a real DuckDB and a real artifact store.</summary>
public sealed class TrainingBench : IDisposable
{
    private readonly IOptions<MlOpsOptions> _options;
    private readonly FileArtifactStore _artifacts;

    public TrainingBench()
    {
        Folder = Directory.CreateTempSubdirectory("training").FullName;
        _options = Options.Create(new MlOpsOptions { Root = Path.Combine(Folder, ".mlops") });
        _artifacts = new FileArtifactStore(_options, []);
        Engine = new DuckDbEngine(Options.Create(new LocalOptions()), _options);
    }

    public string Folder { get; }

    internal DuckDbEngine Engine { get; }

    internal ILogger Logger { get; set; } = NullLogger.Instance;

    internal List<double> Reported { get; } = [];

    /// <summary>Done when the rows are read and the learner begins.</summary>
    internal TaskCompletionSource Fitting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string PathOf(DataFile file) => _artifacts.Resolve(file);

    internal Task<TrainedModel> TrainAsync(TrainingRequest request, CancellationToken cancellationToken) =>
        new MlNetTrainer(Engine).TrainAsync(request, Context(), cancellationToken);

    internal async Task<ITrials> OpenTrialsAsync(TrialsRequest request) =>
        await new MlNetTrainer(Engine).OpenTrialsAsync(request, Context(), TestContext.Current.CancellationToken);

    /// <summary>A request over generated rows. The label depends on the maker and the speed, which is missing in a tenth of the rows.</summary>
    internal async Task<TrainingRequest> RequestAsync(TaskKind task, Learner learner, int rows = 4000, bool missing = true, string train = "bucket < 7", string order = "i")
    {
        string path = Path.Combine(Folder, $"{Guid.NewGuid():N}.parquet");
        string speed = missing ? "CASE WHEN hash(i, 1) % 10 = 0 THEN NULL ELSE raw END" : "raw";
        await Engine.RunAsync(session => session.Query($"""
            COPY (
                SELECT {speed} AS "Speed", "Maker", "Damaged", cost AS "Cost", "Kind",
                    CASE WHEN {train} THEN 'train' WHEN bucket < 8 THEN 'validation' ELSE 'test' END AS __split
                FROM (
                    SELECT i, raw, bucket, 'm' || maker AS "Maker", raw + 60 * (maker % 2) + noise > 170 AS "Damaged",
                        3 * raw + 100 * maker + noise AS cost, CASE WHEN maker < 2 THEN 'gull' WHEN raw + noise > 150 THEN 'owl' ELSE 'swan' END AS "Kind"
                    FROM (
                        SELECT i, (hash(i, 2) % 3000)::DOUBLE / 10 AS raw, hash(i, 3) % 6 AS maker, (hash(i, 4) % 400)::DOUBLE / 10 AS noise, hash(i, 5) % 10 AS bucket
                        FROM range({rows}) AS t(i)))
                ORDER BY {order}) TO {Sql.Text(path)} (FORMAT parquet)
            """), null, TestContext.Current.CancellationToken);
        Dataset data = new([new DataFile(path, new FileInfo(path).Length, new string('0', 64))], Staged, rows);
        ValueList<SplitCount> splits = (await Engine.RunAsync(
                session => session.Query($"SELECT __split, count(*) FROM read_parquet({Sql.Text(path)}) GROUP BY 1 ORDER BY 1"), null, TestContext.Current.CancellationToken))
            .Select(row => new SplitCount((string)row[0]!, (long)row[1]!)).ToValueList();
        return new TrainingRequest(
            new StagedDataset("strikes", data, splits), Features(task, missing), new TrainingPlan { Name = "train", Task = task, Learner = learner, Seed = 3 });
    }

    public void Dispose()
    {
        Engine.Dispose();
        foreach (string file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(Folder, recursive: true);
    }

    private static Schema Staged { get; } = new(
    [
        new Column("Speed", DataType.Double), new Column("Maker", DataType.String), new Column("Damaged", DataType.Boolean),
        new Column("Cost", DataType.Double), new Column("Kind", DataType.String), new Column(SplitName.Column, DataType.String),
    ]);

    private static FittedFeatures Features(TaskKind task, bool missing)
    {
        ScalarNode maker = new ColumnNode("Maker", DataType.String, true);
        ConstantNode[] makers = [.. Enumerable.Range(0, 5).Select(index => ConstantNode.Of($"m{index}"))];
        ValueList<FittedFeature> features =
        [
            new("Speed", new ColumnNode("Speed", DataType.Double, true)),
            new("Maker", FunctionTable.Call("vocabulary_index", [maker, .. makers]), 6),
        ];
        ScalarNode label = task switch
        {
            TaskKind.Binary => new ColumnNode("Damaged", DataType.Boolean, false),
            TaskKind.Multiclass => new ColumnNode("Kind", DataType.String, false),
            _ => new ColumnNode("Cost", DataType.Double, false),
        };
        ValueList<GoldenVector> golden =
        [
            new("""{"Speed":101.5,"Maker":"m2"}""", [101.5f, 0, 0, 1, 0, 0, 0]),
            missing ? new("""{"Speed":null,"Maker":"m0"}""", [float.NaN, 1, 0, 0, 0, 0, 0]) : new("""{"Speed":0,"Maker":null}""", [0, 0, 0, 0, 0, 0, 1]),
            new("""{"Speed":299.9,"Maker":"strange"}""", [299.9f, 0, 0, 0, 0, 0, 1]),
        ];
        Schema instance = new([Staged.Columns[0], Staged.Columns[1]]);
        return new FittedFeatures(features, label, instance, features, golden)
        {
            Classes = task switch { TaskKind.Binary => ["false", "true"], TaskKind.Multiclass => ["gull", "owl", "swan"], _ => [] },
        };
    }

    internal StageContext Context()
    {
        string work = Path.Combine(Folder, ".mlops", "work", Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(work);
        return new StageContext
        {
            RunId = Guid.NewGuid().ToString(),
            Pipeline = "birds",
            Stage = "train",
            Key = new string('a', 64),
            Logger = Logger,
            Time = TimeProvider.System,
            Progress = new Recorder(this),
            Artifacts = _artifacts,
            WorkingFolder = work,
            Journal = new NoJournal(),
            Bindings = new Dictionary<string, object>(),
        };
    }

    private sealed class Recorder(TrainingBench bench) : IProgress<double>
    {
        public void Report(double value)
        {
            lock (bench.Reported)
                bench.Reported.Add(value);
            if (value == MlNetTrainer.Fitting)
                bench.Fitting.TrySetResult();
        }
    }

    private sealed class NoJournal : IJournal
    {
        public Task<string?> ReadAsync(string name, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public Task WriteAsync(string name, string value, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
