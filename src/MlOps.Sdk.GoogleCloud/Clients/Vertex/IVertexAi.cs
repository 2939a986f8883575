namespace MlOps.Sdk.Clients;

/// <summary>Vertex AI in one project and region.</summary>
/// <remarks>
/// Every call may be repeated after an ambiguous failure, and after the client died: what was made is found by its label or its id and isn't made twice.
/// Failures are <see cref="GoogleCloudException"/>s.
/// </remarks>
public interface IVertexAi
{
    /// <summary>The project's id.</summary>
    string Project { get; }

    /// <summary>The region, such as <c>europe-west4</c>.</summary>
    string Region { get; }

    /// <summary>Jobs that run a container.</summary>
    IVertexJobs<CustomJob> CustomJobs { get; }

    /// <summary>Jobs that run a container for many choices of parameters.</summary>
    IVertexJobs<HyperparameterTuningJob> TuningJobs { get; }

    /// <summary>Jobs that predict for files or tables.</summary>
    IVertexJobs<BatchPredictionJob> BatchPredictions { get; }

    /// <summary>Models and their versions.</summary>
    IVertexModels Models { get; }

    /// <summary>Endpoints, the models that are deployed to them, and predictions.</summary>
    IVertexEndpoints Endpoints { get; }
}
