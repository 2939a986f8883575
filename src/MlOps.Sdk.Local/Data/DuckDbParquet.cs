using System.Globalization;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Datasets as DuckDB reads and writes them.</summary>
internal static class DuckDbParquet
{
    /// <summary>The table expression that yields a dataset's columns in the types of its schema.</summary>
    public static async Task<string> TableAsync(Dataset dataset, StageContext context, CancellationToken cancellationToken)
    {
        string files = Read(await FetchAsync(dataset, context, cancellationToken));
        // What this package writes has the schema's types; a file used in place may hold 32-bit integers, decimals, time zones.
        if (dataset.Parts.All(ArtifactLocation.IsStored))
            return files;
        return $"(SELECT {Casts(dataset.Schema)} FROM {files})";
    }

    /// <summary>The table expression that yields every n-th row of a dataset.</summary>
    public static async Task<string> SampleAsync(Dataset dataset, long every, StageContext context, CancellationToken cancellationToken)
    {
        if (every == 1)
            return await TableAsync(dataset, context, cancellationToken);
        // The file's own numbering, unless a column has its name.
        bool isTaken = dataset.Schema.Columns.Any(column => column.Name.Equals("file_row_number", StringComparison.OrdinalIgnoreCase));
        string files = Sql.Files(await FetchAsync(dataset, context, cancellationToken));
        string step = every.ToString(CultureInfo.InvariantCulture);
        return $"(SELECT {Casts(dataset.Schema)} FROM " + (isTaken
            ? $"{await TableAsync(dataset, context, cancellationToken)} QUALIFY (row_number() OVER () - 1) % {step} = 0)"
            : $"read_parquet({files}, hive_partitioning = false, file_row_number = true) WHERE file_row_number % {step} = 0)");
    }

    /// <summary>The table expression of Parquet files as they are.</summary>
    public static string Read(IEnumerable<string> paths) => $"read_parquet({Sql.Files(paths)}, hive_partitioning = false)";

    /// <summary>Writes a query's rows into one Parquet file, in order, and stores it. The same rows give the same bytes.</summary>
    public static async Task<Dataset> WriteAsync(DuckDbEngine engine, string select, StageContext context, CancellationToken cancellationToken)
    {
        string path = NewFile(context);
        Written written = await engine.RunAsync(session => Write(session, select, path), context, cancellationToken);
        return await AddAsync(path, written, context, cancellationToken);
    }

    /// <summary>Where a stage writes its rows before they are stored.</summary>
    public static string NewFile(StageContext context) => Path.Combine(context.WorkingFolder, "part-0.parquet");

    /// <summary>Writes a query's rows into a Parquet file.</summary>
    public static Written Write(DuckDbSession session, string select, string path)
    {
        session.Execute($"COPY ({select}) TO {Sql.Text(path)} (FORMAT parquet, COMPRESSION zstd)");
        return Inspect(session, [path]);
    }

    /// <summary>What Parquet files hold, as their metadata tells.</summary>
    public static Written Inspect(DuckDbSession session, IReadOnlyList<string> paths)
    {
        string files = Sql.Files(paths);
        long rows = session.Count($"SELECT coalesce(sum(num_rows), 0)::BIGINT FROM parquet_file_metadata({files})");
        Dictionary<string, long?> nulls = session
            .Query($"""
                SELECT path_in_schema, CASE WHEN count(*) = count(stats_null_count) THEN sum(stats_null_count)::BIGINT END
                FROM parquet_metadata({files}) GROUP BY path_in_schema
                """)
            .ToDictionary(row => (string)row[0]!, row => (long?)row[1], StringComparer.Ordinal);
        List<WrittenColumn> columns = [.. session
            .Query($"DESCRIBE SELECT * FROM read_parquet({files}, hive_partitioning = false)")
            .Select(row => ((string)row[0]!, (string)row[1]!))
            .Select(column => new WrittenColumn(column.Item1, column.Item2, rows == 0 ? 0 : nulls.GetValueOrDefault(column.Item1)))];
        return new(rows, columns);
    }

    /// <summary>Stores a written file and describes it.</summary>
    public static async Task<Dataset> AddAsync(string path, Written written, StageContext context, CancellationToken cancellationToken)
    {
        DataFile file = await context.Artifacts.AddAsync(path, cancellationToken);
        return new([file], written.Schema(), written.Rows);
    }

    private static async Task<IReadOnlyList<string>> FetchAsync(Dataset dataset, StageContext context, CancellationToken cancellationToken)
    {
        List<string> paths = [];
        foreach (DataFile part in dataset.Parts)
            paths.Add(await context.Artifacts.FetchAsync(part, cancellationToken));
        return paths;
    }

    private static string Casts(Schema schema) => string.Join(", ", schema.Columns.Select(
        column => $"CAST({Sql.Name(column.Name)} AS {ColumnTypes.ToSql(column.Type)}) AS {Sql.Name(column.Name)}"));
}
