namespace MlOps.Sdk.Data;

/// <summary>As what <see cref="DuckDbColumns"/> reads a column.</summary>
internal enum FeatureColumnKind
{
    /// <summary>A DOUBLE into <c>float[]</c>; null becomes NaN.</summary>
    Float,

    /// <summary>A BIGINT into <c>int[]</c>; null becomes -1.</summary>
    Code,

    /// <summary>A BOOLEAN into <c>bool[]</c>; null is an error.</summary>
    Boolean,

    /// <summary>A DOUBLE into <c>double[]</c>; null becomes NaN.</summary>
    Double,

    /// <summary>A VARCHAR into <c>string?[]</c>; equal values are one object.</summary>
    String,
}
