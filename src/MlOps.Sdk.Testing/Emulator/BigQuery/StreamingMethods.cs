using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>tabledata.insertAll.</summary>
internal sealed class StreamingMethods(EmulatorState state, BigQueryCatalog catalog, Warehouse warehouse)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(TableName Table, string Id), DateTimeOffset> _seen = new();

    public EmulatorResponse InsertAll(EmulatorRequest request, CancellationToken cancellationToken)
    {
        BigQueryTable table = catalog.Table(new TableName(request.Route["project"], request.Route["dataset"], request.Route["table"]));
        JsonObject body = request.Json();
        Shape.Check(body, "request", ["kind", "rows", "skipInvalidRows", "ignoreUnknownValues", "traceId"], ["templateSuffix"]);
        IReadOnlyList<JsonObject> rows = Shape.Objects(body, "rows", "request");
        if (rows.Count is 0 or > 50_000)
            throw EmulatorException.Invalid(rows.Count == 0 ? "No rows present in the request." : "Too many rows present in the request, limit: 50000.");

        List<(int Index, string? Id, string Literal)> good = [];
        JsonArray errors = [];
        for (int index = 0; index < rows.Count; index++)
        {
            Shape.Check(rows[index], "rows", ["insertId", "json"], []);
            try
            {
                string literal = JsonLiteral.Row(
                    table.Columns, Shape.RequiredObject(rows[index], "json", "rows"), Shape.Flag(body, "ignoreUnknownValues"));
                good.Add((index, Shape.Text(rows[index], "insertId"), literal));
            }
            catch (EmulatorException exception) when (exception.Reason == "invalid")
            {
                errors.Add(Error(index, "invalid", exception.Message));
            }
        }

        // One bad row stops all others.
        if (errors.Count > 0 && !Shape.Flag(body, "skipInvalidRows"))
        {
            foreach ((int index, _, _) in good)
                errors.Add(Error(index, "stopped", ""));
            good.Clear();
        }

        DateTimeOffset now = state.Time.GetUtcNow();
        string[] literals = [.. good.Where(row => row.Id is not { Length: > 0 } id || IsNew(table.Name, id, now)).Select(row => row.Literal)];
        if (literals.Length > 0)
        {
            using WarehouseSession session = warehouse.Open(cancellationToken);
            session.Execute($"INSERT INTO {table.DuckDb} VALUES {string.Join(", ", literals)}");
            catalog.Put(table with { Modified = state.NowMilliseconds() });
        }

        JsonObject answer = new() { ["kind"] = "bigquery#tableDataInsertAllResponse" };
        if (errors.Count > 0)
            answer["insertErrors"] = errors;
        return EmulatorResponse.Json(answer);
    }

    private bool IsNew(TableName table, string id, DateTimeOffset now)
    {
        bool isNew = !_seen.TryGetValue((table, id), out DateTimeOffset before) || now - before > Remembered;
        _seen[(table, id)] = now;
        return isNew;
    }

    private static JsonObject Error(int index, string reason, string message) => new()
    {
        ["index"] = index,
        ["errors"] = new JsonArray(new JsonObject { ["reason"] = reason, ["location"] = "", ["debugInfo"] = "", ["message"] = message }),
    };
}
