namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>An iteration of training.</summary>
/// <param name="Loss">The loss of the training rows at its end.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record TrainingIteration(double Loss, long Milliseconds);
