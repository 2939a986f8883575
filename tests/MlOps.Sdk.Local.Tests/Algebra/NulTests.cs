using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Local.Tests.Algebra.Engines;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Texts with a NUL: no constant of SQL may hold one, but data may, and it is a character as any other.</summary>
public sealed class NulTests
{
    private static readonly string[] s_texts = ["a\0b", "\0", "1\0", "\0 ", "A\0é\0", "true\0"];

    [Fact]
    public async Task Every_function_takes_a_NUL_as_any_other_character()
    {
        ColumnNode text = new("s", DataType.String, false);
        Schema schema = new([new("s", DataType.String, false)]);
        using EngineTables engines = await EngineTables.CreateAsync(schema, [.. s_texts.Select(one => new object?[] { one })]);
        IEnumerable<CallNode> calls = FunctionTable.All
            .Where(function => function.Signatures.Any(signature => signature is { Parameters: [DataType.String] }))
            .Select(function => FunctionTable.Call(function.Name, text))
            .Concat(
            [
                FunctionTable.Call("substring", text, ConstantNode.Of(1L)),
                FunctionTable.Call("contains", text, ConstantNode.Of("b")),
                FunctionTable.Call("index_of", text, ConstantNode.Of("b")),
                FunctionTable.Call("last_index_of", text, ConstantNode.Of("b")),
                FunctionTable.Call("replace", text, ConstantNode.Of("b"), ConstantNode.Of("c")),
                FunctionTable.Call("pad_left", text, ConstantNode.Of(5L)),
                FunctionTable.Call("equal", text, ConstantNode.Of("a")),
                FunctionTable.Call("concat", text, text),
            ]);
        Assert.Empty(calls.SelectMany(call => engines.Compare(call)));
    }
}
