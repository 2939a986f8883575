namespace MlOps.Sdk.Analyzers.Algebra;

/// <summary>A value that the algebra can hold: one of its types, by name.</summary>
/// <param name="type">The name of the <c>DataType</c>.</param>
/// <param name="isConstant">Whether it is known before the pipeline runs.</param>
internal sealed class Scalar(string type, bool isConstant = false)
{
    public const string Boolean = "Boolean";
    public const string Int64 = "Int64";
    public const string Double = "Double";
    public const string String = "String";
    public const string Date = "Date";
    public const string Timestamp = "Timestamp";

    public string Type => type;

    public bool IsConstant => isConstant;

    /// <summary>The value as another type, if whole numbers become wider by it; else null.</summary>
    public Scalar? Widened(string wider) => type == wider ? this : type == Int64 && wider == Double ? new(Double, isConstant) : null;
}
