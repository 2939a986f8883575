namespace MlOps.Sdk.Models;

/// <summary>A node of a tree of XGBoost.</summary>
/// <param name="Left">Where a row goes whose value is less; −1 in a leaf.</param>
/// <param name="Right">Where any other goes.</param>
/// <param name="Column">The column that it looks at.</param>
/// <param name="GoesLeftIfMissing">Where a row without a value goes.</param>
/// <param name="Value">The value that it compares with, or that of the leaf.</param>
internal readonly record struct XgboostNode(int Left, int Right, int Column, bool GoesLeftIfMissing, float Value)
{
    public bool IsLeaf => Left == -1;
}
