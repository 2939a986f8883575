using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.GoogleCloud.Tests.Training;

public sealed class BigQueryWeightsTests
{
    private static readonly object?[] s_number = ["f0", 2.5, Array.Empty<object?>()];
    private static readonly object?[] s_codes = ["f1", null, new object?[] { Category("c2", -1), Category("c0", 3), Category(null, 9), Category("_null_filler", 9), Category("c7", 9) }];
    private static readonly object?[] s_intercept = ["__INTERCEPT__", 0.5, Array.Empty<object?>()];

    [Fact]
    public void Each_slot_gets_its_weight_and_what_is_no_code_is_left_out()
    {
        LinearParameters parameters = BigQueryWeights.Read([s_intercept, s_codes, s_number], Features(), "train");

        Assert.Equal([2.5, 3, 0, -1], parameters.Weights[0]);
        Assert.Equal([0.5], parameters.Biases);
        Assert.Equal(4, parameters.FeatureCount);
        Assert.Equal(-1, parameters.Slope);
    }

    [Fact]
    public void What_is_not_reported_is_told()
    {
        Assert.StartsWith("train: ML.WEIGHTS of BigQuery reports no weight of f1, which is the feature 'Maker'.", Refused(s_number, s_intercept), StringComparison.Ordinal);
        Assert.StartsWith("train: ML.WEIGHTS of BigQuery reports no __INTERCEPT__.", Refused(s_number, s_codes), StringComparison.Ordinal);
        Assert.StartsWith("train: ML.WEIGHTS of BigQuery reports the weight of f0 twice.", Refused(s_number, s_number), StringComparison.Ordinal);
        Assert.StartsWith(
            "train: ML.WEIGHTS of BigQuery reports no number as the weight of f0, which is the feature 'Speed'.", Refused(["f0", null, null], s_codes, s_intercept), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_not_finite_are_refused()
    {
        Assert.StartsWith("train: BigQuery's weights aren't finite", Refused(["f0", double.NaN, null], s_codes, s_intercept), StringComparison.Ordinal);
    }

    private static string Refused(params object?[][] rows) => Assert.Throws<StageException>(() => BigQueryWeights.Read(rows, Features(), "train")).Message;

    private static object?[] Category(string? name, double weight) => [name, weight];

    private static BigQueryFeatures Features()
    {
        ScalarNode label = new ColumnNode("Late", DataType.Boolean, false);
        ValueList<FittedFeature> features =
        [
            new("Speed", new ColumnNode("Speed", DataType.Double, false)), new("Maker", new ColumnNode("Maker", DataType.Int64, false), 3),
        ];
        return new(new FittedFeatures(features, label, new Schema([]), features, []), TaskKind.Binary, "train");
    }
}
