using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>jobs.query and jobs.getQueryResults.</summary>
internal sealed class QueryMethods(EmulatorState state, BigQueryCatalog catalog, BigQueryJobs jobs, JobMethods methods, Warehouse warehouse)
{
    private static readonly string[] OfConfiguration =
    [
        "query", "useLegacySql", "parameterMode", "queryParameters", "defaultDataset", "maximumBytesBilled", "useQueryCache", "preserveNulls", "createSession",
        "connectionProperties", "continuous", "destinationEncryptionConfiguration", "writeIncrementalResults",
    ];

    // How the answer comes, not what it is.
    private static readonly string[] OfAnswer = ["kind", "maxResults", "timeoutMs", "location", "formatOptions", "requestId", "jobCreationMode", "jobTimeoutMs"];

    public async Task<EmulatorResponse> QueryAsync(EmulatorRequest request, CancellationToken cancellationToken)
    {
        JsonObject body = request.Json();
        Shape.Check(body, "queryRequest", [.. OfConfiguration, .. OfAnswer, "dryRun", "labels"], ["maxSlots", "reservation"]);
        JsonObject query = [];
        foreach (string name in OfConfiguration.Where(body.ContainsKey))
            query[name] = body[name]?.DeepClone();
        JobRequest asked = JobRequest.Parse(
            new JsonObject
            {
                ["jobReference"] = new JsonObject { ["location"] = body["location"]?.DeepClone() },
                ["configuration"] = new JsonObject
                {
                    ["query"] = query,
                    ["dryRun"] = body["dryRun"]?.DeepClone(),
                    ["labels"] = body["labels"]?.DeepClone(),
                    ["jobTimeoutMs"] = body["jobTimeoutMs"]?.DeepClone(),
                },
            },
            request.Route["project"],
            catalog,
            state);
        if (asked.IsDryRun)
        {
            JsonObject statistics = methods.DryRun(asked, cancellationToken)["statistics"]!["query"]!.AsObject();
            return EmulatorResponse.Json(Shape.Compact(new JsonObject
            {
                ["kind"] = "bigquery#queryResponse",
                ["jobReference"] = new JsonObject { ["projectId"] = asked.Name.Project, ["location"] = asked.Name.Location },
                ["jobComplete"] = true,
                ["schema"] = statistics["schema"]?.DeepClone(),
                ["totalBytesProcessed"] = statistics["totalBytesProcessed"]?.DeepClone(),
            }));
        }

        BigQueryJob job = methods.Start(asked);
        RowPage page = RowPage.Of(request) with
        {
            Int64Timestamps = Shape.Object(body, "formatOptions", "queryRequest") is { } format && Shape.Flag(format, "useInt64Timestamp"),
        };
        if (Shape.Number(body, "maxResults") is { } max and > 0)
            page = page with { Count = (int)Math.Min(max, page.Count) };
        return await AnswerAsync(job, page, "bigquery#queryResponse", Shape.Number(body, "timeoutMs"), cancellationToken);
    }

    public Task<EmulatorResponse> ResultsAsync(EmulatorRequest request, CancellationToken cancellationToken)
    {
        BigQueryJob job = jobs.Find(request.Route["project"], request.Route["job"], request.Parameter("location"));
        if (job.Kind != "QUERY")
            throw EmulatorException.Invalid($"Cannot retrieve query results of {job.Name}: job is not a query.");
        long? timeout = long.TryParse(request.Parameter("timeoutMs"), NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds) ? milliseconds : null;
        return AnswerAsync(job, RowPage.Of(request), "bigquery#getQueryResultsResponse", timeout, cancellationToken);
    }

    private async Task<EmulatorResponse> AnswerAsync(BigQueryJob job, RowPage page, string kind, long? timeout, CancellationToken cancellationToken)
    {
        JsonObject answer = new() { ["kind"] = kind, ["jobReference"] = job.Name.ToJson() };
        if (kind == "bigquery#getQueryResultsResponse")
            answer["etag"] = job.Name.Id;
        bool isDone = await job.WaitAsync(TimeSpan.FromMilliseconds(timeout ?? 10_000), cancellationToken);
        answer["jobComplete"] = isDone;
        if (!isDone)
            return EmulatorResponse.Json(answer);
        if (job.Error is not null)
            throw job.Error;

        QueryResult result = job.Result!;
        answer["schema"] = Column.ToSchema(result.Columns);
        answer["totalBytesProcessed"] = job.BytesProcessed.ToString(CultureInfo.InvariantCulture);
        answer["cacheHit"] = false;
        if (result.AffectedRows is { } affected)
            answer["numDmlAffectedRows"] = affected.ToString(CultureInfo.InvariantCulture);
        if (result.DuckDb is null)
            return EmulatorResponse.Json(answer);
        using WarehouseSession session = warehouse.Open(cancellationToken);
        page.Write(answer, session, result.Columns, result.DuckDb, result.Rows);
        return EmulatorResponse.Json(answer);
    }
}
