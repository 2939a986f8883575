namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>What a model learns.</summary>
internal enum ModelFamily
{
    Linear,
    Trees,
    Network,
}
