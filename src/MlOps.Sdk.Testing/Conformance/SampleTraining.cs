using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>Strikes of birds that aren't too hard to learn from: what they did depends on the speed and the maker.</summary>
internal static class SampleTraining
{
    private static readonly string[] s_makers = ["m0", "m1", "m2", "m3", "m4"];

    private static readonly ColumnNode s_speed = new("Speed", DataType.Double, true);

    public static Schema Schema { get; } = new(
    [
        new Column("Speed", DataType.Double), new Column("Maker", DataType.String), new Column("Damaged", DataType.Boolean, Nullable: false),
        new Column("Cost", DataType.Double, Nullable: false), new Column("Kind", DataType.String, Nullable: false),
    ]);

    /// <summary>The same rows for the same arguments; a tenth has no speed if some is missing.</summary>
    public static IReadOnlyList<object?[]> Rows(int count, bool missing)
    {
        Random random = new(7);
        List<object?[]> rows = [];
        for (int index = 0; index < count; index++)
        {
            double speed = Math.Round(random.NextDouble() * 300, 1);
            int maker = random.Next(6);
            double noise = random.NextDouble() * 40;
            string kind = maker < 2 ? "gull" : speed + noise > 150 ? "owl" : "swan";
            string split = (index % 10) switch { < 7 => SplitName.Train, 7 => SplitName.Validation, _ => SplitName.Test };
            bool unknown = missing && random.Next(10) == 0;
            rows.Add([unknown ? null : speed, $"m{maker}", speed + (60 * (maker % 2)) + noise > 170, (3 * speed) + (100 * maker) + noise, kind, split]);
        }

        return rows;
    }

    /// <param name="task">What is predicted.</param>
    /// <param name="missing">Whether the golden rows have one without a speed.</param>
    /// <param name="numbers">Whether the speed is a number; otherwise one of three buckets, or missing.</param>
    public static FittedFeatures Features(TaskKind task, bool missing, bool numbers)
    {
        ScalarNode maker = new ColumnNode("Maker", DataType.String, true);
        ValueList<FittedFeature> features =
        [
            numbers ? new("Speed", s_speed) : new("Speed", Bucket(), 4),
            new("Maker", FunctionTable.Call("vocabulary_index", [maker, .. s_makers.Select(name => ConstantNode.Of(name))]), s_makers.Length + 1),
        ];
        ScalarNode label = task switch
        {
            TaskKind.Binary => new ColumnNode("Damaged", DataType.Boolean, false),
            TaskKind.Multiclass => new ColumnNode("Kind", DataType.String, false),
            _ => new ColumnNode("Cost", DataType.Double, false),
        };
        ValueList<GoldenVector> golden =
        [
            new("""{"Speed":101.5,"Maker":"m2"}""", [.. numbers ? [101.5f] : Slot(1), 0, 0, 1, 0, 0, 0]),
            missing
                ? new("""{"Speed":null,"Maker":"m0"}""", [.. numbers ? [float.NaN] : Slot(3), 1, 0, 0, 0, 0, 0])
                : new("""{"Speed":0,"Maker":null}""", [.. numbers ? [0f] : Slot(0), 0, 0, 0, 0, 0, 1]),
            new("""{"Speed":299.9,"Maker":"strange"}""", [.. numbers ? [299.9f] : Slot(2), 0, 0, 0, 0, 0, 1]),
        ];
        return new FittedFeatures(features, label, new Schema([Schema.Columns[0], Schema.Columns[1]]), features, golden)
        {
            Classes = task switch { TaskKind.Binary => ["false", "true"], TaskKind.Multiclass => ["gull", "owl", "swan"], _ => [] },
        };
    }

    private static ConditionalNode Bucket() => new(
        FunctionTable.Call("is_null", s_speed),
        ConstantNode.Of(3L),
        new ConditionalNode(
            FunctionTable.Call("less_or_equal", s_speed, ConstantNode.Of(100d)),
            ConstantNode.Of(0L),
            new ConditionalNode(FunctionTable.Call("less_or_equal", s_speed, ConstantNode.Of(200d)), ConstantNode.Of(1L), ConstantNode.Of(2L))));

    private static float[] Slot(int index) => [.. Enumerable.Range(0, 4).Select(slot => slot == index ? 1f : 0f)];
}
