using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Local.Tests.Data;

/// <summary>A folder, a DuckDB and a stage context of a test's own.</summary>
public sealed class DataBench : IDisposable
{
    private readonly TestArtifacts _artifacts;

    public DataBench(LocalOptions? options = null)
    {
        Folder = Path.Combine(Path.GetTempPath(), $"mlops tests 'é' {Guid.NewGuid():N}");
        Directory.CreateDirectory(Folder);
        Engine = new(Options.Create(options ?? new LocalOptions()), Options.Create(new MlOpsOptions { Root = Path.Combine(Folder, ".mlops") }));
        _artifacts = new(Path.Combine(Folder, "artifacts"));
    }

    public string Folder { get; }

    internal DuckDbEngine Engine { get; }

    /// <summary>The context of a new attempt.</summary>
    public StageContext Context(string stage = "ingest", params (string Name, object Value)[] bindings) => Context(stage, null, bindings);

    /// <summary>The context of a new attempt at a stage that has made something earlier.</summary>
    public StageContext Context(string stage, IStageHistory? history, params (string Name, object Value)[] bindings)
    {
        string work = Path.Combine(Folder, "work", Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(work);
        return new()
        {
            RunId = "run",
            Pipeline = "test",
            Stage = stage,
            Key = new string('0', 64),
            Logger = NullLogger.Instance,
            Time = TimeProvider.System,
            Progress = new Progress<double>(),
            Artifacts = _artifacts,
            WorkingFolder = work,
            Journal = new TestJournal(),
            History = history ?? new NoHistory(),
            Bindings = bindings.ToDictionary(binding => binding.Name, binding => binding.Value),
        };
    }

    /// <summary>Writes a file below <see cref="Folder"/> and returns its path.</summary>
    public string Write(string name, string content)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    internal Task<List<object?[]>> QueryAsync(string sql) =>
        Engine.RunAsync(session => session.Query(sql), null, TestContext.Current.CancellationToken);

    /// <summary>A dataset of the rows of a DuckDB query.</summary>
    internal Task<Dataset> DatasetAsync(string sql) =>
        DuckDbParquet.WriteAsync(Engine, sql, Context(), TestContext.Current.CancellationToken);

    internal async Task<List<object?[]>> RowsAsync(Dataset dataset, string columns = "*", string rest = "") =>
        await QueryAsync($"SELECT {columns} FROM {await TableAsync(dataset)} {rest}");

    /// <summary>The table expression of a dataset.</summary>
    internal Task<string> TableAsync(Dataset dataset) => DuckDbParquet.TableAsync(dataset, Context(), TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Engine.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class NoHistory : IStageHistory
    {
        public Task<Product?> FindPreviousAsync(CancellationToken cancellationToken) => Task.FromResult<Product?>(null);
    }

    private sealed class TestJournal : IJournal
    {
        private readonly Dictionary<string, string> _notes = [];

        public Task<string?> ReadAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_notes.GetValueOrDefault(name));

        public Task WriteAsync(string name, string value, CancellationToken cancellationToken)
        {
            _notes[name] = value;
            return Task.CompletedTask;
        }
    }

    private sealed class TestArtifacts(string folder) : IArtifactStore
    {
        public Task<DataFile> AddAsync(string path, CancellationToken cancellationToken)
        {
            Directory.CreateDirectory(folder);
            using FileStream stream = File.OpenRead(path);
            string digest = Convert.ToHexStringLower(SHA256.HashData(stream));
            long bytes = stream.Length;
            stream.Dispose();
            File.Move(path, Path.Combine(folder, digest), overwrite: true);
            return Task.FromResult(new DataFile($"artifact:{digest}", bytes, digest));
        }

        public string Resolve(DataFile file) => file.Location.StartsWith("artifact:", StringComparison.Ordinal)
            ? Path.Combine(folder, file.Location["artifact:".Length..])
            : file.Location;

        public Task<string> FetchAsync(DataFile file, CancellationToken cancellationToken) => Task.FromResult(Resolve(file));

        public Task<bool> VerifyAsync(DataFile file, CancellationToken cancellationToken) => Task.FromResult(File.Exists(Resolve(file)));
    }
}
