namespace MlOps.Sdk.Benchmarks;

/// <summary>A folder for one benchmark, deleted after it.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mlops-benchmark-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
