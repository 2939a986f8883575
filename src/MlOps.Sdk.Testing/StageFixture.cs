using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Testing.Conformance;

namespace MlOps.Sdk.Testing;

/// <summary>What a stage needs to run in a test: a folder, a clock, a journal, an artifact store, and datasets.</summary>
/// <example>
/// <code>
/// await using StageFixture fixture = new();
/// Dataset input = await fixture.WriteAsync(schema, [1L, "gull"], [2L, null]);
/// Dataset output = await new MyTransformer().TransformAsync(new([input], plan), fixture.Context(), token);
/// Assert.Equal([[1L, "gull"]], await fixture.ReadAsync(output));
/// </code>
/// </example>
public sealed class StageFixture : IAsyncDisposable
{
    private readonly ServiceProvider? _services;
    private readonly RecordedArtifacts _artifacts;
    private readonly ConcurrentDictionary<(string Key, string Name), string> _notes = new();
    private readonly ConcurrentQueue<double> _progress = new();

    /// <summary>Makes the folder.</summary>
    /// <param name="artifacts">Makes the artifact store under test of <see cref="Root"/>; a <see cref="FolderArtifacts"/> if null.</param>
    /// <param name="time">The clock that stages get; a <see cref="ManualClock"/> if null.</param>
    public StageFixture(Func<string, IArtifactStore>? artifacts = null, TimeProvider? time = null)
    {
        Root = NewRoot();
        Time = time ?? new ManualClock();
        _artifacts = new RecordedArtifacts(artifacts is null ? new FolderArtifacts(Path.Combine(Root, "artifacts")) : artifacts(Root));
    }

    private StageFixture(Action<IServiceCollection, string> register)
    {
        Root = NewRoot();
        ServiceCollection services = new();
        register(services, Root);
        _services = services.BuildServiceProvider();
        Time = _services.GetRequiredService<TimeProvider>();
        _artifacts = new RecordedArtifacts(_services.GetRequiredService<IArtifactStore>());
    }

    /// <summary>A fixture over an application's services, with their artifact store and clock.</summary>
    /// <param name="register">Registers them, such as with <c>services.AddMlOps(o => o.Root = root).AddLocal()</c>; is given the root.</param>
    public static StageFixture Of(Action<IServiceCollection, string> register)
    {
        ArgumentNullException.ThrowIfNull(register);
        return new StageFixture(register);
    }

    /// <summary>The root of all that the test writes; deleted in the end. Its name holds spaces and more than ASCII.</summary>
    public string Root { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The application's services; none unless the fixture was made by <see cref="Of"/>.</summary>
    public IServiceProvider Services => _services ?? throw new InvalidOperationException("The fixture has no services. Make it with StageFixture.Of(…).");

    /// <summary>The artifact store.</summary>
    public IArtifactStore Artifacts => _artifacts;

    /// <summary>What stages have added to the artifact store, in order.</summary>
    public IReadOnlyList<DataFile> Added => _artifacts.Added;

    /// <summary>The shares of the work that stages have reported, in order.</summary>
    public IReadOnlyList<double> Progress => [.. _progress];

    /// <summary>Is called with each share that a stage reports; null by default.</summary>
    public Action<double>? Progressed { get; set; }

    /// <summary>What stages have written into their journals, by name.</summary>
    public IReadOnlyDictionary<string, string> Notes => _notes.DistinctBy(note => note.Key.Name).ToDictionary(note => note.Key.Name, note => note.Value);

    /// <summary>The context of a new attempt, with an empty working folder of its own.</summary>
    /// <param name="stage">The stage's name, with which its errors begin.</param>
    /// <param name="settings">The settings of a class of the user's own, as the pipeline would hand them over; null for none.</param>
    /// <param name="bindings">What the application hands to the pipeline outside of the plan.</param>
    /// <param name="work">
    /// What the stage is to do, such as its request: equal work gets an equal <see cref="StageContext.Key"/>, under which a stage finds the remote jobs
    /// that it has started, and its notes. Null for work like no other.
    /// </param>
    /// <param name="isRedone">Whether what the stage made of that work before counts as harmed; see <see cref="StageContext.IsRedone"/>.</param>
    public StageContext Context(
        string stage = "stage",
        object? settings = null,
        IReadOnlyDictionary<string, object>? bindings = null,
        object? work = null,
        bool isRedone = false) =>
        Context(stage, settings, bindings, isRedone, Convert.ToHexStringLower(SHA256.HashData(work is null
            ? Guid.NewGuid().ToByteArray()
            : JsonSerializer.SerializeToUtf8Bytes(work, work.GetType(), PlanJson.Compact))));

    private StageContext Context(string stage, object? settings, IReadOnlyDictionary<string, object>? bindings, bool isRedone, string key) => new()
    {
        RunId = $"run-{Guid.NewGuid():N}",
        Pipeline = "test",
        Stage = stage,
        Key = key,
        IsRedone = isRedone,
        Logger = NullLogger.Instance,
        Time = Time,
        Progress = new Reporter(this),
        Artifacts = _artifacts,
        WorkingFolder = Directory.CreateDirectory(Path.Combine(Root, "work", Guid.NewGuid().ToString("N"))).FullName,
        Journal = new MemoryJournal(_notes, key),
        Bindings = bindings ?? new Dictionary<string, object>(),
        Settings = settings is null ? null : JsonSerializer.Serialize(settings, settings.GetType(), PlanJson.Compact),
    };

    /// <summary>Writes a Parquet file below <see cref="Root"/> and returns its path.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="rows">Their values: null, or of the .NET types that <see cref="Algebra.ConstantNode.Value"/> lists.</param>
    public string WriteFile(string name, Schema schema, IEnumerable<object?[]> rows)
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(Root, "work", "files")).FullName, name);
        ParquetRows.Write(path, schema, rows);
        return path;
    }

    /// <summary>Makes a dataset of rows, in the artifact store.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="rows">Their values: null, or of the .NET types that <see cref="Algebra.ConstantNode.Value"/> lists.</param>
    public async Task<Dataset> WriteAsync(Schema schema, params IReadOnlyList<object?[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        string path = WriteFile($"{Guid.NewGuid():N}.parquet", schema, rows);
        return new Dataset([await AddAsync(path)], schema, rows.Count);
    }

    /// <summary>Puts a file or folder below <see cref="Root"/> into the artifact store; <see cref="Added"/> doesn't tell of it.</summary>
    public Task<DataFile> AddAsync(string path) => _artifacts.AddUnrecordedAsync(path);

    /// <summary>Makes a staged dataset of rows whose last column is the split.</summary>
    /// <param name="schema">The columns, without the split.</param>
    /// <param name="rows">Their values, and the split as the last one.</param>
    public async Task<StagedDataset> WriteStagedAsync(Schema schema, params IReadOnlyList<object?[]> rows)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema staged = new(schema.Columns.With(new Column(SplitName.Column, DataType.String, Nullable: false)));
        string[] order = [SplitName.Train, SplitName.Validation, SplitName.Test];
        return new StagedDataset(
            "rows",
            await WriteAsync(staged, rows),
            rows.GroupBy(row => (string)row[^1]!).OrderBy(split => Array.IndexOf(order, split.Key)).Select(split => new SplitCount(split.Key, split.LongCount())).ToValueList());
    }

    /// <summary>The rows of a dataset, wherever its files are: each value is null or of the .NET type of its column's <see cref="DataType"/>.</summary>
    /// <exception cref="InvalidDataException">The files don't have the columns that the dataset says.</exception>
    public async Task<IReadOnlyList<object?[]>> ReadAsync(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        List<string> paths = [];
        foreach (DataFile part in dataset.Parts)
            paths.Add(await _artifacts.FetchAsync(part, CancellationToken.None));
        return ParquetRows.Read(paths, dataset.Schema);
    }

    /// <summary>Disposes the services, and deletes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        foreach (FileInfo file in new DirectoryInfo(Root).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.IsReadOnly))
            file.IsReadOnly = false;
        Directory.Delete(Root, recursive: true);
    }

    // Spaces and more than ASCII, as in a user's own folders.
    private static string NewRoot() => Directory.CreateTempSubdirectory("mlops stage é ").FullName;

    private sealed class Reporter(StageFixture fixture) : IProgress<double>
    {
        public void Report(double value)
        {
            fixture._progress.Enqueue(value);
            fixture.Progressed?.Invoke(value);
        }
    }
}
