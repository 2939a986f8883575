using System.Globalization;

namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>How a column becomes a number: numbers stay, categories become their position.</summary>
/// <param name="Column">The column.</param>
/// <param name="Mean">Of numbers, what stands for null.</param>
/// <param name="Deviation">Of numbers, the deviation of the training rows; 1 if they are all equal.</param>
/// <param name="Categories">The categories, of which the first may be null; null for numbers.</param>
internal sealed record FeatureEncoding(Column Column, double Mean, double Deviation, IReadOnlyList<string?>? Categories)
{
    /// <summary>The number in DuckDB's words; NaN for a category that was never seen.</summary>
    public string Sql
    {
        get
        {
            string name = DuckText.Name(Column.Name);
            if (Categories is null)
                return $"coalesce(CAST({name} AS DOUBLE), {Number(Mean)})";
            int ofNull = Categories is [null, ..] ? 1 : 0;
            string found = Categories.Count == ofNull
                ? "NULL"
                : FormattableString.Invariant($"list_position({DuckText.List(Categories.Skip(ofNull)!)}, CAST({name} AS VARCHAR)) - 1 + {ofNull}");
            return $"CASE WHEN {name} IS NULL THEN {(ofNull == 1 ? "0" : "CAST('nan' AS DOUBLE)")} ELSE coalesce(CAST({found} AS DOUBLE), CAST('nan' AS DOUBLE)) END";
        }
    }

    public static string Number(double number) => $"CAST('{number.ToString("R", CultureInfo.InvariantCulture)}' AS DOUBLE)";

    /// <summary>Learns how from rows.</summary>
    /// <param name="session">Where they are.</param>
    /// <param name="column">The column.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="nullIsCategory">Whether null is a category if there is any; else it is one that was never seen.</param>
    public static FeatureEncoding Of(WarehouseSession session, Column column, string rows, bool nullIsCategory)
    {
        string name = DuckText.Name(column.Name);
        switch (column)
        {
            case { IsRepeated: false, Type: "INT64" or "FLOAT64" or "NUMERIC" }:
                object?[] moments = session.Rows($"SELECT avg(CAST({name} AS DOUBLE)), stddev_pop(CAST({name} AS DOUBLE)) FROM {rows}")[0];
                double deviation = Convert.ToDouble(moments[1] ?? 0.0, CultureInfo.InvariantCulture);
                return new FeatureEncoding(column, Convert.ToDouble(moments[0] ?? 0.0, CultureInfo.InvariantCulture), deviation > 0 ? deviation : 1, null);
            case { IsRepeated: false, Type: "STRING" or "BOOL" }:
                string condition = nullIsCategory ? "" : $" WHERE {name} IS NOT NULL";
                return new FeatureEncoding(
                    column, 0, 1, [.. session.Rows($"SELECT DISTINCT CAST({name} AS VARCHAR) AS c FROM {rows}{condition} ORDER BY c NULLS FIRST").Select(row => (string?)row[0])]);
            default:
                throw Shape.NotEmulated($"a feature of type {(column.IsRepeated ? "ARRAY" : column.Type)}: {column.Name}");
        }
    }
}
