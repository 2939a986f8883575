namespace MlOps.Sdk;

/// <summary>How jobs of Dataflow are watched.</summary>
public sealed class DataflowOptions
{
    /// <summary>How often a job that is waited for is looked at; every 15 seconds by default.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(15);
}
