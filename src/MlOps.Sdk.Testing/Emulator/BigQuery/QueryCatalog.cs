using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.BigQuery.Models;
using MlOps.Sdk.Testing.Emulator.GoogleSql;
using MlOps.Sdk.Testing.Emulator.Http;
using MlOps.Sdk.Testing.Emulator.Storage;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>The names that one query can use, and its parameters.</summary>
internal sealed class QueryCatalog : IGoogleSqlCatalog
{
    private const string Path = "job.configuration.query";

    private readonly BigQueryCatalog _catalog;
    private readonly JobName _job;
    private readonly JsonObject _query;
    private readonly Dictionary<string, BigQueryTable> _external = new(StringComparer.Ordinal);
    private readonly Dictionary<TablePath, BigQueryTable> _found = [];

    public QueryCatalog(BigQueryCatalog catalog, Warehouse warehouse, WarehouseSession session, EmulatorState state, JobName job, JsonObject query)
    {
        _catalog = catalog;
        _job = job;
        _query = query;
        DefaultProject = job.Project;
        if (Shape.Object(query, "defaultDataset", Path) is { } dataset)
        {
            Shape.Check(dataset, Path + ".defaultDataset", ["projectId", "datasetId"], []);
            DefaultDataset = Shape.RequiredText(dataset, "datasetId", Path + ".defaultDataset");
            DefaultProject = Shape.Text(dataset, "projectId") is { Length: > 0 } project ? project : job.Project;
        }

        foreach ((string name, JsonNode? definition) in Shape.Object(query, "tableDefinitions", Path) ?? [])
            _external[name] = External(name, definition as JsonObject ?? [], warehouse, session, state);
        // Files have names without a dataset; the translator takes these only if there is a dataset to add.
        if (_external.Count > 0)
            DefaultDataset ??= "";
    }

    public string DefaultProject { get; }

    public string? DefaultDataset { get; }

    public TranslatedStatement Translate() =>
        GoogleSqlTranslator.Translate(Shape.RequiredText(_query, "query", Path), this, QueryParameters.Parse(_query, Path));

    /// <summary>Whether a name led to files.</summary>
    public bool IsExternal(TablePath path) => _found.GetValueOrDefault(path) is { Name.Dataset: "" };

    /// <summary>The table that a name led to.</summary>
    public BigQueryTable? Found(TablePath path) => _found.GetValueOrDefault(path);

    public GoogleSqlTable? FindTable(TablePath path)
    {
        if (!_found.TryGetValue(path, out BigQueryTable? table))
        {
            table = _external.GetValueOrDefault(path.Table) is { } external && path.Dataset == DefaultDataset ? external : Stored(path);
            if (table is null)
                return null;
            _found[path] = table;
        }

        return new GoogleSqlTable([.. table.Columns.Select(SqlColumns.ToSql)], table.DuckDb);
    }

    public IReadOnlyList<GoogleSqlColumn>? ColumnsOf(ModelFunction function, TablePath model, IReadOnlyList<GoogleSqlColumn> input) =>
        FindModel(model) is { } found ? ModelFunctions.ColumnsOf(function, found, input) : null;

    /// <summary>Makes the tables that the statement reads the results of models from.</summary>
    /// <param name="session">Where they are made; they end with it.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="isEmpty">Whether their columns are enough.</param>
    public void Compute(WarehouseSession session, TranslatedStatement statement, bool isEmpty)
    {
        foreach (ModelCall call in statement.ModelCalls)
        {
            TrainedModel model = FindModel(call.Model) ?? throw EmulatorException.NotFound($"Not found: Model {call.Model}");
            session.Execute($"CREATE TEMP TABLE {DuckText.Name(call.Name)} AS SELECT * FROM ({ModelFunctions.RowsOf(session, call, model, isEmpty)}) AS rows{(isEmpty ? " LIMIT 0" : "")}");
        }
    }

    private TrainedModel? FindModel(TablePath path) => Located(path)?.FindModel(path.Table)?.Trained;

    private BigQueryTable? Stored(TablePath path) =>
        Located(path) is null ? null : _catalog.FindTable(new TableName(path.Project, path.Dataset, path.Table));

    private BigQueryDataset? Located(TablePath path)
    {
        BigQueryDataset? dataset = _catalog.FindDataset(path.Project, path.Dataset);
        return dataset is null || dataset.Location.Equals(_job.Location, StringComparison.OrdinalIgnoreCase)
            ? dataset
            : throw EmulatorException.NotFound($"Not found: Dataset {path.Project}:{path.Dataset} was not found in location {_job.Location}");
    }

    private static BigQueryTable External(string name, JsonObject definition, Warehouse warehouse, WarehouseSession session, EmulatorState state)
    {
        string path = $"{Path}.tableDefinitions.{name}";
        Shape.Check(
            definition,
            path,
            ["sourceUris", "sourceFormat", "schema", "parquetOptions", "decimalTargetTypes", "compression"],
            [
                "autodetect", "avroOptions", "bigtableOptions", "connectionId", "csvOptions", "dateFormat", "datetimeFormat", "fileSetSpecType", "googleSheetsOptions",
                "hivePartitioningOptions", "ignoreUnknownValues", "jsonExtension", "jsonOptions", "maxBadRecords", "metadataCacheMode", "objectMetadata",
                "referenceFileSchemaUri", "timeFormat", "timeZone", "timestampFormat",
            ]);
        if (Shape.RequiredText(definition, "sourceFormat", path) is var format and not "PARQUET")
            throw Shape.NotEmulated($"external table of format {format}");
        JsonObject options = Shape.Object(definition, "parquetOptions", path) ?? [];
        Shape.Check(options, path + ".parquetOptions", ["enableListInference", "enumAsString"], ["mapTargetType"]);
        List<string> files = [];
        foreach (string uri in Shape.Texts(definition, "sourceUris", path))
        {
            IReadOnlyList<StoredObject> found = state.Objects.Expand(uri);
            if (found.Count == 0)
                throw EmulatorException.NotFound($"Not found: Uris {uri}");
            files.AddRange(found.Select(stored => stored.Path));
        }

        (IReadOnlyList<Column> columns, string sql) = ParquetFiles.Read(
            session,
            files,
            Shape.Object(definition, "schema", path) is { } schema ? Column.ParseSchema(schema, path + ".schema") : null,
            new ParquetReading(Shape.Flag(options, "enableListInference"), Shape.Texts(definition, "decimalTargetTypes", path)),
            $"external table {name}");
        string view = warehouse.NewTable();
        session.Execute($"CREATE TEMP VIEW {view} AS {sql}");
        return new BigQueryTable(new TableName("", "", name), columns, view) { Created = "0", Modified = "0", Etag = "" };
    }
}
