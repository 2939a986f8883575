using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Core.Tests.Algebra;

public sealed class FeatureFunctionTests
{
    private static readonly Schema s_schema = new([new("Speed", DataType.Double), new("Make", DataType.String), new("Count", DataType.Int64, false)]);

    private static readonly ColumnNode s_speed = new("Speed", DataType.Double, true);
    private static readonly ColumnNode s_make = new("Make", DataType.String, true);
    private static readonly ColumnNode s_count = new("Count", DataType.Int64, false);

    private static readonly FeatureFunction s_function = FeatureFunction.Compile(
        [
            new("Speed", s_speed),
            new("Make", FunctionTable.Call("vocabulary_index", s_make, ConstantNode.Of("Boeing"), ConstantNode.Of("Airbus")), 3),
            new("Share", new CastNode(FunctionTable.Call("divide", ConstantNode.Of(100L), s_count), DataType.Double)),
        ],
        s_schema);

    private static RowBuffer Row(object? speed, object? make, long count)
    {
        RowBuffer row = new(s_schema);
        row.Set(0, speed);
        row.Set(1, make);
        row.Set(2, count);
        return row;
    }

    private static float[] Fill(RowBuffer row)
    {
        float[] vector = [9, 9, 9, 9, 9];
        s_function.Fill(row, vector);
        return vector;
    }

    [Fact]
    public void Every_slot_is_written_and_null_becomes_NaN()
    {
        Assert.Equal([1.5f, 0, 1, 0, 50], Fill(Row(1.5, "Airbus", 2)));
        Assert.Equal([float.NaN, 0, 0, 1, 33], Fill(Row(null, null, 3)));
        Assert.Equal(5, s_function.Width);
    }

    [Fact]
    public void A_row_can_be_filled_again()
    {
        RowBuffer row = Row(null, "Boeing", 1);
        Assert.Equal([float.NaN, 1, 0, 0, 100], Fill(row));
        row.SetDouble(0, 2);
        row.SetString(1, "Cessna");
        Assert.Equal([2, 0, 0, 1, 100], Fill(row));
        row.Clear();
        Assert.True(row.IsNull(0) && row.IsNull(2));
    }

    [Fact]
    public void Filling_allocates_nothing()
    {
        RowBuffer row = Row(1.5, "Airbus", 2);
        float[] vector = new float[5];
        s_function.Fill(row, vector);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            s_function.Fill(row, vector);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_feature_that_can_not_be_computed_is_named()
    {
        EvaluationException exception = Assert.Throws<EvaluationException>(() => Fill(Row(1.5, "Airbus", 0)));
        Assert.Equal("feature 'Share': Attempted to divide by zero.", exception.Message);
    }

    [Fact]
    public void A_missing_or_misread_column_is_refused_when_compiling()
    {
        Assert.Equal(
            "There is no column 'Sped'; there are Speed, Make, Count.",
            Assert.Throws<ArgumentException>(() => FeatureFunction.Compile([new("x", new ColumnNode("Sped", DataType.Double, true))], s_schema)).Message);
        Assert.Equal(
            "Column 'Make' is a String, but is read as a Double.",
            Assert.Throws<ArgumentException>(() => FeatureFunction.Compile([new("x", new ColumnNode("Make", DataType.Double, true))], s_schema)).Message);
        Assert.Throws<ArgumentException>(() => FeatureFunction.Compile([new("x", s_make)], s_schema));
    }

    [Fact]
    public void A_null_where_the_expression_admits_none_is_an_error()
    {
        FeatureFunction function = FeatureFunction.Compile([new("Speed", new ColumnNode("Speed", DataType.Double, false))], s_schema);
        Assert.Equal(
            "feature 'Speed': column 'Speed' is null where a value is required",
            Assert.Throws<EvaluationException>(() => function.Fill(Row(null, null, 1), new float[1])).Message);
    }

    [Fact]
    public void A_buffer_refuses_values_of_another_type_than_the_columns()
    {
        Assert.Equal("The column 'Speed' is a Double, not a Int64.", Assert.Throws<InvalidOperationException>(() => new RowBuffer(s_schema).SetInt64(0, 1)).Message);
        Assert.Throws<InvalidOperationException>(() => new RowBuffer(s_schema).GetDouble(0));
    }

    [Fact]
    public void A_text_that_many_features_share_is_made_once_for_a_row()
    {
        // The same bytes, whether two slots look into the words or 200.
        Assert.Equal(AllocatedBy(slots: 2), AllocatedBy(slots: 200));
    }

    [Fact]
    public void A_shared_text_that_is_not_needed_can_not_fail()
    {
        ScalarNode end = FunctionTable.Call("substring", s_make, ConstantNode.Of(3));
        ScalarNode isLong = FunctionTable.Call("greater", FunctionTable.Call("length", s_make), ConstantNode.Of(3));
        ScalarNode first = new ConditionalNode(isLong, new CastNode(FunctionTable.Call("length", end), DataType.Double), ConstantNode.Of(-1.0));
        ScalarNode second = new ConditionalNode(isLong, new CastNode(FunctionTable.Call("index_of", end, ConstantNode.Of("g")), DataType.Double), ConstantNode.Of(-2.0));
        FeatureFunction function = FeatureFunction.Compile([new("First", first), new("Second", second)], s_schema);
        float[] vector = new float[2];

        function.Fill(Row(1.0, "ab", 1), vector);
        Assert.Equal([-1f, -2f], vector);

        function.Fill(Row(1.0, "Boeing", 1), vector);
        Assert.Equal([3f, 2f], vector);
    }

    private static long AllocatedBy(int slots)
    {
        ScalarNode words = FunctionTable.Call("words", s_make);
        FeatureFunction function = FeatureFunction.Compile(
            Enumerable.Range(0, slots)
                .Select(slot => new FittedFeature($"Word{slot}", new CastNode(FunctionTable.Call("contains", words, ConstantNode.Of($" {slot} ")), DataType.Double)))
                .ToValueList(),
            s_schema);
        RowBuffer row = Row(1.0, "Boeing 1 of 2", 1);
        float[] vector = new float[slots];
        function.Fill(row, vector);
        Assert.Equal(1, vector[1]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        function.Fill(row, vector);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
