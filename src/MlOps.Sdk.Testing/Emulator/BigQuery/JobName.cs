using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>The name of a job; ids are unique within project and location, whose case doesn't count.</summary>
internal sealed record JobName(string Project, string Location, string Id)
{
    public JsonObject ToJson() => new() { ["projectId"] = Project, ["jobId"] = Id, ["location"] = Location };

    public bool Equals(JobName? other) =>
        other is not null && Project == other.Project && Id == other.Id && Location.Equals(other.Location, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => HashCode.Combine(Project, Id, Location.ToUpperInvariant());

    public override string ToString() => $"{Project}:{Location}.{Id}";
}
