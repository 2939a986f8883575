using MlOps.Sdk.Testing.Emulator.BigQuery.Models;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>BigQuery: its methods, as version 2 of its REST API has them.</summary>
internal sealed class BigQueryService : EmulatedService
{
    // Official clients that are pointed at an emulator leave the path of the API out.
    private static readonly string[] Roots = ["/bigquery/v2", ""];

    private readonly Warehouse _warehouse;
    private readonly BigQueryJobs _jobs = new();
    private readonly DatasetMethods _datasets;
    private readonly TableMethods _tables;
    private readonly StreamingMethods _streaming;
    private readonly ModelMethods _models;
    private readonly JobMethods _jobMethods;
    private readonly QueryMethods _queries;
    private readonly UploadMethods _uploads;

    public BigQueryService(EmulatorState state)
    {
        BigQueryCatalog catalog = new(state);
        _warehouse = new Warehouse(state.Folder);
        TableWriter writer = new(state, catalog);
        ModelExporter exporter = new(state.Objects, catalog);
        _datasets = new DatasetMethods(state, catalog);
        _tables = new TableMethods(state, catalog, _warehouse);
        _streaming = new StreamingMethods(state, catalog, _warehouse);
        _models = new ModelMethods(state, catalog);
        _jobMethods = new JobMethods(
            state,
            catalog,
            _jobs,
            new QueryRunner(state, catalog, _warehouse, writer, _tables, new ModelRunner(state, catalog, _warehouse), exporter),
            new LoadRunner(state.Objects, _warehouse, catalog, writer),
            new ExtractRunner(state.Objects, _warehouse, catalog, exporter));
        _queries = new QueryMethods(state, catalog, _jobs, _jobMethods, _warehouse);
        _uploads = new UploadMethods(state, _jobMethods, _warehouse);
    }

    public override void Map(RouteTable routes)
    {
        const string Dataset = "/projects/{project}/datasets/{dataset}";
        foreach (string root in Roots)
        {
            void Add(string method, string path, Func<EmulatorRequest, CancellationToken, Task<EmulatorResponse>> handle) =>
                routes.Add(method, root + path, ErrorEnvelope.Reasons, handle);

            Add("POST", "/projects/{project}/datasets", Now(_datasets.Insert));
            Add("GET", "/projects/{project}/datasets", Now(_datasets.List));
            Add("GET", Dataset, Now(_datasets.Get));
            Add("PATCH", Dataset, Now(_datasets.Patch));
            Add("PUT", Dataset, Now(_datasets.Patch));
            Add("DELETE", Dataset, Now(_datasets.Delete));

            Add("POST", Dataset + "/tables", Blocking(_tables.Insert));
            Add("GET", Dataset + "/tables", Now(_tables.List));
            Add("GET", Dataset + "/tables/{table}", Blocking(_tables.Get));
            Add("PATCH", Dataset + "/tables/{table}", Blocking(_tables.Patch));
            Add("PUT", Dataset + "/tables/{table}", Blocking(_tables.Patch));
            Add("DELETE", Dataset + "/tables/{table}", Now(_tables.Delete));
            Add("GET", Dataset + "/tables/{table}/data", Blocking(_tables.Rows));
            Add("POST", Dataset + "/tables/{table}/insertAll", Blocking(_streaming.InsertAll));

            Add("GET", Dataset + "/models", Now(_models.List));
            Add("GET", Dataset + "/models/{model}", Now(_models.Get));
            Add("PATCH", Dataset + "/models/{model}", Now(_models.Patch));
            Add("DELETE", Dataset + "/models/{model}", Now(_models.Delete));

            Add("POST", "/projects/{project}/jobs", Blocking(_jobMethods.Insert));
            Add("GET", "/projects/{project}/jobs", Now(_jobMethods.List));
            Add("GET", "/projects/{project}/jobs/{job}", _jobMethods.GetAsync);
            Add("POST", "/projects/{project}/jobs/{job}/cancel", Now(_jobMethods.Cancel));
            Add("POST", "/projects/{project}/queries", _queries.QueryAsync);
            Add("GET", "/projects/{project}/queries/{job}", _queries.ResultsAsync);
        }

        foreach (string upload in (string[])["/upload/bigquery/v2", "/resumable/upload/bigquery/v2"])
        {
            routes.Add("POST", upload + "/projects/{project}/jobs", ErrorEnvelope.Reasons, Blocking(_uploads.Start));
            routes.Add("PUT", upload + "/projects/{project}/jobs", ErrorEnvelope.Reasons, Blocking(_uploads.Continue));
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _jobs.DisposeAsync();
        _warehouse.Dispose();
    }

    private static Func<EmulatorRequest, CancellationToken, Task<EmulatorResponse>> Now(Func<EmulatorRequest, EmulatorResponse> handle) =>
        (request, _) => Task.FromResult(handle(request));

    private static Func<EmulatorRequest, CancellationToken, Task<EmulatorResponse>> Blocking(Func<EmulatorRequest, CancellationToken, EmulatorResponse> handle) =>
        (request, cancellationToken) => Task.FromResult(handle(request, cancellationToken));
}
