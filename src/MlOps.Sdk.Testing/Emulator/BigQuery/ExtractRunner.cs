using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.BigQuery.Models;
using MlOps.Sdk.Testing.Emulator.Http;
using MlOps.Sdk.Testing.Emulator.Storage;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Runs extract jobs.</summary>
internal sealed class ExtractRunner(ObjectStore objects, Warehouse warehouse, BigQueryCatalog catalog, ModelExporter exporter)
{
    private const string Path = "job.configuration.extract";

    // BigQuery writes a file for each gigabyte; small ones find those who read one file only.
    private const long RowsOfAFile = 100_000;

    public void Run(BigQueryJob job, CancellationToken cancellationToken)
    {
        JsonObject extract = job.Configuration["extract"]!.AsObject();
        if (Shape.Object(extract, "sourceModel", Path) is { } model)
        {
            ExtractModel(job, extract, model);
            return;
        }

        BigQueryTable table = catalog.Table(TableName.Parse(Shape.RequiredObject(extract, "sourceTable", Path), Path + ".sourceTable"));
        string format = Shape.Text(extract, "destinationFormat") is { Length: > 0 } given ? given : "CSV";
        (string suffix, string options, string contentType) = Options(table, extract, format);

        using WarehouseSession session = warehouse.Open(cancellationToken);
        (string bucket, string name) = ObjectStore.Parse(Destination(extract));
        if (!objects.HasBucket(bucket))
            throw EmulatorException.NotFound($"Not found: bucket {bucket}");
        int star = name.IndexOf('*', StringComparison.Ordinal);
        long rows = session.Count($"SELECT count(*) FROM {table.DuckDb}");
        long files = star < 0 ? 1 : Math.Max(1, (rows + RowsOfAFile - 1) / RowsOfAFile);
        string select = string.Join(", ", table.Columns.Select(column => Select(column, format)));
        for (long file = 0; file < files; file++)
        {
            string path = warehouse.NewFile(suffix);
            string limits = files == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" LIMIT {RowsOfAFile} OFFSET {file * RowsOfAFile}");
            session.Execute($"COPY (SELECT {select} FROM {table.DuckDb}{limits}) TO {DuckText.Literal(path)} ({options})");
            string expanded = star < 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name[..star]}{file:D12}{name[(star + 1)..]}");
            objects.Put(bucket, expanded, File.ReadAllBytes(path), contentType);
            File.Delete(path);
        }

        job.Statistics["destinationUriFileCounts"] = new JsonArray(files.ToString(CultureInfo.InvariantCulture));
        job.Statistics["inputBytes"] = TableSize.Of(session, table.Columns, table.DuckDb).ToString(CultureInfo.InvariantCulture);
    }

    private void ExtractModel(BigQueryJob job, JsonObject extract, JsonObject model)
    {
        if (extract["sourceTable"] is not null)
            throw EmulatorException.Invalid($"{Path} has a sourceTable and a sourceModel; it must have one of them.");
        foreach (string name in (string[])["compression", "fieldDelimiter", "printHeader"])
        {
            if (extract[name] is not null)
                throw EmulatorException.Invalid($"{name} is only allowed for tables, not for models.");
        }

        string format = Shape.Text(extract, "destinationFormat") is { Length: > 0 } given ? given : "ML_TF_SAVED_MODEL";
        if (format is not ("ML_TF_SAVED_MODEL" or "ML_XGBOOST_BOOSTER"))
            throw EmulatorException.Invalid($"Invalid value at '{Path}.destinationFormat': {format}");
        int files = exporter.Export(TableName.ParseModel(model, Path + ".sourceModel"), Destination(extract), format);
        job.Statistics["destinationUriFileCounts"] = new JsonArray(files.ToString(CultureInfo.InvariantCulture));
    }

    private static string Destination(JsonObject extract) => Shape.Texts(extract, "destinationUris", Path) switch
    {
        [string one] => one,
        [] => throw EmulatorException.Invalid($"Required parameter is missing: {Path}.destinationUris"),
        _ => throw Shape.NotEmulated("several destinationUris"),
    };

    private static (string Suffix, string Options, string ContentType) Options(BigQueryTable table, JsonObject extract, string format)
    {
        string compression = Shape.Text(extract, "compression") is { Length: > 0 } given ? given : "NONE";
        string[] allowed = format == "PARQUET" ? ["NONE", "SNAPPY", "GZIP", "ZSTD"] : ["NONE", "GZIP"];
        if (!allowed.Contains(compression))
            throw EmulatorException.Invalid($"Compression {compression} is not supported for {format}.");
        string zipped = compression == "GZIP" ? ", COMPRESSION gzip" : "";
        switch (format)
        {
            case "PARQUET":
                return (".parquet", $"FORMAT parquet, COMPRESSION {(compression == "NONE" ? "uncompressed" : compression.ToLowerInvariant())}", "application/octet-stream");
            case "NEWLINE_DELIMITED_JSON":
                return (".json", "FORMAT json" + zipped, "application/octet-stream");
            case "CSV":
                if (table.Columns.FirstOrDefault(column => column.IsRepeated || column.Type == "STRUCT") is { } nested)
                    throw EmulatorException.Invalid($"Operation cannot be performed on a nested schema. Field: {nested.Name}");
                string delimiter = Shape.Text(extract, "fieldDelimiter") switch { null or "" => ",", "\\t" or "tab" => "\t", { } text => text };
                return (".csv", $"FORMAT csv, HEADER {(Shape.Flag(extract, "printHeader", otherwise: true) ? "true" : "false")}, DELIM {DuckText.Literal(delimiter)}{zipped}", "text/csv");
            case "AVRO":
                throw Shape.NotEmulated("destinationFormat AVRO");
            default:
                throw EmulatorException.Invalid($"Invalid value at '{Path}.destinationFormat': {format}");
        }
    }

    private static string Select(Column column, string format)
    {
        string name = DuckText.Name(column.Name);
        if (format == "PARQUET")
            return $"{ValueConversion.ToParquet(name, column)} AS {name}";
        // Instants as BigQuery prints them; in JSON whole numbers of 64 bits are text.
        return (column.Type, column.IsRepeated) switch
        {
            ("TIMESTAMP", false) => $"{Printed(name, "%Y-%m-%d %H:%M:%S", " UTC")} AS {name}",
            ("DATETIME", false) => $"{Printed(name, "%Y-%m-%dT%H:%M:%S", "")} AS {name}",
            ("BYTES", false) => $"to_base64({name}) AS {name}",
            ("INT64" or "NUMERIC", false) when format != "CSV" => $"CAST({name} AS VARCHAR) AS {name}",
            ("INT64", true) when format != "CSV" => $"CAST({name} AS VARCHAR[]) AS {name}",
            _ => name,
        };
    }

    // Parts of a second only where there are any.
    private static string Printed(string name, string format, string zone) =>
        $"CASE WHEN microsecond({name}) % 1000000 = 0 THEN strftime({name}, '{format}{zone}') ELSE strftime({name}, '{format}.%f{zone}') END";
}
