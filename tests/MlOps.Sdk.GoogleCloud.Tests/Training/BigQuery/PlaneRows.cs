using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Testing;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Training;

/// <summary>Rows on a plane: y = 2x + 5, 10 more for code 1 and 4 less for code 2; of code 3 there is none in training. Of five rows the last is for the test.</summary>
internal static class PlaneRows
{
    private static readonly Schema s_schema = new(
    [
        new Column("X", DataType.Double), new Column("Code", DataType.Int64, Nullable: false),
        new Column("Y", DataType.Double, Nullable: false), new Column("Late", DataType.Boolean, Nullable: false), new Column("Kind", DataType.String, Nullable: false),
    ]);

    /// <summary>A number to predict, whether it is great, or one of three kinds.</summary>
    public static async Task<TrainingRequest> RequestAsync(
        StageFixture fixture, TaskKind task, Learner learner, int rows = 100, Func<object?[], object?[]>? change = null)
    {
        ValueList<FittedFeature> features =
        [
            new("X", new ColumnNode("X", DataType.Double, true)),
            new("Code", new ColumnNode("Code", DataType.Int64, false), 4),
        ];
        ScalarNode label = task switch
        {
            TaskKind.Binary => new ColumnNode("Late", DataType.Boolean, false),
            TaskKind.Regression => new ColumnNode("Y", DataType.Double, false),
            _ => new ColumnNode("Kind", DataType.String, false),
        };
        FittedFeatures fitted = new(
            features,
            label,
            new Schema([s_schema.Columns[0], s_schema.Columns[1]]),
            features,
            [new("""{"X":101.5,"Code":1}""", [101.5f, 0, 1, 0, 0]), new("""{"X":7,"Code":3}""", [7, 0, 0, 0, 1])])
        {
            Classes = task switch { TaskKind.Binary => ["false", "true"], TaskKind.Multiclass => ["high", "low", "middle"], _ => [] },
        };
        StagedDataset staged = await fixture.WriteStagedAsync(s_schema, [.. Enumerable.Range(0, rows).Select(x => Row(x, rows)).Select(change ?? (row => row))]);
        return new TrainingRequest(staged, fitted, new TrainingPlan { Name = "train", Task = task, Learner = learner, Seed = 3 });
    }

    private static object?[] Row(int number, int rows)
    {
        double x = number * 100.0 / rows;
        long code = number % 3;
        double y = (2 * x) + 5 + (code == 1 ? 10 : code == 2 ? -4 : 0);
        bool isLate = y + (number * 37 % 60) > 130;
        return [x, code, y, isLate, y > 140 ? "high" : y > 70 ? "middle" : "low", number % 5 == 4 ? SplitName.Test : SplitName.Train];
    }
}
