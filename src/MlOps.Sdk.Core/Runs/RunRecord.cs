namespace MlOps.Sdk.Runs;

/// <summary>A run as the run store keeps it.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Started">When it started, in UTC.</param>
/// <param name="Duration">How long it took; null while it runs.</param>
/// <param name="Plan">The pipeline's plan as JSON.</param>
/// <param name="Environment">Where it ran, as JSON: machine, user, operating system, .NET, package version.</param>
public sealed record RunRecord(
    string Id, string Pipeline, RunState State, DateTimeOffset Started, TimeSpan? Duration, string Plan, string Environment);
