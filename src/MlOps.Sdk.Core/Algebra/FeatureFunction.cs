using System.Linq.Expressions;
using MlOps.Sdk.Algebra.Compilation;
using MlOps.Sdk.Data;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Algebra;

/// <summary>Fitted features, compiled: computes the feature vector of a row. Safe for use by several threads, each with its own row.</summary>
public sealed class FeatureFunction
{
    private readonly ValueList<FittedFeature> _features;
    private readonly FillAll _fill;
    private readonly Lazy<Func<RowBuffer, object?>>[] _single;

    private FeatureFunction(ValueList<FittedFeature> features, Schema schema, FillAll fill)
    {
        _features = features;
        _fill = fill;
        _single = features.Select(feature => new Lazy<Func<RowBuffer, object?>>(() => ExpressionCompiler.Compile(feature.Value, schema))).ToArray();
        Width = features.Sum(feature => feature.Width);
    }

    private delegate void FillAll(RowBuffer row, Span<float> vector);

    /// <summary>The length of the feature vector.</summary>
    public int Width { get; }

    /// <summary>Compiles fitted features over rows of a schema.</summary>
    /// <exception cref="ArgumentException">A feature reads a column that the schema lacks, or as another type, or isn't a number.</exception>
    public static FeatureFunction Compile(ValueList<FittedFeature> features, Schema schema)
    {
        ScalarEmitter emitter = new(schema, SharedTexts.In(features.Select(feature => feature.Value), schema));
        ParameterExpression vector = Expression.Parameter(typeof(Span<float>), "vector");
        List<Expression> statements = [];
        int slot = 0;
        foreach (FittedFeature feature in features)
        {
            statements.Add(Assignment(feature, emitter, vector, slot));
            slot += feature.Width;
        }

        statements.Add(Expression.Empty());
        Expression<FillAll> fill = Expression.Lambda<FillAll>(emitter.WithRow([], statements), emitter.Row, vector);
        return new(features, schema, fill.Compile());
    }

    /// <summary>Computes the feature vector; every slot is written. Null becomes NaN.</summary>
    /// <param name="row">A row of the schema that the features were compiled for.</param>
    /// <param name="vector">At least <see cref="Width"/> slots.</param>
    /// <exception cref="EvaluationException">A feature can't be computed from this row; the message names it.</exception>
    public void Fill(RowBuffer row, Span<float> vector)
    {
        try
        {
            _fill(row, vector[..Width]);
        }
        catch (Exception exception) when (exception is ArithmeticException or EvaluationException)
        {
            throw Explained(row, exception);
        }
    }

    private static MethodCallExpression Assignment(FittedFeature feature, ScalarEmitter emitter, Expression vector, int slot)
    {
        DataType wanted = feature.Width == 1 ? DataType.Double : DataType.Int64;
        if (feature.Value.Type != wanted)
            throw new ArgumentException($"Feature '{feature.Name}' of width {feature.Width} must be a {wanted}, but is a {feature.Value.Type}.");
        Expression value = emitter.Emit(feature.Value);
        return feature.Width == 1
            ? Expression.Call(typeof(FeatureFunction), nameof(SetNumber), null, vector, Expression.Constant(slot), value)
            : Expression.Call(
                typeof(FeatureFunction), nameof(SetOneHot), null, vector, Expression.Constant(slot), Expression.Constant(feature.Width), value);
    }

    private static void SetNumber(Span<float> vector, int slot, double value) => vector[slot] = (float)value;

    private static void SetNumber(Span<float> vector, int slot, double? value) => vector[slot] = value.HasValue ? (float)value.GetValueOrDefault() : float.NaN;

    private static void SetOneHot(Span<float> vector, int slot, int width, long index)
    {
        Span<float> slots = vector.Slice(slot, width);
        slots.Clear();
        if ((ulong)index >= (ulong)width)
            throw new EvaluationException($"slot {index} is not one of {width}");
        slots[(int)index] = 1;
    }

    private EvaluationException Explained(RowBuffer row, Exception exception)
    {
        for (int i = 0; i < _single.Length; i++)
        {
            try
            {
                _single[i].Value(row);
            }
            catch (EvaluationException failure)
            {
                return new($"feature '{_features[i].Name}': {failure.Message}", failure);
            }
        }

        return new(exception.Message, exception);
    }
}
