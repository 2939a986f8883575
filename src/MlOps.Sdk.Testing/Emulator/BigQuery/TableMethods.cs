using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>The methods of tables.</summary>
internal sealed class TableMethods(EmulatorState state, BigQueryCatalog catalog, Warehouse warehouse)
{
    public EmulatorResponse Insert(EmulatorRequest request, CancellationToken cancellationToken)
    {
        JsonObject body = request.Json();
        TableSettings.Check(body);
        JsonObject reference = Shape.RequiredObject(body, "tableReference", "table");
        // What the path says may be left out.
        reference["projectId"] ??= request.Route["project"];
        reference["datasetId"] ??= request.Route["dataset"];
        TableName name = TableName.Parse(reference, "table.tableReference");
        if (name.Project != request.Route["project"] || name.Dataset != request.Route["dataset"])
            throw EmulatorException.Invalid($"Table reference {name} in content does not agree with the path.");
        BigQueryDataset dataset = catalog.Dataset(name.Project, name.Dataset);
        if (catalog.FindTable(name) is not null)
            throw new EmulatorException(409, "duplicate", $"Already Exists: Table {name}");
        using WarehouseSession session = warehouse.Open(cancellationToken);
        IReadOnlyList<Column> columns = Shape.Object(body, "schema", "table") is { } schema ? Column.ParseSchema(schema, "table.schema") : [];
        BigQueryTable table = Empty(session, dataset, name, columns) with { Layout = TableLayout.Parse(body, "table") };
        table = TableSettings.Patch(table, body);
        catalog.Put(table);
        return Answer(request, session, table);
    }

    /// <summary>A table without rows, which isn't in the catalog yet.</summary>
    public BigQueryTable Empty(WarehouseSession session, BigQueryDataset dataset, TableName name, IReadOnlyList<Column> columns)
    {
        string now = state.NowMilliseconds();
        BigQueryTable table = new(name, columns, warehouse.NewTable())
        {
            Created = now,
            Modified = now,
            Etag = state.NextId(),
            ExpirationTime = dataset.Settings.DefaultTableExpirationMs is { } lifetime ? state.Time.GetUtcNow().ToUnixTimeMilliseconds() + lifetime : null,
        };
        // DuckDB knows no table without columns.
        string definitions = columns.Count == 0
            ? "\"__none\" BOOLEAN"
            : string.Join(", ", columns.Select(column => $"{DuckText.Name(column.Name)} {DuckTypes.Of(column)}"));
        session.Execute($"CREATE TABLE {table.DuckDb} ({definitions})");
        return table;
    }

    public EmulatorResponse Get(EmulatorRequest request, CancellationToken cancellationToken)
    {
        using WarehouseSession session = warehouse.Open(cancellationToken);
        return Answer(request, session, Find(request));
    }

    public EmulatorResponse List(EmulatorRequest request) => EmulatorResponse.Json(List(catalog.Dataset(request.Route["project"], request.Route["dataset"])));

    public EmulatorResponse Patch(EmulatorRequest request, CancellationToken cancellationToken)
    {
        BigQueryTable table = Find(request);
        Precondition.Check(request, table.Etag);
        BigQueryTable changed = TableSettings.Patch(
            request.Method == "PUT" ? table with { Labels = [], Description = null, FriendlyName = null, ExpirationTime = null } : table, request.Json());
        using WarehouseSession session = warehouse.Open(cancellationToken);
        if (table.Columns.Count == 0 && changed.Columns.Count > 0)
        {
            BigQueryTable empty = Empty(session, catalog.Dataset(table.Name.Project, table.Name.Dataset), table.Name, changed.Columns);
            changed = changed with { DuckDb = empty.DuckDb };
        }
        else
        {
            foreach (Column added in changed.Columns.Skip(table.Columns.Count))
                session.Execute($"ALTER TABLE {table.DuckDb} ADD COLUMN {DuckText.Name(added.Name)} {DuckTypes.Of(added)}");
        }

        changed = changed with { Modified = state.NowMilliseconds(), Etag = state.NextId() };
        catalog.Put(changed);
        return Answer(request, session, changed);
    }

    public EmulatorResponse Delete(EmulatorRequest request)
    {
        BigQueryTable table = Find(request);
        catalog.Dataset(table.Name.Project, table.Name.Dataset).RemoveTable(table.Name.Table);
        return EmulatorResponse.Empty(204);
    }

    /// <summary>tabledata.list.</summary>
    public EmulatorResponse Rows(EmulatorRequest request, CancellationToken cancellationToken)
    {
        BigQueryTable table = Find(request);
        IReadOnlyList<Column> columns = table.Columns;
        if (request.Parameter("selectedFields") is { Length: > 0 } selected)
        {
            columns = [.. selected.Split(',').Select(field => table.Columns.FirstOrDefault(column => Column.Names.Equals(column.Name, field.Trim()))
                ?? throw EmulatorException.Invalid($"Invalid field name \"{field}\" in selectedFields."))];
        }

        using WarehouseSession session = warehouse.Open(cancellationToken);
        JsonObject answer = new() { ["kind"] = "bigquery#tableDataList", ["etag"] = table.Etag };
        if (columns.Count > 0)
            RowPage.Of(request).Write(answer, session, columns, table.DuckDb, session.Count($"SELECT count(*) FROM {table.DuckDb}"));
        else
            answer["totalRows"] = "0";
        return EmulatorResponse.Json(answer);
    }

    private JsonObject List(BigQueryDataset dataset)
    {
        IReadOnlyList<BigQueryTable> tables = [.. dataset.Tables().Where(table => catalog.FindTable(table.Name) is not null)];
        return new JsonObject
        {
            ["kind"] = "bigquery#tableList",
            ["etag"] = state.NextId(),
            ["totalItems"] = tables.Count,
            ["tables"] = new JsonArray([.. tables.Select(table => Shape.Compact(new JsonObject
            {
                ["kind"] = "bigquery#table",
                ["id"] = table.Name.ToString(),
                ["tableReference"] = table.Name.ToJson(),
                ["type"] = "TABLE",
                ["creationTime"] = table.Created,
                ["labels"] = table.Labels.Count > 0 ? table.Labels.DeepClone() : null,
            }))]),
        };
    }

    private EmulatorResponse Answer(EmulatorRequest request, WarehouseSession session, BigQueryTable table) => EmulatorResponse.Json(table.ToJson(
        request.Address,
        catalog.Dataset(table.Name.Project, table.Name.Dataset).Location,
        session.Count($"SELECT count(*) FROM {table.DuckDb}"),
        TableSize.Of(session, table.Columns, table.DuckDb)));

    private BigQueryTable Find(EmulatorRequest request) =>
        catalog.Table(new TableName(request.Route["project"], request.Route["dataset"], request.Route["table"]));
}
