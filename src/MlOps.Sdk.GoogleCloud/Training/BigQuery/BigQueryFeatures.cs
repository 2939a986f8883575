using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>The fitted features as columns for BigQuery ML, named by their number: a number, or the text of a code.</summary>
internal sealed class BigQueryFeatures(FittedFeatures fitted, TaskKind task, string stage)
{
    public const string Label = "label";

    public ValueList<FittedFeature> All => fitted.Features;

    public int Width => fitted.Width();

    public TaskKind Task => task;

    public static string Name(int index) => FormattableString.Invariant($"f{index}");

    /// <summary>A code as a category.</summary>
    public static string Category(long code) => FormattableString.Invariant($"c{code}");

    /// <summary>Features, label and split of every row of a table.</summary>
    public string Select(string table)
    {
        try
        {
            IEnumerable<string> features = fitted.Features.Select((feature, index) => feature.Width == 1
                ? $"{GoogleSqlDialect.Scalar(feature.Value)} AS {Name(index)}"
                : $"CONCAT('c', CAST({GoogleSqlDialect.Scalar(feature.Value)} AS STRING)) AS {Name(index)}");
            string label = GoogleSqlDialect.Scalar(task == TaskKind.Multiclass ? fitted.LabelCode() : fitted.Label);
            return $"""
                SELECT
                  {string.Join(",\n  ", features)},
                  {(task == TaskKind.Regression ? $"CAST({label} AS FLOAT64)" : label)} AS {Label},
                  `{SplitName.Column}`
                FROM {table}
                """;
        }
        catch (NotSupportedException exception)
        {
            throw new StageException($"{stage}: {exception.Message}", exception);
        }
    }

    /// <summary>A vector as a row of the columns; null if one of its numbers isn't finite.</summary>
    public string? Row(ReadOnlySpan<float> vector)
    {
        List<string> cells = [];
        int offset = 0;
        for (int index = 0; index < fitted.Features.Count; index++)
        {
            int width = fitted.Features[index].Width;
            if (width == 1 && !float.IsFinite(vector[offset]))
                return null;
            string value = width == 1
                ? GoogleSqlDialect.Scalar(ConstantNode.Of((double)vector[offset]))
                : $"'{Category(vector.Slice(offset, width).IndexOf(1f))}'";
            cells.Add($"{value} AS {Name(index)}");
            offset += width;
        }

        return string.Join(", ", cells);
    }
}
