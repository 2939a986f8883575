using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;
using MlOps.Sdk.Local.Tests.Pipelines;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Serving.Tests.Skew;

/// <summary>Raw rows with what training computed for them: features by DuckDB, scores by ML.NET and by the model's own scorer.</summary>
internal sealed record TrainingPath(string Bundle, IReadOnlyList<TrainingPath.Row> Rows)
{
    /// <param name="Raw">The row before any transform, as a client has it.</param>
    /// <param name="Vector">Its features.</param>
    /// <param name="Scores">Its scores by the model's own scorer.</param>
    /// <param name="MlNet">Its probability by ML.NET's model.</param>
    internal sealed record Row(JsonObject Raw, float[] Vector, float[] Scores, float MlNet);

    /// <summary>Trains a binary model, and takes rows that are spread over all that the transform keeps.</summary>
    public static async Task<TrainingPath> OfAsync(LocalRun local, Pipeline pipeline, int rows)
    {
        PipelineRun run = await local.RunAsync(pipeline);
        StagedDataset staged = run.Product<StagedDataset>();
        FittedFeatures features = run.Product<FittedFeatures>();
        DuckDbEngine engine = local.Services.GetRequiredService<DuckDbEngine>();
        StageContext context = ContextOf(local);
        string bundle = context.Artifacts.Resolve(run.Model!.Bundle);

        Dataset raw = run.Product<Dataset>("ingest");
        RelationNode kept = ((ProjectNode)pipeline.Plan.Stages.OfType<TransformPlan>().Single().Relation!).Source;
        string all = DuckDbDialect.Relation(kept, [await DuckDbParquet.TableAsync(raw, context, TestContext.Current.CancellationToken)]);
        List<object?[]> values = await engine.RunAsync(session => session.Query(all), null, TestContext.Current.CancellationToken);
        string table = await DuckDbParquet.TableAsync(staged.Data, context, TestContext.Current.CancellationToken);
        List<object?[]> splits = await engine.RunAsync(
            session => session.Query($"SELECT {SplitName.Column} FROM {table}"), null, TestContext.Current.CancellationToken);
        Assert.Equal(splits.Count, values.Count);

        Dictionary<string, (List<float[]> Vectors, List<float> MlNet, int Next)> read = [];
        TrainingRequest request = new(staged, features, pipeline.Plan.Stages.OfType<TrainingPlan>().Single());
        foreach (SplitCount split in staged.Splits)
        {
            (List<float[]> vectors, List<float> mlNet, _) = read[split.Split] = ([], [], 0);
            // By blocks, because these come in the order of the staged rows.
            await FeatureMatrixReader.ReadBlocksAsync(
                engine,
                request,
                split.Split,
                block =>
                {
                    vectors.AddRange(Enumerable.Range(0, block.Rows).Select(row => VectorOf(block, row)));
                    mlNet.AddRange(ProbabilitiesOf(bundle, block));
                },
                context,
                TestContext.Current.CancellationToken);
        }

        IScorer scorer = ModelBundle.Open(bundle).ReadScorer();
        List<Row> taken = [];
        for (int index = 0; index < values.Count; index++)
        {
            (List<float[]> vectors, List<float> mlNet, int next) = read[(string)splits[index][0]!];
            read[(string)splits[index][0]!] = (vectors, mlNet, next + 1);
            if ((long)(index + 1) * rows / values.Count == (long)index * rows / values.Count)
                continue;
            float[] scores = new float[scorer.ScoreCount];
            scorer.Score(vectors[next], scores);
            taken.Add(new(RawOf(raw.Schema, values[index]), vectors[next], scores, mlNet[next]));
        }

        return new(bundle, taken);
    }

    private static float[] VectorOf(FeatureMatrix matrix, int row)
    {
        float[] vector = new float[matrix.Width];
        matrix.Read(row, vector);
        return vector;
    }

    private static float[] ProbabilitiesOf(string bundle, FeatureMatrix matrix)
    {
        MLContext ml = new(1);
        Microsoft.ML.ITransformer model = ml.Model.Load(Path.Combine(bundle, MlNetModelFile.Name), out _);
        return [.. model.Transform(new FeatureMatrixDataView(matrix, CancellationToken.None)).GetColumn<float>("Probability")];
    }

    private static JsonObject RawOf(Schema schema, object?[] values)
    {
        JsonObject row = [];
        for (int column = 0; column < values.Length; column++)
        {
            row[schema.Columns[column].Name] = values[column] switch
            {
                null => null,
                bool boolean => boolean,
                double number => number,
                string text => text,
                DateTime instant when schema.Columns[column].Type == DataType.Date => ConstantNode.Of(DateOnly.FromDateTime(instant)).Text,
                DateOnly or DateTime => ConstantNode.Of(values[column]!).Text,
                _ => Convert.ToInt64(values[column], System.Globalization.CultureInfo.InvariantCulture),
            };
        }

        return row;
    }

    private static StageContext ContextOf(LocalRun local) => new()
    {
        RunId = "skew",
        Pipeline = "skew",
        Stage = "skew",
        Key = new string('0', 64),
        Logger = NullLogger.Instance,
        Time = TimeProvider.System,
        Progress = new Progress<double>(),
        Artifacts = local.Services.GetRequiredService<IArtifactStore>(),
        WorkingFolder = local.Root,
        Journal = null!,
        Bindings = new Dictionary<string, object>(),
    };
}
