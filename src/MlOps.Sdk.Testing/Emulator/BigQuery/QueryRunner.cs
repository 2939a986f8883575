using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.BigQuery.Models;
using MlOps.Sdk.Testing.Emulator.GoogleSql;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Runs query jobs.</summary>
internal sealed class QueryRunner(EmulatorState state, BigQueryCatalog catalog, Warehouse warehouse, TableWriter writer, TableMethods tables, ModelRunner models, ModelExporter exporter)
{
    private const string Path = "job.configuration.query";
    private const long LeastBilled = 10L << 20;

    public void Run(BigQueryJob job, CancellationToken cancellationToken)
    {
        JsonObject query = job.Configuration["query"]!.AsObject();
        using WarehouseSession session = Open(cancellationToken);
        QueryCatalog names = new(catalog, warehouse, session, state, job.Name, query);
        TranslatedStatement statement = names.Translate();
        names.Compute(session, statement, isEmpty: false);
        long bytes = ReferencedBytes.Of(session, statement, names);
        long billed = bytes == 0 ? 0 : Math.Max(LeastBilled, (bytes + (1 << 20) - 1) >> 20 << 20);
        if (Shape.Number(query, "maximumBytesBilled") is { } limit && billed > limit)
        {
            throw new EmulatorException(400, "bytesBilledLimitExceeded", string.Create(
                CultureInfo.InvariantCulture, $"Query exceeded limit for bytes billed: {limit}. {billed} or higher required."));
        }

        job.BytesProcessed = bytes;
        foreach ((string name, JsonNode? value) in Statistics(statement, names, bytes))
            job.Statistics[name] = value?.DeepClone();
        job.Statistics["totalBytesBilled"] = Text(billed);
        job.Statistics["cacheHit"] = false;
        job.Result = Execute(job, query, session, statement);
    }

    /// <summary>What the query would read, and the columns that it would give.</summary>
    public JsonObject DryRun(JobRequest asked, CancellationToken cancellationToken)
    {
        using WarehouseSession session = Open(cancellationToken);
        QueryCatalog names = new(catalog, warehouse, session, state, asked.Name, asked.Body);
        TranslatedStatement statement = names.Translate();
        names.Compute(session, statement, isEmpty: true);
        JsonObject statistics = Statistics(statement, names, ReferencedBytes.Of(session, statement, names));
        if (statement.Columns.Count > 0 && statement.Kind == StatementKind.Query)
            statistics["schema"] = Column.ToSchema(statement.Columns.Select(SqlColumns.ToColumn));
        return statistics;
    }

    private WarehouseSession Open(CancellationToken cancellationToken) => warehouse.Open(cancellationToken);

    private static JsonObject Statistics(TranslatedStatement statement, QueryCatalog names, long bytes)
    {
        JsonObject statistics = new()
        {
            ["statementType"] = StatementTypes.Of(statement.Kind),
            ["totalBytesProcessed"] = Text(bytes),
        };
        JsonNode[] referenced = [.. statement.ReferencedTables.Where(path => !names.IsExternal(path)).Select(path => new TableName(path.Project, path.Dataset, path.Table).ToJson())];
        if (referenced.Length > 0)
            statistics["referencedTables"] = new JsonArray(referenced);
        return statistics;
    }

    private QueryResult Execute(BigQueryJob job, JsonObject query, WarehouseSession session, TranslatedStatement statement) => statement.Kind switch
    {
        StatementKind.Query => Select(job, query, session, statement),
        StatementKind.CreateTableAsSelect or StatementKind.CreateTable => CreateTable(job, session, statement),
        StatementKind.Insert or StatementKind.Update or StatementKind.Delete or StatementKind.TruncateTable => Change(job, session, statement),
        StatementKind.CreateModel => CreateModel(job, session, statement),
        StatementKind.ExportModel => ExportModel(statement),
        StatementKind.DropTable => DropTable(job, statement),
        StatementKind.DropModel => DropModel(job, statement),
        StatementKind.CreateSchema => CreateSchema(job, statement),
        StatementKind.DropSchema => DropSchema(job, statement),
        _ => throw Shape.NotEmulated($"statement {StatementTypes.Of(statement.Kind)}"),
    };

    private QueryResult Select(BigQueryJob job, JsonObject query, WarehouseSession session, TranslatedStatement statement)
    {
        IReadOnlyList<Column> columns = [.. statement.Columns.Select(SqlColumns.ToColumn)];
        WriteTarget target;
        if (Shape.Object(query, "destinationTable", Path) is { } destination)
        {
            target = new WriteTarget(
                TableName.Parse(destination, Path + ".destinationTable"),
                Shape.Text(query, "writeDisposition") is { Length: > 0 } write ? write : "WRITE_EMPTY",
                Shape.Text(query, "createDisposition") is { Length: > 0 } create ? create : "CREATE_IF_NEEDED",
                TableLayout.Parse(query, Path),
                job.Name.Location,
                warehouse.NewTable());
        }
        else
        {
            BigQueryDataset anonymous = catalog.Anonymous(job.Name.Project, job.Name.Location);
            TableName name = new(anonymous.Project, anonymous.Id, "anon" + state.NextId());
            query["destinationTable"] = name.ToJson();
            target = new WriteTarget(name, "WRITE_TRUNCATE", "CREATE_IF_NEEDED", new TableLayout(null, null, []), job.Name.Location, warehouse.NewTable())
            {
                ExpirationTime = state.Time.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds(),
            };
        }

        (BigQueryTable table, long rows) = writer.Write(session, target, columns, statement.Sql, statement.IsOrdered);
        return new QueryResult(table.Columns, table.DuckDb, target.WriteDisposition == "WRITE_APPEND" ? session.Count($"SELECT count(*) FROM {table.DuckDb}") : rows);
    }

    private QueryResult CreateTable(BigQueryJob job, WarehouseSession session, TranslatedStatement statement)
    {
        TableName name = NameOf(statement);
        BigQueryTable? existing = catalog.FindTable(name);
        job.Statistics["ddlTargetTable"] = name.ToJson();
        job.Statistics["ddlOperationPerformed"] = existing is null ? "CREATE" : statement.Condition == CreateCondition.Replace ? "REPLACE" : "SKIP";
        if (existing is not null && statement.Condition == CreateCondition.Fail)
            throw new EmulatorException(409, "duplicate", $"Already Exists: Table {name}");
        if (existing is not null && statement.Condition == CreateCondition.Skip)
            return new QueryResult([], null, 0);

        IReadOnlyList<Column> columns = [.. statement.Columns.Select(SqlColumns.ToColumn)];
        TableLayout layout = SqlColumns.LayoutOf(statement);
        layout.Check(columns);
        TableOptions options = TableOptions.Of(statement.Options);
        BigQueryDataset dataset = catalog.Dataset(name.Project, name.Dataset);
        BigQueryTable table;
        if (statement.Kind == StatementKind.CreateTable)
        {
            CheckLocation(job, dataset);
            table = tables.Empty(session, dataset, name, columns);
        }
        else
        {
            if (existing is not null)
                dataset.RemoveTable(name.Table);
            table = writer.Write(
                session, new WriteTarget(name, "WRITE_TRUNCATE", "CREATE_IF_NEEDED", layout, job.Name.Location, warehouse.NewTable()), columns, statement.Sql).Table;
        }

        catalog.Put(table with
        {
            Layout = layout, Labels = options.Labels, Description = options.Description, ExpirationTime = options.ExpirationTime ?? table.ExpirationTime,
        });
        return new QueryResult([], null, 0);
    }

    private QueryResult CreateModel(BigQueryJob job, WarehouseSession session, TranslatedStatement statement)
    {
        CheckLocation(job, catalog.Dataset(statement.Target!.Project, statement.Target.Dataset));
        models.Create(job, session, statement);
        return new QueryResult([], null, 0);
    }

    private QueryResult ExportModel(TranslatedStatement statement)
    {
        foreach (string name in statement.Options.Keys.Where(name => name != "uri"))
            throw Shape.NotEmulated($"OPTIONS({name}) of EXPORT MODEL");
        exporter.Export(
            NameOf(statement),
            statement.Options.GetValueOrDefault("uri") as string ?? throw new EmulatorException(400, "invalidQuery", "Option 'uri' is required in EXPORT MODEL"),
            format: null);
        return new QueryResult([], null, 0);
    }

    private QueryResult Change(BigQueryJob job, WarehouseSession session, TranslatedStatement statement)
    {
        TableName name = NameOf(statement);
        BigQueryTable table = catalog.Table(name);
        CheckLocation(job, catalog.Dataset(name.Project, name.Dataset));
        session.Execute("BEGIN");
        long rows = session.Execute(statement.Sql);
        TableWriter.CheckRequired(session, table.Columns, table.DuckDb);
        session.Execute("COMMIT");
        catalog.Put(table with { Modified = state.NowMilliseconds(), Etag = state.NextId() });
        job.Statistics["numDmlAffectedRows"] = Text(rows);
        return new QueryResult([], null, 0, rows);
    }

    private QueryResult DropTable(BigQueryJob job, TranslatedStatement statement)
    {
        TableName name = NameOf(statement);
        bool exists = catalog.FindTable(name) is not null;
        if (!exists && !statement.IfExists)
            throw EmulatorException.NotFound($"Not found: Table {name}");
        job.Statistics["ddlTargetTable"] = name.ToJson();
        job.Statistics["ddlOperationPerformed"] = exists ? "DROP" : "SKIP";
        if (exists)
            catalog.Dataset(name.Project, name.Dataset).RemoveTable(name.Table);
        return new QueryResult([], null, 0);
    }

    private QueryResult DropModel(BigQueryJob job, TranslatedStatement statement)
    {
        TableName name = NameOf(statement);
        bool exists = catalog.FindDataset(name.Project, name.Dataset)?.RemoveModel(name.Table) ?? false;
        if (!exists && !statement.IfExists)
            throw EmulatorException.NotFound($"Not found: Model {name}");
        job.Statistics["ddlOperationPerformed"] = exists ? "DROP" : "SKIP";
        return new QueryResult([], null, 0);
    }

    private QueryResult CreateSchema(BigQueryJob job, TranslatedStatement statement)
    {
        TableName name = NameOf(statement);
        bool exists = catalog.FindDataset(name.Project, name.Dataset) is not null;
        if (!exists || statement.Condition == CreateCondition.Fail)
            catalog.Add(new BigQueryDataset(name.Project, name.Dataset, job.Name.Location, new DatasetSettings(), state.NowMilliseconds(), state.NextId()));
        job.Statistics["ddlOperationPerformed"] = exists ? "SKIP" : "CREATE";
        return new QueryResult([], null, 0);
    }

    private QueryResult DropSchema(BigQueryJob job, TranslatedStatement statement)
    {
        TableName name = NameOf(statement);
        BigQueryDataset? dataset = catalog.FindDataset(name.Project, name.Dataset);
        if (dataset is null && !statement.IfExists)
            throw EmulatorException.NotFound($"Not found: Dataset {name.Project}:{name.Dataset}");
        if (dataset is not null && (dataset.Tables().Count > 0 || dataset.Models().Count > 0))
            throw new EmulatorException(400, "resourceInUse", $"Dataset {name.Project}:{name.Dataset} is still in use");
        job.Statistics["ddlOperationPerformed"] = dataset is null ? "SKIP" : "DROP";
        if (dataset is not null)
            catalog.Remove(dataset);
        return new QueryResult([], null, 0);
    }

    private static void CheckLocation(BigQueryJob job, BigQueryDataset dataset)
    {
        if (!dataset.Location.Equals(job.Name.Location, StringComparison.OrdinalIgnoreCase))
            throw EmulatorException.NotFound($"Not found: Dataset {dataset.Project}:{dataset.Id} was not found in location {job.Name.Location}");
    }

    private static TableName NameOf(TranslatedStatement statement) =>
        new(statement.Target!.Project, statement.Target.Dataset, statement.Target.Table);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
