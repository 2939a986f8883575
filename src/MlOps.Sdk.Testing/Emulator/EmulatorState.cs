using System.Globalization;
using MlOps.Sdk.Testing.Emulator.Storage;

namespace MlOps.Sdk.Testing.Emulator;

/// <summary>What the emulated services share.</summary>
internal sealed class EmulatorState : IDisposable
{
    private long _lastId = 1_000_000_000_000;
    private long _lastGeneration;

    public EmulatorState(GoogleCloudEmulatorOptions options)
    {
        Options = options;
        Objects = new ObjectStore(this);
    }

    public GoogleCloudEmulatorOptions Options { get; }

    public TimeProvider Time => Options.Time;

    /// <summary>The buckets and objects.</summary>
    public ObjectStore Objects { get; }

    /// <summary>Uploads to Cloud Storage that are under way.</summary>
    public UploadSessions Uploads { get; } = new();

    /// <summary>Set once the port is known, before any request.</summary>
    public Uri Address { get; set; } = new("http://127.0.0.1/");

    public FaultPlan Faults { get; } = new();

    public ExchangeLog Exchanges { get; } = new();

    /// <summary>A folder for what doesn't belong into memory; deleted with the emulator.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("mlops-emulator-").FullName;

    /// <summary>A decimal id; ids count up, so that equal conversations get equal ids.</summary>
    public string NextId() => Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);

    /// <summary>A generation number of Cloud Storage: opaque, increasing.</summary>
    public long NextGeneration() => 1_700_000_000_000_000 + Interlocked.Increment(ref _lastGeneration);

    /// <summary>Now, as Cloud Storage, Dataflow and Vertex AI write it.</summary>
    public string Now() => Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Now in milliseconds since 1970, as BigQuery writes it.</summary>
    public string NowMilliseconds() => Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
