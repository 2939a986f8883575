using Microsoft.ML;
using Microsoft.ML.Data;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training.Learners;
using ITransformer = Microsoft.ML.ITransformer;

namespace MlOps.Sdk.Training;

/// <summary>Scores the golden vectors with ML.NET's own model, and holds the scorer that will be served against it.</summary>
internal static class GoldenScores
{
    public static ValueList<GoldenRow> Compute(TrainedLearner trained, IScorer scorer, TrainingRequest request)
    {
        ValueList<GoldenVector> golden = request.Features.Golden;
        float[][] served = [.. golden.Select(row => Score(scorer, row.Vector))];
        float[][] scores = trained.Model is null ? served : Score(trained.Model.Transformer, golden, request);
        double greatest = GoldenRow.Greatest(scores.SelectMany(row => row));
        for (int row = 0; row < scores.Length; row++)
        {
            for (int score = 0; score < scores[row].Length; score++)
            {
                if (!GoldenRow.AreClose(scores[row][score], served[row][score], greatest))
                {
                    throw new StageException(FormattableString.Invariant(
                        $"{request.Plan.Name}: golden row {row}: ML.NET predicts {scores[row][score]}, the model's parameters give {served[row][score]}. ")
                        + "Features of very different size lose digits in linear models: use Feature.Standardize.");
                }
            }
        }

        return golden.Select((row, index) => new GoldenRow(row.Instance, row.Vector, [.. scores[index]])).ToValueList();
    }

    /// <summary>The same rows with another scorer's scores.</summary>
    public static ValueList<GoldenRow> Compute(ValueList<GoldenRow> golden, IScorer scorer) =>
        golden.Select(row => row with { Scores = [.. Score(scorer, row.Vector)] }).ToValueList();

    private static float[] Score(IScorer scorer, ValueList<float> vector)
    {
        float[] scores = new float[scorer.ScoreCount];
        scorer.Score(vector.AsSpan(), scores);
        return scores;
    }

    private static float[][] Score(ITransformer model, ValueList<GoldenVector> golden, TrainingRequest request)
    {
        // One column for each slot: ML.NET sees these vectors dense, as it saw those of training.
        FeatureSlots[] slots = [.. Enumerable.Range(0, request.Features.Width())
            .Select(slot => new FeatureSlots($"{slot}", slot, 1, [.. golden.Select(row => row.Vector[slot])], null))];
        FeatureMatrix matrix = new(slots, LabelFor(request, golden.Count));
        IDataView scored = model.Transform(new FeatureMatrixDataView(matrix, CancellationToken.None));
        return request.Plan.Task switch
        {
            TaskKind.Binary => [.. scored.GetColumn<float>("Probability").Select(probability => (float[])[probability])],
            TaskKind.Multiclass => [.. scored.GetColumn<VBuffer<float>>("Score").Select(scores => scores.DenseValues().ToArray())],
            _ => [.. scored.GetColumn<float>("Score").Select(value => (float[])[value])],
        };
    }

    private static LabelColumn LabelFor(TrainingRequest request, int rows) => request.Plan.Task switch
    {
        TaskKind.Binary => new LabelColumn.Truths(new bool[rows]),
        TaskKind.Multiclass => new LabelColumn.Classes(new int[rows], request.Features.Classes.Count),
        _ => new LabelColumn.Numbers(new double[rows]),
    };
}
