using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Jobs;

/// <summary>A kind of job: what it is called, what it takes, and what it does.</summary>
internal abstract class JobKind
{
    /// <summary>Its part of the path, such as <c>customJobs</c>; also the field of a list.</summary>
    public abstract string Collection { get; }

    /// <summary>Its message, such as <c>CustomJob</c>.</summary>
    public abstract string Message { get; }

    /// <summary>Refuses what the service refuses; the body has been read.</summary>
    public abstract void Check(JsonObject body, VertexPlace place);

    /// <summary>Does the job; a refusal becomes its error.</summary>
    public abstract Task RunAsync(EmulatedJob job, CancellationToken cancellationToken);
}
