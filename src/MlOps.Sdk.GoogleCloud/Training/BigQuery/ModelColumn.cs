using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Training;

/// <summary>A column that a model of BigQuery ML looks at.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sql">What it is of the columns of <see cref="BigQueryFeatures"/>.</param>
/// <param name="Slot">The slot of the feature vector; of a column of categories, the number of the feature.</param>
internal sealed record ModelColumn(string Name, string Sql, int Slot)
{
    /// <summary>What is taken away from the slot's value.</summary>
    public double Mean { get; private init; }

    /// <summary>What the rest is divided by.</summary>
    public double Deviation { get; private init; } = 1;

    /// <summary>A column for each slot; names in ordinal order are in the slots' order, too.</summary>
    public static ValueList<ModelColumn> OfSlots(BigQueryFeatures features)
    {
        List<ModelColumn> columns = [];
        for (int index = 0; index < features.All.Count; index++)
        {
            string feature = BigQueryFeatures.Name(index);
            int width = features.All[index].Width;
            for (int code = 0; code < width; code++)
                columns.Add(new ModelColumn(NameOfSlot(columns.Count), width == 1 ? feature : $"IF({feature} = '{BigQueryFeatures.Category(code)}', 1.0, 0.0)", columns.Count));
        }

        return columns.ToValueList();
    }

    /// <summary>The name of a slot's column.</summary>
    public static string NameOfSlot(int slot) => string.Create(CultureInfo.InvariantCulture, $"s{slot:D5}");

    /// <summary>The column, shifted and scaled.</summary>
    public ModelColumn Standardised(double mean, double deviation) => this with
    {
        Sql = $"({Sql} - {GoogleSqlDialect.Scalar(ConstantNode.Of(mean))}) / {GoogleSqlDialect.Scalar(ConstantNode.Of(deviation))}",
        Mean = mean,
        Deviation = deviation,
    };

    /// <inheritdoc />
    public override string ToString() => Sql == Name ? Name : $"{Sql} AS {Name}";
}
