namespace MlOps.Sdk.Clients;

/// <summary>A job of Dataflow.</summary>
/// <param name="Id">The id that Dataflow gave it.</param>
/// <param name="Name">The name that the launch gave it.</param>
/// <param name="State">How far it is; <see cref="DataflowJobState.Unknown"/> right after the launch.</param>
/// <param name="Region">Where it runs, such as <c>europe-west3</c>.</param>
/// <param name="CreateTime">When it was launched, in UTC.</param>
/// <param name="Labels">Its labels.</param>
public sealed record DataflowJob(
    string Id, string Name, DataflowJobState State, string Region, DateTime CreateTime, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>The label that holds the launch's key.</summary>
    public const string LaunchLabel = "mlops-launch";

    /// <summary>The version of Beam, such as <c>2.75.0</c>; null as long as Dataflow doesn't tell.</summary>
    public string? BeamVersion { get; init; }

    /// <summary>Whether it has ended, in whatever way.</summary>
    public bool HasEnded => State is DataflowJobState.Done or DataflowJobState.Failed or DataflowJobState.Cancelled or DataflowJobState.Updated or DataflowJobState.Drained;
}
