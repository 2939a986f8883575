using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Pipelines;

/// <summary>Keeps what was said between the stages and the emulator, for a judge, where <c>MLOPS_EXCHANGES</c> names a folder.</summary>
internal static class ExchangeLogs
{
    public static void Keep(GoogleCloudEmulator google)
    {
        if (Environment.GetEnvironmentVariable("MLOPS_EXCHANGES") is { Length: > 0 } folder)
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder).FullName, $"{Guid.NewGuid():N}.jsonl"), google.Exchanges.ToJsonLines());
    }
}
