using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>Refuses queries.</summary>
internal sealed class NoQueries : IQueryRunner
{
    public void Run(BigQueryJob job, CancellationToken cancellationToken) => throw Shape.NotEmulated("queries");

    public JsonObject DryRun(JobRequest asked, CancellationToken cancellationToken) => throw Shape.NotEmulated("queries");
}
