using DuckDB.NET.Data;
using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;

namespace MlOps.Sdk.Benchmarks.SpotChecks;

/// <summary>The same by hand: DuckDB reads the file, ML.NET encodes the features once, keeps them in its cache, cross-validates and trains the best.</summary>
internal static class SpotCheckByHand
{
    private static readonly (string Column, int Size)[] s_vocabularies =
    [
        ("Model", 100), ("Operator", 50), ("Airport", 50), ("State", 30), ("Phase", 10), ("Time", 5), ("Size", 5), ("Species", 40),
    ];

    public static Task<string> RunAsync(string folder)
    {
        MLContext context = new(seed: 1);
        List<Strike> strikes = Read();
        IDataView train = context.Data.LoadFromEnumerable(strikes.Where(strike => !strike.IsTest));
        IDataView test = context.Data.LoadFromEnumerable(strikes.Where(strike => strike.IsTest));

        IEstimator<ITransformer> encoding = context.Transforms.ReplaceMissingValues("Speed", replacementMode: Microsoft.ML.Transforms.MissingValueReplacingEstimator.ReplacementMode.Mean)
            .Append(context.Transforms.NormalizeMeanVariance("Speed"));
        foreach ((string column, int size) in s_vocabularies)
            encoding = encoding.Append(context.Transforms.Categorical.OneHotEncoding(column, maximumNumberOfKeys: size));
        encoding = encoding.Append(context.Transforms.Concatenate("Features", ["Speed", .. s_vocabularies.Select(vocabulary => vocabulary.Column)]));
        ITransformer encoder = encoding.Fit(train);
        IDataView encoded = context.Data.Cache(encoder.Transform(train), "Features", "Label");

        (string Name, IEstimator<ITransformer> Trainer)[] learners =
        [
            ("lightgbm", context.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
            {
                NumberOfIterations = 100, NumberOfLeaves = 31, LearningRate = 0.1, MinimumExampleCountPerLeaf = 20,
            })),
            ("fasttree", context.BinaryClassification.Trainers.FastTree()),
            ("linear", context.BinaryClassification.Trainers.LbfgsLogisticRegression(l1Regularization: 0)),
        ];
        var ranking = learners
            .Select(learner => (
                learner.Name,
                learner.Trainer,
                Auc: context.BinaryClassification.CrossValidate(encoded, learner.Trainer, numberOfFolds: 5, seed: 1).Average(fold => fold.Metrics.AreaUnderRocCurve)))
            .OrderByDescending(learner => learner.Auc)
            .ToArray();

        ITransformer model = ranking[0].Trainer.Fit(encoded);
        context.Model.Save(model, encoded.Schema, Path.Combine(folder, "model.zip"));
        double auc = context.BinaryClassification.Evaluate(model.Transform(encoder.Transform(test))).AreaUnderRocCurve;
        return Task.FromResult($"AUC {auc:0.0000}; {string.Join(", ", ranking.Select(learner => $"{learner.Name} {learner.Auc:0.0000}"))}");
    }

    private static List<Strike> Read()
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT "Effect Amount of damage" <> 'None', "Speed IAS in knots"::FLOAT, coalesce("Aircraft Make Model", ''), coalesce("Aircraft Airline Operator", ''),
                coalesce("Airport Name", ''), coalesce("Origin State", ''), coalesce("Phase of flight", ''), coalesce("Time of day", ''),
                coalesce("Wildlife Size", ''), coalesce("Wildlife Species", ''),
                hash("Flight Date", "Airport Name", "Aircraft Make Model", "Wildlife Species") % 10000 < 2000
            FROM read_csv('{SpotCheckBenchmark.Data}')
            """;
        using DuckDBDataReader reader = command.ExecuteReader();
        List<Strike> strikes = [];
        while (reader.Read())
        {
            strikes.Add(new Strike
            {
                Label = reader.GetBoolean(0),
                Speed = reader.IsDBNull(1) ? float.NaN : reader.GetFloat(1),
                Model = reader.GetString(2),
                Operator = reader.GetString(3),
                Airport = reader.GetString(4),
                State = reader.GetString(5),
                Phase = reader.GetString(6),
                Time = reader.GetString(7),
                Size = reader.GetString(8),
                Species = reader.GetString(9),
                IsTest = reader.GetBoolean(10),
            });
        }

        return strikes;
    }

    private sealed class Strike
    {
        public bool Label { get; init; }
        public float Speed { get; init; }
        public string Model { get; init; } = "";
        public string Operator { get; init; } = "";
        public string Airport { get; init; } = "";
        public string State { get; init; } = "";
        public string Phase { get; init; } = "";
        public string Time { get; init; } = "";
        public string Size { get; init; } = "";
        public string Species { get; init; } = "";
        public bool IsTest { get; init; }
    }
}
