using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>A job that a client asks for, checked as far as BigQuery checks before it makes one.</summary>
internal sealed partial record JobRequest(JobName Name, string Kind, JsonObject Configuration, JsonObject Body)
{
    private static readonly string[] Output =
        ["kind", "etag", "id", "selfLink", "user_email", "principal_subject", "status", "statistics", "jobCreationReason"];

    private static readonly string[] Query =
    [
        "query", "useLegacySql", "parameterMode", "queryParameters", "destinationTable", "writeDisposition", "createDisposition", "timePartitioning",
        "rangePartitioning", "clustering", "defaultDataset", "priority", "maximumBytesBilled", "useQueryCache", "tableDefinitions", "allowLargeResults",
        "flattenResults",
    ];
    private static readonly string[] KnownOfQuery =
    [
        "schemaUpdateOptions", "createSession", "connectionProperties", "scriptOptions", "userDefinedFunctionResources", "continuous",
        "destinationEncryptionConfiguration", "maximumBillingTier", "preserveNulls", "systemVariables", "writeIncrementalResults",
    ];
    private static readonly string[] Load =
    [
        "sourceUris", "sourceFormat", "destinationTable", "schema", "writeDisposition", "createDisposition", "timePartitioning", "rangePartitioning", "clustering",
        "parquetOptions", "decimalTargetTypes", "ignoreUnknownValues", "skipLeadingRows", "fieldDelimiter", "quote", "allowQuotedNewlines", "nullMarker", "encoding",
        // Not BigQuery's: the official client for node sends it here too, and BigQuery lets it pass.
        "location",
    ];
    private static readonly string[] KnownOfLoad =
    [
        "allowJaggedRows", "autodetect", "columnNameCharacterMap", "connectionProperties", "copyFilesOnly", "createSession", "dateFormat", "datetimeFormat",
        "destinationEncryptionConfiguration", "destinationTableProperties", "fileSetSpecType", "hivePartitioningOptions", "jsonExtension", "maxBadRecords",
        "nullMarkers", "preserveAsciiControlCharacters", "projectionFields", "referenceFileSchemaUri", "schemaInline", "schemaInlineFormat",
        "schemaUpdateOptions", "sourceColumnMatch", "timeFormat", "timeZone", "timestampFormat", "timestampTargetPrecision", "useAvroLogicalTypes",
    ];
    private static readonly string[] Extract =
        ["sourceTable", "sourceModel", "destinationUris", "destinationFormat", "compression", "fieldDelimiter", "printHeader"];
    private static readonly string[] KnownOfExtract = ["destinationUri", "modelExtractOptions", "useAvroLogicalTypes"];

    public bool IsDryRun => Shape.Flag(Configuration, "dryRun");

    public static JobRequest Parse(JsonObject job, string project, BigQueryCatalog catalog, EmulatorState state)
    {
        Shape.Check(job, "job", ["jobReference", "configuration", .. Output], []);
        JsonObject configuration = Shape.RequiredObject(job, "configuration", "job").DeepClone().AsObject();
        Shape.Check(configuration, "job.configuration", ["query", "load", "extract", "labels", "dryRun", "jobTimeoutMs", "jobType"], ["copy", "reservation", "maxSlots"]);
        string[] kinds = [.. ((string[])["query", "load", "extract"]).Where(kind => configuration[kind] is not null)];
        if (kinds.Length != 1)
            throw EmulatorException.Invalid("Required parameter is missing: exactly one of query, load, extract and copy must be configured.");
        string kind = kinds[0];
        JsonObject body = Shape.RequiredObject(configuration, kind, "job.configuration");
        string path = $"job.configuration.{kind}";
        Shape.Check(
            body,
            path,
            kind switch { "query" => Query, "load" => Load, _ => Extract },
            kind switch { "query" => KnownOfQuery, "load" => KnownOfLoad, _ => KnownOfExtract });
        LabelSet.Patch([], Shape.Object(configuration, "labels", "job.configuration"));
        TableLayout.Parse(body, path);
        CheckDispositions(body, path);
        if (kind == "query")
            CheckQuery(body);
        else if (kind == "load")
            CheckLoad(body);

        JsonObject reference = Shape.Object(job, "jobReference", "job") ?? [];
        Shape.Check(reference, "job.jobReference", ["projectId", "jobId", "location"], []);
        if (Shape.Text(reference, "projectId") is { Length: > 0 } other && other != project)
            throw EmulatorException.Invalid($"Value {other} in content does not agree with value {project}.");
        string id = Shape.Text(reference, "jobId") is { Length: > 0 } given ? given : "job_" + state.NextId();
        if (!IdPattern().IsMatch(id))
            throw EmulatorException.Invalid($"Invalid job ID \"{id}\". The ID must contain only letters, numbers, underscores and dashes, 1024 at most.");
        string location = Shape.Text(reference, "location") is { Length: > 0 } place ? place : LocationOf(body, catalog) ?? "US";
        configuration["jobType"] = kind.ToUpperInvariant();
        Tidy(body);
        return new JobRequest(new JobName(project, location, id), kind.ToUpperInvariant(), configuration, body);
    }

    /// <summary>What the official client for node sends otherwise than BigQuery has it is answered as BigQuery has it.</summary>
    private static void Tidy(JsonObject body)
    {
        body.Remove("location");
        foreach (JsonObject parameter in Shape.Objects(body, "queryParameters", "job.configuration.query"))
        {
            if (parameter["parameterValue"] is JsonObject value && value["value"] is JsonValue)
                value["value"] = Shape.Text(value, "value");
        }
    }

    private static void CheckDispositions(JsonObject body, string path)
    {
        if (Shape.Text(body, "writeDisposition") is { Length: > 0 } write)
        {
            if (write == "WRITE_TRUNCATE_DATA")
                throw Shape.NotEmulated(write);
            if (write is not ("WRITE_EMPTY" or "WRITE_APPEND" or "WRITE_TRUNCATE"))
                throw EmulatorException.Invalid($"Invalid value at '{path}.writeDisposition': {write}");
        }

        if (Shape.Text(body, "createDisposition") is { Length: > 0 } create and not ("CREATE_IF_NEEDED" or "CREATE_NEVER"))
            throw EmulatorException.Invalid($"Invalid value at '{path}.createDisposition': {create}");
    }

    private static void CheckQuery(JsonObject body)
    {
        Shape.RequiredText(body, "query", "job.configuration.query");
        if (Shape.Flag(body, "useLegacySql", otherwise: true))
            throw EmulatorException.Invalid("Legacy SQL, which is meant unless useLegacySql is false, is not supported here. Set useLegacySql to false.");
        if (Shape.Text(body, "priority") is { Length: > 0 } priority and not ("INTERACTIVE" or "BATCH"))
            throw EmulatorException.Invalid($"Invalid value at 'job.configuration.query.priority': {priority}");
    }

    private static void CheckLoad(JsonObject body)
    {
        TableName.Parse(Shape.RequiredObject(body, "destinationTable", "job.configuration.load"), "job.configuration.load.destinationTable");
        string format = Shape.Text(body, "sourceFormat") is { Length: > 0 } given ? given : "CSV";
        if (format is "AVRO" or "ORC" or "DATASTORE_BACKUP")
            throw Shape.NotEmulated($"sourceFormat {format}");
        if (format is not ("PARQUET" or "CSV" or "NEWLINE_DELIMITED_JSON"))
            throw EmulatorException.Invalid($"Invalid value at 'job.configuration.load.sourceFormat': {format}");
        if (format != "CSV")
        {
            foreach (string name in (string[])["skipLeadingRows", "fieldDelimiter", "quote", "allowQuotedNewlines", "nullMarker"])
            {
                if (body[name] is { } value && value.ToJsonString() is not ("\"\"" or "0" or "false"))
                    throw EmulatorException.Invalid($"{name} is only allowed for CSV, not for {format}.");
            }
        }
    }

    private static string? LocationOf(JsonObject body, BigQueryCatalog catalog)
    {
        foreach (string name in (string[])["destinationTable", "sourceTable", "sourceModel", "defaultDataset"])
        {
            if (Shape.Object(body, name, "job") is { } reference
                && catalog.FindDataset(Shape.Text(reference, "projectId") ?? "", Shape.Text(reference, "datasetId") ?? "") is { } dataset)
            {
                return dataset.Location;
            }
        }

        return null;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,1024}$")]
    private static partial Regex IdPattern();
}
