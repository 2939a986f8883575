using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;
using MlOps.Sdk.Local.Tests.Algebra.Engines;
using MlOps.Sdk.Local.Tests.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Local.Tests.Training.Analyzers;

/// <summary>Fits one feature on the values of a column <c>x</c>, and computes it of other values in every engine.</summary>
public sealed class AnalyzerBench : IDisposable
{
    private readonly DataBench _bench = new();

    public static ColumnNode X(DataType type) => new("x", type, Nullable: true);

    /// <summary>The feature, fitted on training rows; the test rows, which nothing may be learnt from, hold one other value.</summary>
    public async Task<ValueList<FittedFeature>> FitAsync(FeaturePlan feature, object?[] training, object? test = null)
    {
        DataType type = feature.Value.Columns()[0].Type;
        IEnumerable<string> rows = training.Select((value, index) => Row(index, value, type, SplitName.Train)).Append(Row(training.Length, test, type, SplitName.Test));
        Dataset data = await _bench.DatasetAsync($"SELECT * FROM (VALUES {string.Join(", ", rows)}) v(id, x, {SplitName.Column})");
        StagedDataset staged = new("t", data, [new(SplitName.Train, training.Length), new(SplitName.Test, 1)]);
        FittedFeatures fitted = await FeatureFitter.FitAsync(
            new DuckDbWarehouse(_bench.Engine), staged, data, new() { Name = "features", Label = new ColumnNode("id", DataType.Int64, false), Features = [feature] },
            _bench.Context("features"), TestContext.Current.CancellationToken);
        return fitted.Features;
    }

    /// <summary>The feature vectors of values; all engines must agree on every slot.</summary>
    public async Task<float[][]> VectorsAsync(FeaturePlan feature, object?[] training, params object?[] probes)
    {
        ValueList<FittedFeature> features = await FitAsync(feature, training);
        Schema schema = new([new("x", feature.Value.Columns()[0].Type)]);
        using EngineTables engines = await EngineTables.CreateAsync(schema, [.. probes.Select(probe => new object?[] { probe })]);
        Assert.All(features, fitted => Assert.Empty(engines.Compare(fitted.Value)));

        FeatureFunction function = FeatureFunction.Compile(features, schema);
        RowBuffer row = new(schema);
        return [.. probes.Select(probe =>
        {
            row.Set(0, probe);
            float[] vector = new float[function.Width];
            function.Fill(row, vector);
            return vector;
        })];
    }

    /// <summary>Which slot of a one-hot feature is 1 for each value.</summary>
    public async Task<IReadOnlyList<int>> SlotsAsync(FeaturePlan feature, object?[] training, params object?[] probes)
    {
        float[][] vectors = await VectorsAsync(feature, training, probes);
        Assert.All(vectors, vector => Assert.Equal(1, vector.Sum()));
        return [.. vectors.Select(vector => Array.IndexOf(vector, 1f))];
    }

    /// <summary>Why the feature can't be fitted.</summary>
    public async Task<string> FailAsync(FeaturePlan feature, params object?[] training) =>
        (await Assert.ThrowsAsync<StageException>(() => FitAsync(feature, training))).Message;

    public void Dispose() => _bench.Dispose();

    private static string Row(int id, object? value, DataType type, string split) =>
        $"({id}::BIGINT, {DuckDbDialect.Scalar(value is null ? new CastNode(ConstantNode.Null(type), type) : ConstantNode.Of(value))}, '{split}')";
}
