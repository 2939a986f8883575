using System.Globalization;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Programs;

/// <summary>Writes the rows to train on as a program reads it.</summary>
internal static class ProgramData
{
    /// <summary>The names of the slots. Only the dot is taken by every library: XGBoost refuses brackets, LightGBM colons.</summary>
    public static IEnumerable<string> Columns(FeatureMatrix matrix) => matrix.Features.SelectMany(feature => feature.Width == 1
        ? [feature.Name]
        : Enumerable.Range(0, feature.Width).Select(slot => FormattableString.Invariant($"{feature.Name}.{slot}")));

    public static void Write(FeatureRows rows, string path, CancellationToken cancellationToken)
    {
        FeatureMatrix matrix = rows.Matrix;
        using StreamWriter csv = new(path) { NewLine = "\n" };
        csv.WriteLine(string.Join(',', Columns(matrix).Append(ProgramRules.Label).Select(Quoted)));
        float[] vector = new float[matrix.Width];
        for (int position = 0; position < rows.Count; position++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int row = rows[position];
            matrix.Read(row, vector);
            foreach (float value in vector)
            {
                // All digits of the 32 bits: a program that reads 64 sees the very number that serving will hand to its model.
                csv.Write(Text(value));
                csv.Write(',');
            }

            csv.WriteLine(Text(LabelOf(matrix.Label, row)));
        }
    }

    private static double LabelOf(LabelColumn label, int row) => label switch
    {
        LabelColumn.Truths truths => truths.Values[row] ? 1 : 0,
        LabelColumn.Classes classes => classes.Codes[row],
        _ => ((LabelColumn.Numbers)label).Values[row],
    };

    private static string Text(double value) => value switch
    {
        double.NaN => "",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Quoted(string name) =>
        name.AsSpan().IndexOfAny(",\"\r\n") < 0 ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
