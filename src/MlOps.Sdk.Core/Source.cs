using System.Data.Common;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk;

/// <summary>Where the rows of a pipeline come from.</summary>
/// <remarks>
/// Paths are relative to the working directory and may hold <c>*</c> and <c>**</c>; files that end in <c>.gz</c> are decompressed. On Google Cloud a path may
/// also be <c>gs://bucket/name</c>, with one <c>*</c>.
/// With a row type the columns are its properties; a header is matched to them exactly, else by letters and digits only
/// (<c>Airport Name</c> is <c>AirportName</c>). Without one, columns are inferred and read as <c>row["column"]</c>.
/// </remarks>
public static class Source
{
    /// <summary>Delimited text with the columns of a row type.</summary>
    /// <param name="path">A file or a glob.</param>
    /// <param name="delimiter">The character between cells.</param>
    /// <param name="header">Whether the first line holds the names; without it columns are taken by position.</param>
    /// <param name="dateFormat">The .NET format of dates, such as <c>d/M/yyyy</c>; ISO 8601 if null.</param>
    /// <param name="timestampFormat">The .NET format of timestamps; ISO 8601 if null.</param>
    /// <param name="nullText">The text of an absent value besides the empty cell.</param>
    public static Source<T> Csv<T>(
        string path, char delimiter = ',', bool header = true, string? dateFormat = null, string? timestampFormat = null, string? nullText = null) =>
        new(new CsvSourcePlan(path)
        {
            Delimiter = delimiter.ToString(),
            HasHeader = header,
            DateFormat = dateFormat,
            TimestampFormat = timestampFormat,
            NullText = nullText,
        });

    /// <summary>Delimited text whose columns are inferred; see <see cref="Csv{T}"/>.</summary>
    public static Source<Row> Csv(
        string path, char delimiter = ',', bool header = true, string? dateFormat = null, string? timestampFormat = null, string? nullText = null) =>
        Csv<Row>(path, delimiter, header, dateFormat, timestampFormat, nullText);

    /// <summary>A JSON object per line, with the columns of a row type.</summary>
    public static Source<T> JsonLines<T>(string path, string? dateFormat = null, string? timestampFormat = null) =>
        new(new JsonSourcePlan(path, Lines: true) { DateFormat = dateFormat, TimestampFormat = timestampFormat });

    /// <summary>A JSON object per line; columns are inferred.</summary>
    public static Source<Row> JsonLines(string path, string? dateFormat = null, string? timestampFormat = null) =>
        JsonLines<Row>(path, dateFormat, timestampFormat);

    /// <summary>A JSON array of objects, with the columns of a row type.</summary>
    public static Source<T> Json<T>(string path, string? dateFormat = null, string? timestampFormat = null) =>
        new(new JsonSourcePlan(path, Lines: false) { DateFormat = dateFormat, TimestampFormat = timestampFormat });

    /// <summary>A JSON array of objects; columns are inferred.</summary>
    public static Source<Row> Json(string path, string? dateFormat = null, string? timestampFormat = null) =>
        Json<Row>(path, dateFormat, timestampFormat);

    /// <summary>Apache Parquet with the columns of a row type; used in place.</summary>
    public static Source<T> Parquet<T>(string path) => new(new ParquetSourcePlan(path));

    /// <summary>Apache Parquet whose columns are taken from the file; used in place.</summary>
    public static Source<Row> Parquet(string path) => Parquet<Row>(path);

    /// <summary>The result of a query over any ADO.NET connection, with the columns of a row type.</summary>
    /// <param name="connect">Makes a closed connection; called once for each run. The plan holds neither it nor its secrets.</param>
    /// <param name="sql">The query, in the database's own language.</param>
    /// <param name="name">The name under which the plan speaks of the connection.</param>
    public static Source<T> Query<T>(Func<DbConnection> connect, string sql, string name = "database") =>
        new(new QuerySourcePlan(name, sql), name, connect);

    /// <summary>The result of a query over any ADO.NET connection; columns are taken from the result.</summary>
    public static Source<Row> Query(Func<DbConnection> connect, string sql, string name = "database") => Query<Row>(connect, sql, name);

    /// <summary>A table of BigQuery, with the columns of a row type; read by stages that run on Google Cloud.</summary>
    /// <param name="table">The table as <c>project.dataset.table</c>.</param>
    public static Source<T> BigQuery<T>(string table) => new(new BigQuerySourcePlan { Table = table });

    /// <summary>A table of BigQuery; columns are taken from it.</summary>
    public static Source<Row> BigQuery(string table) => BigQuery<Row>(table);

    /// <summary>The result of a query in BigQuery, with the columns of a row type; runs on Google Cloud.</summary>
    /// <param name="sql">The query, in GoogleSQL.</param>
    public static Source<T> BigQueryQuery<T>(string sql) => new(new BigQuerySourcePlan { Sql = sql });

    /// <summary>The result of a query in BigQuery; columns are taken from the result.</summary>
    public static Source<Row> BigQueryQuery(string sql) => BigQueryQuery<Row>(sql);

    /// <summary>Rows that the application holds in memory; enumerated once for each run.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="name">The name under which the plan speaks of them.</param>
    public static Source<T> Rows<T>(IEnumerable<T> rows, string name = "rows") => new(new RowsSourcePlan(name), name, rows);
}

/// <summary>Where rows of a type come from. Made by <see cref="Source"/>.</summary>
public sealed class Source<T>
{
    internal Source(SourcePlan plan, string? binding = null, object? bound = null)
    {
        Plan = plan;
        Binding = binding;
        Bound = bound;
    }

    /// <summary>The source as data.</summary>
    public SourcePlan Plan { get; }

    internal string? Binding { get; }

    internal object? Bound { get; }
}
