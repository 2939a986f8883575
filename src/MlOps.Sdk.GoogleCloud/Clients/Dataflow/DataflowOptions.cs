namespace MlOps.Sdk.Clients;

/// <summary>Where Dataflow's jobs run and how they are watched.</summary>
public sealed class DataflowOptions
{
    /// <summary>The project's id.</summary>
    public string Project { get; set; } = "";

    /// <summary>The region, such as <c>europe-west3</c>.</summary>
    public string Region { get; set; } = "";

    /// <summary>How often a job that is waited for is looked at; every 15 seconds by default.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(15);
}
