using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>The methods of jobs.</summary>
internal sealed class JobMethods(EmulatorState state, BigQueryCatalog catalog, BigQueryJobs jobs, QueryRunner queries, LoadRunner loads, ExtractRunner extracts)
{
    public EmulatorResponse Insert(EmulatorRequest request, CancellationToken cancellationToken) =>
        EmulatorResponse.Json(Start(request, request.Json(), upload: null, cancellationToken));

    /// <summary>Makes a job and starts it, or answers a dry run.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">The job that it asks for.</param>
    /// <param name="upload">A file that came with it; null without.</param>
    /// <param name="cancellationToken">Ends a dry run.</param>
    public JsonObject Start(EmulatorRequest request, JsonObject body, string? upload, CancellationToken cancellationToken)
    {
        JobRequest asked = JobRequest.Parse(body, request.Route["project"], catalog, state);
        if (asked.IsDryRun)
            return DryRun(asked, cancellationToken);
        return Start(asked, upload).ToJson(request.Address);
    }

    public BigQueryJob Start(JobRequest asked, string? upload = null)
    {
        BigQueryJob job = new(asked.Name, asked.Kind, asked.Configuration, state);
        jobs.Add(job);
        job.Start(asked.Kind switch
        {
            "QUERY" => queries.Run,
            "LOAD" => (running, token) => loads.Run(running, upload, token),
            _ => extracts.Run,
        });
        return job;
    }

    /// <summary>What a query would read, as a job that doesn't exist.</summary>
    public JsonObject DryRun(JobRequest asked, CancellationToken cancellationToken)
    {
        if (asked.Kind != "QUERY")
            throw EmulatorException.Invalid("Dry run is only supported for query jobs.");
        JsonObject query = queries.DryRun(asked, cancellationToken);
        return new JsonObject
        {
            ["kind"] = "bigquery#job",
            ["jobReference"] = new JsonObject { ["projectId"] = asked.Name.Project, ["location"] = asked.Name.Location },
            ["configuration"] = asked.Configuration.DeepClone(),
            ["status"] = new JsonObject { ["state"] = "DONE" },
            ["statistics"] = new JsonObject
            {
                ["creationTime"] = state.NowMilliseconds(),
                ["totalBytesProcessed"] = query["totalBytesProcessed"]?.DeepClone(),
                ["query"] = query,
            },
        };
    }

    public async Task<EmulatorResponse> GetAsync(EmulatorRequest request, CancellationToken cancellationToken)
    {
        BigQueryJob job = Find(request);
        await job.AskAsync(cancellationToken);
        return EmulatorResponse.Json(job.ToJson(request.Address));
    }

    public EmulatorResponse List(EmulatorRequest request)
    {
        string? filter = request.Parameter("stateFilter")?.ToUpperInvariant();
        int count = int.TryParse(request.Parameter("maxResults"), NumberStyles.None, CultureInfo.InvariantCulture, out int max) ? max : 50;
        return EmulatorResponse.Json(new JsonObject
        {
            ["kind"] = "bigquery#jobList",
            ["etag"] = state.NextId(),
            ["jobs"] = new JsonArray([.. jobs.All(request.Route["project"]).Where(job => filter is null || job.State == filter).Take(count).Select(job => Entry(job, request))]),
        });
    }

    public EmulatorResponse Cancel(EmulatorRequest request)
    {
        BigQueryJob job = Find(request);
        job.Cancel();
        return EmulatorResponse.Json(new JsonObject { ["kind"] = "bigquery#jobCancelResponse", ["job"] = job.ToJson(request.Address) });
    }

    private BigQueryJob Find(EmulatorRequest request) => jobs.Find(request.Route["project"], request.Route["job"], request.Parameter("location"));

    private static JsonObject Entry(BigQueryJob job, EmulatorRequest request)
    {
        JsonObject whole = job.ToJson(request.Address);
        whole.Remove("etag");
        whole.Remove("selfLink");
        whole["state"] = job.State;
        return whole;
    }
}
