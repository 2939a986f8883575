using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Jobs;

/// <summary>Custom jobs: their containers run as local processes.</summary>
internal sealed class CustomJobKind(JobContainers containers) : JobKind
{
    public override string Collection => "customJobs";

    public override string Message => "CustomJob";

    public override void Check(JsonObject body, VertexPlace place) => JobSpecRules.Check((JsonObject)body["jobSpec"]!, "job_spec");

    public override async Task RunAsync(EmulatedJob job, CancellationToken cancellationToken)
    {
        job.Begin();
        await containers.RunAsync((JsonObject)job.ToJson()["jobSpec"]!, job.Id, null, [], new Dictionary<string, string>(), cancellationToken);
    }
}
