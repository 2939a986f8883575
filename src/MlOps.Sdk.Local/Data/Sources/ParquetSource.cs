using System.Globalization;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data.Sources;

/// <summary>Uses Parquet files where they are; copies them only if names or nested values stand in the way.</summary>
internal static class ParquetSource
{
    public static async Task<Dataset> ReadAsync(
        IReadOnlyList<DataFile> files, Schema? schema, DuckDbEngine engine, StageContext context, CancellationToken cancellationToken)
    {
        List<string> paths = [.. files.Select(file => file.Location)];
        Written found = await engine.RunAsync(session => Inspect(session, paths, context.Stage), context, cancellationToken);
        List<string> names = [.. found.Columns.Select(column => column.Name)];
        string where = $"{context.Stage}: {Path.GetFileName(paths[0])}";

        Schema wanted = schema ?? Infer(found, where);
        int[] positions = ColumnMatch.Positions(wanted, names, where);
        ColumnMatch.ThrowIfMissing(wanted, positions, names, where);
        CheckTypes(wanted, found, positions, where);

        Dataset dataset = new(files.ToValueList(), wanted, found.Rows);
        bool inPlace = wanted.Columns.Select((column, index) => column.Name == names[positions[index]] && IsPlain(found.Columns[positions[index]])).All(plain => plain);
        if (!inPlace)
        {
            IEnumerable<string> values = wanted.Columns.Select((column, index) =>
                $"{Value(found.Columns[positions[index]], column.Type)} AS {Sql.Name(column.Name)}");
            dataset = (await DuckDbParquet.WriteAsync(
                engine, $"SELECT {string.Join(", ", values)} FROM {DuckDbParquet.Read(paths)}", context, cancellationToken)) with { Schema = wanted };
        }

        await NullCheck.ThrowIfAnyAsync(dataset, found, engine, context, cancellationToken);
        return dataset;
    }

    private static Written Inspect(DuckDbSession session, IReadOnlyList<string> paths, string stage)
    {
        // One by one first, so that the message can say which file is damaged.
        foreach (string path in paths)
        {
            try
            {
                session.Query($"SELECT num_rows FROM parquet_file_metadata({Sql.File(path)})");
            }
            catch (DuckDB.NET.Data.DuckDBException exception)
            {
                throw new StageException(
                    $"{stage}: {Path.GetFileName(path)}: this is not a whole Parquet file ({path}): {DuckDbErrors.Message(exception)} Fetch or write it again.", exception);
            }
        }

        return DuckDbParquet.Inspect(session, paths);
    }

    private static Schema Infer(Written found, string where)
    {
        ColumnMatch.ThrowIfDuplicated([.. found.Columns.Select(column => column.Name)], where);
        return new(found.Columns
            .Select(column => new Column(column.Name, ColumnTypes.FromSql(column.SqlType) ?? (column.SqlType == "BLOB"
                ? throw new StageException($"{where}: the column '{column.Name}' is binary (BLOB). Give a row type without it.")
                : DataType.String), column.Nulls != 0))
            .ToValueList());
    }

    private static void CheckTypes(Schema wanted, Written found, int[] positions, string where)
    {
        List<string> problems = [.. wanted.Columns
            .Select((column, index) => (Column: column, Found: found.Columns[positions[index]]))
            .Where(pair => !Fits(pair.Column.Type, ColumnTypes.FromSql(pair.Found.SqlType) ?? DataType.String))
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"'{pair.Column.Name}' is {pair.Found.SqlType} in the file and {pair.Column.Type} in the row type"))];
        if (problems.Count > 0)
            throw new StageException($"{where}: {string.Join("; ", problems)}. Give the property the file's type and convert it in a transform.");
    }

    private static bool Fits(DataType wanted, DataType found) =>
        wanted == found || (wanted, found) is (DataType.Double, DataType.Int64) or (DataType.Timestamp, DataType.Date);

    private static bool IsPlain(WrittenColumn column) => ColumnTypes.FromSql(column.SqlType) is not null;

    private static string Value(WrittenColumn column, DataType type) =>
        $"CAST({(IsPlain(column) ? Sql.Name(column.Name) : $"to_json({Sql.Name(column.Name)})")} AS {ColumnTypes.ToSql(type)})";
}
