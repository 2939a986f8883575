using System.Text.Json;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Algebra;

public sealed class ScalarNodesTests
{
    private static readonly ScalarNode s_value = new ConditionalNode(
        FunctionTable.Call("greater", new ColumnNode("a", DataType.Int64, false), new ColumnNode("b", DataType.Int64, false)),
        new CastNode(new ColumnNode("a", DataType.Int64, false), DataType.Double),
        ConstantNode.Of(0.5));

    [Fact]
    public void Columns_are_told_once_in_the_order_in_which_they_occur()
    {
        Assert.Equal(["a", "b"], s_value.Columns().Select(column => column.Name));
    }

    [Fact]
    public void Inlining_replaces_columns_and_works_out_types_and_nulls_anew()
    {
        ScalarNode inlined = s_value.Inline(new Dictionary<string, ScalarNode>
        {
            ["b"] = new CastNode(new ColumnNode("flag", DataType.Boolean, false), DataType.Int64),
        });
        Assert.Equal("CASE WHEN \"a\" > \"flag\"::BIGINT THEN \"a\"::DOUBLE ELSE 0.5e0 END", DuckDbDialect.Scalar(inlined));
        Assert.Same(s_value, s_value.Inline(new Dictionary<string, ScalarNode>()));

        ScalarNode sum = FunctionTable.Call("add", new ColumnNode("a", DataType.Int64, true), ConstantNode.Of(1L));
        Assert.True(sum.Nullable);
        Assert.False(sum.Inline(new Dictionary<string, ScalarNode> { ["a"] = ConstantNode.Of(2L) }).Nullable);
    }

    [Fact]
    public void Values_survive_JSON()
    {
        string json = JsonSerializer.Serialize(s_value, PlanJson.Compact);
        Assert.Equal(s_value, JsonSerializer.Deserialize<ScalarNode>(json, PlanJson.Compact));
    }

    [Fact]
    public void A_call_with_wrong_arguments_is_refused_with_the_right_ones()
    {
        Assert.Equal(
            "'length' is not defined for (Int64), but for (String) → Int64. (Parameter 'arguments')",
            Assert.Throws<ArgumentException>(() => FunctionTable.Call("length", ConstantNode.Of(1L))).Message);
        Assert.Contains("no function 'nope'", Assert.Throws<ArgumentException>(() => FunctionTable.Call("nope")).Message, StringComparison.Ordinal);
    }
}
