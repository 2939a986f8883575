using MlOps.Sdk.Data;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Algebra;

/// <summary>Fitted features, compiled: computes the feature vector of a row. Safe for use by several threads, each with its own row.</summary>
public sealed class FeatureFunction
{
    private FeatureFunction(int width) => Width = width;

    /// <summary>The length of the feature vector.</summary>
    public int Width { get; }

    /// <summary>Compiles fitted features over rows of a schema.</summary>
    /// <exception cref="ArgumentException">A feature reads a column that the schema lacks, or as another type.</exception>
    public static FeatureFunction Compile(ValueList<FittedFeature> features, Schema schema) =>
        throw new NotImplementedException();

    /// <summary>Computes the feature vector; every slot is written. Null becomes NaN.</summary>
    /// <param name="row">A row of the schema that the features were compiled for.</param>
    /// <param name="vector">At least <see cref="Width"/> slots.</param>
    /// <exception cref="EvaluationException">A feature can't be computed from this row; the message names it.</exception>
    public void Fill(RowBuffer row, Span<float> vector) => throw new NotImplementedException();
}
