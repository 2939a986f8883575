namespace MlOps.Sdk.Clients;

internal sealed class VertexAi : IVertexAi
{
    public VertexAi(GoogleCloudConnection connection)
    {
        GoogleApiService api = connection.Open(GoogleApi.VertexAi);
        VertexNames names = new(connection.Options.ProjectId, connection.Options.Region);
        JobPolling polling = new(connection.Options.Retry, connection.Time);
        VertexOperations operations = new(api, polling);
        Names = names;
        CustomJobs = new VertexJobs<CustomJob>(api, names, polling, operations, "customJobs");
        TuningJobs = new VertexJobs<HyperparameterTuningJob>(api, names, polling, operations, "hyperparameterTuningJobs");
        BatchPredictions = new VertexJobs<BatchPredictionJob>(api, names, polling, operations, "batchPredictionJobs");
        Models = new VertexModels(api, names, polling, operations);
        Endpoints = new VertexEndpoints(api, names, polling, operations);
    }

    public string Project => Names.Project;

    public string Region => Names.Region;

    public IVertexJobs<CustomJob> CustomJobs { get; }

    public IVertexJobs<HyperparameterTuningJob> TuningJobs { get; }

    public IVertexJobs<BatchPredictionJob> BatchPredictions { get; }

    public IVertexModels Models { get; }

    public IVertexEndpoints Endpoints { get; }

    private VertexNames Names { get; }
}
