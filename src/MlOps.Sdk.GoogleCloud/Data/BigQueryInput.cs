using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Clients;

namespace MlOps.Sdk.Data;

/// <summary>Placed datasets as BigQuery reads them: the files of each are a table of the statement.</summary>
/// <param name="Tables">For each dataset the table expression that yields its columns in the types of its schema.</param>
/// <param name="Definitions">The files behind the tables.</param>
internal sealed record BigQueryInput(IReadOnlyList<string> Tables, IReadOnlyDictionary<string, BigQueryExternalData> Definitions)
{
    public static BigQueryInput Of(IReadOnlyList<Dataset> datasets)
    {
        Dictionary<string, BigQueryExternalData> definitions = new(StringComparer.Ordinal);
        List<string> tables = [];
        for (int index = 0; index < datasets.Count; index++)
        {
            string name = FormattableString.Invariant($"input{index}");
            definitions.Add(name, Files(datasets[index].Parts));
            tables.Add($"(SELECT {Casts(datasets[index].Schema)} FROM `{name}`)");
        }

        return new(tables, definitions);
    }

    /// <summary>Files of Parquet as a table.</summary>
    public static BigQueryExternalData Files(IEnumerable<DataFile> parts) => new()
    {
        SourceUris = [.. parts.Select(part => (ObjectUri.Parse(part.Location) with { Generation = null }).ToString())],
    };

    /// <summary>A column's name in SQL.</summary>
    public static string Name(Column column) => GoogleSqlDialect.Scalar(new ColumnNode(column.Name, column.Type, column.Nullable));

    // A file may hold 32-bit integers, or instants without a zone, which BigQuery reads as DATETIME.
    private static string Casts(Schema schema) => string.Join(
        ", ", schema.Columns.Select(column => $"CAST({Name(column)} AS {BigQueryTypes.ToSql(column.Type)}) AS {Name(column)}"));
}
