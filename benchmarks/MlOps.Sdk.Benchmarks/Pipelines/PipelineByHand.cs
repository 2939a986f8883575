using System.Text.Json;
using DuckDB.NET.Data;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;

namespace MlOps.Sdk.Benchmarks.Pipelines;

/// <summary>
/// The same work by hand: DuckDB writes the transformed and the staged Parquet, vocabularies are one query each, the training rows are read into typed
/// arrays once, and ML.NET gets the finished sparse vector from one reused row object.
/// </summary>
internal static class PipelineByHand
{
    private const int VocabularySize = 50;
    private const int Numbers = 4;
    public const int Width = Numbers + (2 * (VocabularySize + 1));

    public static Task<string> RunAsync(string folder)
    {
        string transformed = Path.Combine(folder, "transformed.parquet");
        string staged = Path.Combine(folder, "staged.parquet");
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();

        Execute(connection, $"""
            COPY (
                SELECT date, hour(date) AS hour, dayofweek(date) AS weekday, month(date) AS month, distance, origin, destination, delay > 15 AS late
                FROM read_parquet('{Flights.Path}'))
            TO '{transformed}' (FORMAT parquet, COMPRESSION zstd)
            """);
        Execute(connection, $"""
            COPY (
                SELECT *, CASE WHEN hash(date, origin, destination) % 10000 < 2000 THEN 'test' ELSE 'train' END AS split
                FROM read_parquet('{transformed}'))
            TO '{staged}' (FORMAT parquet, COMPRESSION zstd)
            """);
        CreateVocabulary(connection, staged, "origin");
        CreateVocabulary(connection, staged, "destination");

        MLContext context = new(seed: 1);
        FlightColumns train = Read(connection, staged, "train");
        LightGbmBinaryTrainer trainer = context.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            NumberOfIterations = 100,
            NumberOfLeaves = 31,
            LearningRate = 0.1,
            MinimumExampleCountPerLeaf = 20,
            Seed = 1,
        });
        IDataView trainView = context.Data.LoadFromEnumerable(train.Rows());
        ITransformer model = trainer.Fit(trainView);

        IDataView testView = context.Data.LoadFromEnumerable(Read(connection, staged, "test").Rows());
        CalibratedBinaryClassificationMetrics metrics = context.BinaryClassification.Evaluate(model.Transform(testView));
        context.Model.Save(model, trainView.Schema, Path.Combine(folder, "model.zip"));
        File.WriteAllText(Path.Combine(folder, "metrics.json"), JsonSerializer.Serialize(new
        {
            metrics.AreaUnderRocCurve,
            metrics.AreaUnderPrecisionRecallCurve,
            metrics.Accuracy,
            metrics.LogLoss,
        }));
        return Task.FromResult($"AUC {metrics.AreaUnderRocCurve:0.0000}");
    }

    private static void CreateVocabulary(DuckDBConnection connection, string staged, string column) => Execute(connection, $"""
        CREATE TABLE {column}s AS
        SELECT {column} AS word, row_number() OVER (ORDER BY count(*) DESC, {column}) - 1 AS code
        FROM read_parquet('{staged}') WHERE split = 'train' GROUP BY {column} ORDER BY code LIMIT {VocabularySize}
        """);

    private static FlightColumns Read(DuckDBConnection connection, string staged, string split)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.UseStreamingMode = true;
        command.CommandText = $"""
            SELECT hour::FLOAT, weekday::FLOAT, month::FLOAT, distance::FLOAT,
                coalesce(o.code, {VocabularySize})::INTEGER, coalesce(d.code, {VocabularySize})::INTEGER, late
            FROM read_parquet('{staged}') s
            LEFT JOIN origins o ON o.word = s.origin
            LEFT JOIN destinations d ON d.word = s.destination
            WHERE split = '{split}'
            """;
        FlightColumns columns = new();
        using DuckDBDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            columns.Hour.Add(reader.GetFloat(0));
            columns.Weekday.Add(reader.GetFloat(1));
            columns.Month.Add(reader.GetFloat(2));
            columns.Distance.Add(reader.GetFloat(3));
            columns.Origin.Add(reader.GetInt32(4));
            columns.Destination.Add(reader.GetInt32(5));
            columns.Late.Add(reader.GetBoolean(6));
        }

        return columns;
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class FlightColumns
    {
        public List<float> Hour { get; } = [];
        public List<float> Weekday { get; } = [];
        public List<float> Month { get; } = [];
        public List<float> Distance { get; } = [];
        public List<int> Origin { get; } = [];
        public List<int> Destination { get; } = [];
        public List<bool> Late { get; } = [];

        public IEnumerable<FlightRow> Rows()
        {
            int[] slots = new int[Numbers + 2];
            float[] values = new float[Numbers + 2];
            for (int index = 0; index < Numbers; index++)
                slots[index] = index;
            values[Numbers] = values[Numbers + 1] = 1;
            FlightRow row = new();
            for (int index = 0; index < Late.Count; index++)
            {
                values[0] = Hour[index];
                values[1] = Weekday[index];
                values[2] = Month[index];
                values[3] = Distance[index];
                slots[Numbers] = Numbers + Origin[index];
                slots[Numbers + 1] = Numbers + VocabularySize + 1 + Destination[index];
                row.Features = new VBuffer<float>(Width, Numbers + 2, values, slots);
                row.Label = Late[index];
                yield return row;
            }
        }
    }

    private sealed class FlightRow
    {
        public bool Label { get; set; }

        [VectorType(Width)]
        public VBuffer<float> Features { get; set; }
    }
}
