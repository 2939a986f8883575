namespace MlOps.Sdk.Clients;

/// <summary>A job to start from Google's template for Beam YAML.</summary>
public sealed record DataflowLaunch
{
    /// <summary>The job's name: lower-case letters, digits and hyphens, a letter first, at most 1024.</summary>
    public required string JobName { get; init; }

    /// <summary>What no other launch has; lower-case letters, digits, <c>_</c> and <c>-</c>, at most 63. It becomes the label <c>mlops-launch</c>.</summary>
    public required string LaunchKey { get; init; }

    /// <summary>The Beam YAML as it stands; the template's own placeholders (<c>{{…}}</c>) mean nothing in it. Null if <see cref="PipelineFile"/> is given.</summary>
    public string? Pipeline { get; init; }

    /// <summary>A file with the Beam YAML, such as <c>gs://bucket/run/pipeline.yaml</c>, in which <c>{{…}}</c> are placeholders. Null if <see cref="Pipeline"/> is given.</summary>
    public string? PipelineFile { get; init; }

    /// <summary>The template; by default the region's <c>gs://dataflow-templates-REGION/latest/flex/Yaml_Template</c>. A dated path pins Beam's version.</summary>
    public string? Template { get; init; }

    /// <summary>Further options of Beam's, such as <c>requirements_file</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the job runs.</summary>
    public DataflowEnvironment Environment { get; init; } = new();
}
