using MlOps.Sdk.Algebra;

namespace MlOps.Sdk.Data;

/// <summary>The rows of one split of a staged dataset.</summary>
internal static class SplitRows
{
    public static ColumnNode Column { get; } = new(SplitName.Column, DataType.String, Nullable: false);

    public static FilterNode Of(string split) => new(new InputNode(), Is(split));

    public static ScalarNode Is(string split) => FunctionTable.Call("equal", Column, ConstantNode.Of(split));
}
