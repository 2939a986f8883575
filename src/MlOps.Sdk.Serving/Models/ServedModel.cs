using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.Serving.Diagnostics;

namespace MlOps.Sdk.Serving.Models;

/// <summary>The model behind an address: loads what is deployed, follows new deployments, and says how it is.</summary>
/// <remarks>A new deployment is loaded and replayed aside; only if it is sound does it take over, in one step. Otherwise the old one goes on.</remarks>
internal sealed class ServedModel : IDisposable
{
    // A refused deployment may be sound later (a slow network folder); it is not tried on every poll.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    private readonly ModelEndpointOptions _options;
    private readonly string _root;
    private readonly ILogger _logger;
    private readonly Lock _refreshing = new();
    private ITimer? _timer;
    private byte[]? _taken;
    private byte[]? _refused;
    private long _refusedAt;
    private volatile LoadedModel? _current;
    private volatile string? _problem;

    public ServedModel(string name, ModelEndpointOptions options, string root, TimeProvider time, ILogger logger)
    {
        Name = name;
        _options = options;
        _root = root;
        Time = time;
        _logger = logger;
    }

    public string Name { get; }

    public TimeProvider Time { get; }

    public ILogger Logger => _logger;

    public int MaxRequestBytes => _options.MaxRequestBytes;

    public bool AllowUnknownProperties => _options.AllowUnknownProperties;

    /// <summary>The model that takes traffic; null before there is one.</summary>
    public LoadedModel? Current => _current;

    /// <summary>Why what is deployed is not what is served; null if all is well.</summary>
    public string? Problem => _problem;

    /// <summary>Loads the model, and looks for new deployments from now on.</summary>
    /// <exception cref="InvalidOperationException">There is no sound model, and the options don't say to await one.</exception>
    public void Start()
    {
        if (_options.Bundle is string bundle)
        {
            Take(LoadedModel.Load(bundle, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(bundle))), version: null, AllowUnknownProperties));
            return;
        }

        Refresh();
        if (_current is null && !_options.AwaitDeployment)
            throw new InvalidOperationException($"MapModel(\"{Name}\"): {_problem}");
        if (_current is null)
            Log.Awaits(_logger, Name, _problem!);
        _timer = Time.CreateTimer(_ => Refresh(), state: null, _options.PollInterval, _options.PollInterval);
    }

    /// <summary>Takes over what is deployed, if it is new and sound.</summary>
    public void Refresh()
    {
        if (!_refreshing.TryEnter())
            return;
        try
        {
            if (!TryReadFile(out byte[]? file))
                return;
            if (_taken is not null && file.AsSpan().SequenceEqual(_taken))
            {
                _problem = null;
                _refused = null;
                return;
            }

            if (_refused is not null && file.AsSpan().SequenceEqual(_refused) && Time.GetElapsedTime(_refusedAt) < RetryAfter)
                return;
            TakeOver(file);
        }
        finally
        {
            _refreshing.Exit();
        }
    }

    public void Dispose() => _timer?.Dispose();

    private bool TryReadFile([NotNullWhen(true)] out byte[]? file)
    {
        string path = EndpointFile.PathOf(_root, Name);
        try
        {
            file = File.ReadAllBytes(path);
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            IReadOnlyList<string> others = EndpointFile.List(_root);
            _problem = $"nothing is deployed: there is no {path}. "
                + (others.Count > 0 ? $"The endpoints there are {string.Join(", ", others)}. " : "There are no endpoints in that folder. ")
                + $"Run a pipeline with .Deploy(\"{Name}\"), set MlOps:Root to the folder that it deployed to, or set AwaitDeployment to start without a model.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _problem = $"{path} can't be read: {exception.Message}";
        }

        file = null;
        return false;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever is wrong with a new deployment, the old one must go on; the log and the health check tell.")]
    private void TakeOver(byte[] file)
    {
        try
        {
            EndpointFile deployment = EndpointFile.Parse(file);
            string folder = Path.GetFullPath(Path.Combine(_root, deployment.Bundle));
            Take(LoadedModel.Load(folder, deployment.Model, deployment.Version, AllowUnknownProperties));
            _taken = file;
            _refused = null;
            _problem = null;
        }
        catch (Exception exception)
        {
            string reason = exception is JsonException ? $"{EndpointFile.PathOf(_root, Name)} is not an endpoint's file: {exception.Message}" : exception.Message;
            bool isNews = reason != _problem;
            _refused = file;
            _refusedAt = Time.GetTimestamp();
            _problem = reason;
            if (isNews)
                Log.Refused(_logger, exception, Name, _current?.ToString() ?? "nothing", reason);
        }
    }

    private void Take(LoadedModel model)
    {
        if (_current is not null)
            Telemetry.Swapped(Name);
        _current = model;
        Log.Serves(_logger, Name, model.ToString());
    }
}
