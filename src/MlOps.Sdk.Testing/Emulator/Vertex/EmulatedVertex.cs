using MlOps.Sdk.Testing.Emulator.Http;
using MlOps.Sdk.Testing.Emulator.Vertex.Endpoints;
using MlOps.Sdk.Testing.Emulator.Vertex.Jobs;
using MlOps.Sdk.Testing.Emulator.Vertex.Models;
using MlOps.Sdk.Testing.Emulator.Vertex.Operations;

namespace MlOps.Sdk.Testing.Emulator.Vertex;

/// <summary>The emulated Vertex AI: a table of contents.</summary>
internal sealed class EmulatedVertex : EmulatedService
{
    private const string Place = "/projects/{project}/locations/{location}/";

    private readonly VertexContext _context;
    private readonly IReadOnlyList<JobTable> _jobs;
    private readonly ModelTable _models;
    private readonly EndpointTable _endpoints;
    private readonly Deployer _deployer;
    private readonly Predictor _predictor;

    public EmulatedVertex(EmulatorState state)
    {
        _context = new VertexContext(state);
        _models = new ModelTable(_context);
        _endpoints = new EndpointTable(_context);
        _deployer = new Deployer(_context, _endpoints, _models);
        _predictor = new Predictor(_context, _endpoints);
        JobContainers containers = new(_context);
        _jobs =
        [
            new JobTable(_context, new CustomJobKind(containers)),
            new JobTable(_context, new TuningJobKind(_context, containers)),
            new JobTable(_context, new BatchPredictionKind(_context, _models)),
        ];
    }

    public override void Map(RouteTable routes)
    {
        MapJobs(routes);
        MapModels(routes);
        MapEndpoints(routes);
        MapOperations(routes);
    }

    public override async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _deployer.DisposeAsync();
    }

    private void MapJobs(RouteTable routes)
    {
        foreach (JobTable jobs in _jobs)
        {
            string collection = "v1" + Place + jobs.Kind.Collection;
            Add(routes, "POST", collection, jobs.Create);
            Add(routes, "GET", collection, jobs.List);
            Add(routes, "GET", collection + "/{job}", jobs.Get);
            Add(routes, "POST", collection + "/{job}:cancel", jobs.Cancel);
            Add(routes, "DELETE", collection + "/{job}", jobs.Delete);
        }

    }

    private void MapModels(RouteTable routes)
    {
        const string Collection = "v1" + Place + "models";
        Add(routes, "POST", Collection + ":upload", _models.Upload);
        Add(routes, "GET", Collection, _models.List);
        Add(routes, "GET", Collection + "/{model}", _models.Get);
        Add(routes, "GET", Collection + "/{model}:listVersions", _models.ListVersions);
        Add(routes, "PATCH", Collection + "/{model}", _models.Patch);
        Add(routes, "POST", Collection + "/{model}:mergeVersionAliases", _models.MergeAliases);
        Add(routes, "DELETE", Collection + "/{model}:deleteVersion", _models.DeleteVersion);
        Add(routes, "DELETE", Collection + "/{model}", _models.Delete);
    }

    private void MapEndpoints(RouteTable routes)
    {
        const string Collection = "v1" + Place + "endpoints";
        Add(routes, "POST", Collection, _endpoints.Create);
        Add(routes, "GET", Collection, _endpoints.List);
        Add(routes, "GET", Collection + "/{endpoint}", _endpoints.Get);
        Add(routes, "PATCH", Collection + "/{endpoint}", _endpoints.Patch);
        Add(routes, "DELETE", Collection + "/{endpoint}", _endpoints.Delete);
        Add(routes, "POST", Collection + "/{endpoint}:deployModel", _deployer.Deploy);
        Add(routes, "POST", Collection + "/{endpoint}:undeployModel", _deployer.Undeploy);
        routes.Add("POST", Collection + "/{endpoint}:predict", ErrorEnvelope.Codes, _predictor.PredictAsync);
        routes.Add("POST", Collection + "/{endpoint}:rawPredict", ErrorEnvelope.Codes, _predictor.RawPredictAsync);
    }

    private void MapOperations(RouteTable routes)
    {
        // Google's command line polls operations of endpoints in the other version, and its client for Node all of them below 'ui', as the service's own
        // configuration says first.
        foreach (string version in (string[])["v1", "v1beta1", "ui"])
        {
            OperationTable operations = _context.Operations;
            string collection = version + Place + "operations";
            Add(routes, "GET", collection, operations.List);
            Add(routes, "GET", collection + "/{operation}", operations.Get);
            Add(routes, "POST", collection + "/{operation}:cancel", operations.Cancel);
            Add(routes, "DELETE", collection + "/{operation}", operations.Delete);
            routes.Add("POST", collection + "/{operation}:wait", ErrorEnvelope.Codes, operations.WaitAsync);
        }
    }

    private static void Add(RouteTable routes, string method, string template, Func<EmulatorRequest, EmulatorResponse> handle) =>
        routes.Add(method, template, ErrorEnvelope.Codes, (request, _) => Task.FromResult(handle(request)));
}
