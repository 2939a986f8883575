using MlOps.Sdk.KillTarget;

namespace MlOps.Sdk.Local.Tests.Runs;

/// <summary>A folder with the small pipeline's rows, for processes that die; deleted with all that they have left in it.</summary>
internal sealed class FlightsFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("mlops-kill-").FullName;

    public FlightsFolder()
    {
        Csv = At("flights.csv");
        SmallPipeline.WriteCsv(Csv);
    }

    public string Csv { get; }

    public string At(string name) => Path.Combine(_path, name);

    public void Dispose()
    {
        foreach (FileInfo file in new DirectoryInfo(_path).EnumerateFiles("*", SearchOption.AllDirectories))
            file.IsReadOnly = false;
        Directory.Delete(_path, recursive: true);
    }
}
