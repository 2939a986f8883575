using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace OwnStage;

/// <summary>What the pipeline hands to the trainer.</summary>
public sealed record ScorecardSettings(int PointsToDouble);

/// <summary>Trains a scorecard: a logistic regression over one-hot features whose weights are rounded to whole points.</summary>
/// <remarks>The rows stay in the warehouse; it is asked which combinations of slots there are, and how often.</remarks>
public sealed class ScorecardTrainer([FromKeyedServices(Platforms.Local)] IWarehouse warehouse) : ITrainer
{
    private const int Rounds = 40;

    public async Task<TrainedModel> TrainAsync(TrainingRequest request, StageContext context, CancellationToken cancellationToken)
    {
        if (request.Plan.Task != TaskKind.Binary)
            throw new StageException($"{context.Stage}: a scorecard answers yes or no, not {request.Plan.Task}. Use Binary(…), or another learner.");
        if (request.Features.Features.FirstOrDefault(feature => feature.Width == 1) is { } number)
            throw new StageException($"{context.Stage}: the feature '{number.Name}' is a number, and a scorecard has points for slots. Write Feature.Buckets(…).");
        if (request.Staged.RowsOf(SplitName.Train) == 0)
            throw new StageException($"{context.Stage}: the split '{SplitName.Train}' has no rows. Lower the shares of the other splits.");

        int pointsToDouble = context.ReadSettings<ScorecardSettings>().PointsToDouble;
        IReadOnlyList<Group> groups = await CountAsync(SplitName.Train, request, context, cancellationToken);
        Scorecard card = Fit(groups, request.Features.Width(), pointsToDouble, context.Progress, cancellationToken);

        LinearParameters parameters = new()
        {
            FeatureCount = card.Points.Count,
            Transform = ScoreTransform.Logistic,
            Biases = [card.Base * card.Worth],
            Weights = [card.Points.Select(points => points * card.Worth).ToValueList()],
        };
        IScorer scorer = parameters.CreateScorer();
        List<Evaluation> evaluations = [];
        foreach (string split in (string[])[SplitName.Validation, SplitName.Test])
        {
            if (request.Staged.RowsOf(split) > 0)
                evaluations.Add(Evaluate(scorer, await CountAsync(split, request, context, cancellationToken), split));
        }

        string folder = Directory.CreateDirectory(Path.Combine(context.WorkingFolder, "bundle")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, Scorecard.File), card.Render(request.Features.Features), cancellationToken);
        ModelManifest manifest = new()
        {
            Task = TaskKind.Binary,
            Learner = request.Plan.Learner,
            Label = request.Features.Label is ColumnNode column ? column.Name : "label",
            Classes = request.Features.Classes,
            Instance = request.Features.InstanceSchema,
            Features = request.Features.InstanceFeatures,
            Evaluations = evaluations.ToValueList(),
            Lineage = new ModelLineage(
                context.Pipeline, context.Stage, context.Key, request.Staged.ComputeFingerprint(), request.Features.ComputeFingerprint(), "own"),
        };
        ModelBundleWriter.Write(folder, manifest, parameters, request.Features.Golden
            .Select(golden => new GoldenRow(golden.Instance, golden.Vector, [Score(scorer, [.. golden.Vector])])).ToValueList());
        DataFile bundle = await context.Artifacts.AddAsync(folder, cancellationToken);
        context.Progress.Report(1);
        return new TrainedModel(request.Plan.Learner, bundle, evaluations.ToValueList());
    }

    /// <summary>Newton's method in small steps, one feature after the other: its slots exclude one another, so that each has a step of its own.</summary>
    private static Scorecard Fit(IReadOnlyList<Group> groups, int width, int pointsToDouble, IProgress<double> progress, CancellationToken cancellationToken)
    {
        double[] weights = new double[width];
        double bias = 0;
        for (int round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int feature = -1; feature < groups[0].Slots.Length; feature++)
            {
                double[] slope = new double[width + 1], curve = new double[width + 1];
                foreach (Group group in groups)
                {
                    double probability = 1 / (1 + Math.Exp(-bias - group.Slots.Sum(slot => weights[slot])));
                    int slot = feature < 0 ? width : group.Slots[feature];
                    slope[slot] += group.Positives - (group.Rows * probability);
                    curve[slot] += group.Rows * probability * (1 - probability);
                }

                if (feature < 0)
                    bias += Math.Clamp(slope[width] / curve[width], -1, 1);
                // The 1 holds back what few rows say.
                for (int slot = 0; feature >= 0 && slot < width; slot++)
                    weights[slot] += curve[slot] > 0 ? Math.Clamp((slope[slot] - weights[slot]) / (curve[slot] + 1), -1, 1) : 0;
            }

            progress.Report(0.9 * (round + 1) / Rounds);
        }

        double points = pointsToDouble / Math.Log(2);
        return new Scorecard((int)Math.Round(bias * points), [.. weights.Select(weight => (int)Math.Round(weight * points))], pointsToDouble);
    }

    private static Evaluation Evaluate(IScorer scorer, IReadOnlyList<Group> groups, string split)
    {
        BinaryEvaluator evaluator = new();
        foreach (Group group in groups)
        {
            float[] vector = new float[scorer.FeatureCount];
            foreach (int slot in group.Slots)
                vector[slot] = 1;
            float score = Score(scorer, vector);
            for (long row = 0; row < group.Rows; row++)
                evaluator.Add(row < group.Positives, score);
        }

        return evaluator.Compute().ToEvaluation(split, groups.Sum(group => group.Rows));
    }

    private static float Score(IScorer scorer, float[] vector)
    {
        float[] score = [0];
        scorer.Score(vector, score);
        return score[0];
    }

    /// <summary>How often each combination of slots occurs in a split: one query, which any warehouse answers.</summary>
    private async Task<IReadOnlyList<Group>> CountAsync(string split, TrainingRequest request, StageContext context, CancellationToken cancellationToken)
    {
        RelationNode rows = new FilterNode(
            new InputNode(), FunctionTable.Call("equal", new ColumnNode(SplitName.Column, DataType.String, Nullable: false), ConstantNode.Of(split)));
        RelationNode groups = new AggregateNode(
            rows,
            request.Features.Features.Select((feature, index) => new NamedScalar($"f{index}", feature.Value)).ToValueList(),
            [new("rows", AggregateKind.Count), new("positives", AggregateKind.CountIf, request.Features.Label)]);
        QueryResult result = (await warehouse.QueryAsync([groups], request.Staged.Data, context, cancellationToken))[0];

        int[] starts = [.. request.Features.Features.Select((_, index) => request.Features.Features.Take(index).Sum(feature => feature.Width))];
        // Groups come in any order, and a sum of doubles depends on it.
        return
        [
            .. result.Rows
                .Select(row => new Group([.. starts.Select((start, index) => start + (int)(long)row[index]!)], (long)row[^2]!, (long)row[^1]!))
                .OrderBy(group => string.Join(',', group.Slots), StringComparer.Ordinal),
        ];
    }

    private sealed record Group(int[] Slots, long Rows, long Positives);
}
