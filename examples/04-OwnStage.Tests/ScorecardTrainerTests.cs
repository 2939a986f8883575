using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Testing;
using MlOps.Sdk.Testing.Conformance;
using MlOps.Sdk.Training;
using Xunit;

namespace OwnStage.Tests;

/// <summary>All that every trainer promises.</summary>
public sealed class ScorecardConformanceTests : TrainerConformance
{
    protected override Learner Learner => new OwnLearner("scorecard");

    protected override IReadOnlyList<TaskKind> Tasks => [TaskKind.Binary];

    protected override bool TakesNumbers => false;

    protected override IReadOnlyDictionary<string, string> Gaps => new Dictionary<string, string>
    {
        [nameof(Trials_learn_on_each_fold_and_side_by_side_as_one_after_the_other)] = NoTrials,
        [nameof(A_sample_for_trials_is_always_the_same)] = NoTrials,
    };

    private const string NoTrials = "There is one way to fit a scorecard, and nothing to compare it with by SpotCheck or Tune.";

    protected override object Settings => new ScorecardSettings(PointsToDouble: 10);

    protected override StageFixture CreateFixture() => Cards.CreateFixture();

    protected override ITrainer CreateStage(StageFixture fixture) => Cards.CreateTrainer(fixture);
}

/// <summary>What is particular to scorecards.</summary>
public sealed class ScorecardTrainerTests
{
    [Fact]
    public async Task Points_say_how_much_the_odds_differ()
    {
        await using StageFixture fixture = Cards.CreateFixture();

        string card = await Cards.TrainAsync(fixture, width: 2);

        // Of large birds 80 of 100 do damage, of small ones 20: odds of 4 and 1/4 are 20 points up and 20 down, held back a little for so few rows.
        Assert.StartsWith("Scorecard: everybody has 0 points; 10 more double the odds.", card, StringComparison.Ordinal);
        Assert.Contains($"  Size      {"Large",-24} {19,4}  ", card, StringComparison.Ordinal);
        Assert.Contains($"{"other or unknown",-24} {-19,4}  ", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_is_refused_with_what_to_write_instead()
    {
        await using StageFixture fixture = Cards.CreateFixture();
        StageException refusal = await Assert.ThrowsAsync<StageException>(() => Cards.TrainAsync(fixture, width: 1));
        Assert.Equal("train: the feature 'Size' is a number, and a scorecard has points for slots. Write Feature.Buckets(…).", refusal.Message);
        Assert.Empty(fixture.Added);
    }
}

internal static class Cards
{
    private static readonly Schema s_schema = new([new("Size", DataType.String, Nullable: false), new("Damaged", DataType.Boolean, Nullable: false)]);

    public static StageFixture CreateFixture() => StageFixture.Of((services, root) => services.AddMlOps(options => options.Root = root).AddLocal());

    public static ScorecardTrainer CreateTrainer(StageFixture fixture) => new(fixture.Services.GetRequiredKeyedService<IWarehouse>(Platforms.Local));

    /// <summary>The card of a hundred large and a hundred small birds.</summary>
    public static async Task<string> TrainAsync(StageFixture fixture, int width)
    {
        StagedDataset staged = await fixture.WriteStagedAsync(s_schema,
            [.. Enumerable.Range(0, 200).Select(bird => new object?[] { bird < 100 ? "Large" : "Small", bird % 100 < (bird < 100 ? 80 : 20), "train" })]);
        FittedFeature size = new("Size", FunctionTable.Call("vocabulary_index", new ColumnNode("Size", DataType.String, false), ConstantNode.Of("Large")), width);
        FittedFeatures features = new([size], new ColumnNode("Damaged", DataType.Boolean, false), new Schema([s_schema.Columns[0]]), [size],
            [new GoldenVector("""{"Size":"Large"}""", [1, 0])])
        {
            Classes = ["false", "true"],
        };
        TrainingPlan plan = new() { Name = "train", Task = TaskKind.Binary, Learner = new OwnLearner("scorecard") };
        TrainedModel model = await CreateTrainer(fixture).TrainAsync(
            new(staged, features, plan), fixture.Context("train", new ScorecardSettings(PointsToDouble: 10)), TestContext.Current.CancellationToken);
        string bundle = await fixture.Artifacts.FetchAsync(model.Bundle, TestContext.Current.CancellationToken);
        return await File.ReadAllTextAsync(Path.Combine(bundle, Scorecard.File), TestContext.Current.CancellationToken);
    }
}
