using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Placed datasets as BigQuery reads them: the files of each are a table of the statement.</summary>
/// <param name="Tables">For each dataset the table expression that yields its columns in the types of its schema.</param>
/// <param name="Definitions">The files behind the tables.</param>
/// <param name="Schemas">The columns of each.</param>
internal sealed record BigQueryInput(IReadOnlyList<string> Tables, IReadOnlyDictionary<string, BigQueryExternalData> Definitions, IReadOnlyList<Schema> Schemas)
{
    public static BigQueryInput Of(IReadOnlyList<Dataset> datasets)
    {
        Dictionary<string, BigQueryExternalData> definitions = new(StringComparer.Ordinal);
        List<string> tables = [];
        for (int index = 0; index < datasets.Count; index++)
        {
            string name = FormattableString.Invariant($"input{index}");
            definitions.Add(name, Files(datasets[index].Parts));
            tables.Add($"(SELECT {Casts(datasets[index].Schema.Columns)} FROM `{name}`)");
        }

        return new(tables, definitions, [.. datasets.Select(dataset => dataset.Schema)]);
    }

    /// <summary>Files of Parquet as a table.</summary>
    public static BigQueryExternalData Files(IEnumerable<DataFile> parts) => new()
    {
        SourceUris = [.. parts.Select(part => (ObjectUri.Parse(part.Location) with { Generation = null }).ToString())],
    };

    /// <summary>A column's name in SQL.</summary>
    public static string Name(Column column) => GoogleSqlDialect.Scalar(ColumnNode.Of(column));

    /// <summary>Columns in the types that they are read as.</summary>
    // A file may hold 32-bit integers, or instants without a zone, which BigQuery reads as DATETIME.
    public static string Casts(IEnumerable<Column> columns) => string.Join(
        ", ", columns.Select(column => $"CAST({Name(column)} AS {BigQueryTypes.ToSql(column.Type)}) AS {Name(column)}"));

    /// <summary>A relation over the datasets, in SQL.</summary>
    /// <exception cref="StageException">BigQuery lacks something of it.</exception>
    public string Sql(RelationNode relation, string stage)
    {
        try
        {
            return GoogleSqlDialect.Relation(relation, Tables, Schemas);
        }
        catch (NotSupportedException exception)
        {
            throw new StageException($"{stage}: {exception.Message}", exception);
        }
    }
}
