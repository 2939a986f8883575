namespace MlOps.Sdk.Clients;

/// <summary>Something that a Dataflow job reported.</summary>
/// <param name="Time">When, in UTC.</param>
/// <param name="Importance">How important it is.</param>
/// <param name="Text">What it reported.</param>
public sealed record DataflowMessage(DateTime Time, DataflowMessageImportance Importance, string Text);
