using Microsoft.Extensions.ObjectPool;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Models;

namespace MlOps.Sdk.Serving.Models;

/// <summary>A model that may take traffic: its golden rows were replayed. Requests hold on to the one that they began with.</summary>
internal sealed class LoadedModel
{
    private readonly ServableModel _model;

    private LoadedModel(ServableModel model, string name, int? version, bool allowUnknown)
    {
        _model = model;
        Name = name;
        Version = version;
        Reader = new InstanceReader(model.Manifest.Instance, allowUnknown);
        Writer = new PredictionWriter(model.Manifest, version);
        Workspaces = new DefaultObjectPool<Workspace>(new WorkspacePolicy(this), Environment.ProcessorCount * 4);
    }

    /// <summary>The name in the registry, or the folder of a bundle that was given by its path.</summary>
    public string Name { get; }

    /// <summary>The version in the registry; null for a bundle that was given by its path.</summary>
    public int? Version { get; }

    public ModelManifest Manifest => _model.Manifest;

    public InstanceReader Reader { get; }

    public PredictionWriter Writer { get; }

    public ObjectPool<Workspace> Workspaces { get; }

    /// <exception cref="ModelBundleException">The bundle isn't sound, or this host computes something else than training did.</exception>
    public static LoadedModel Load(string folder, string name, int? version, bool allowUnknown) =>
        new(ServableModel.Load(folder), name, version, allowUnknown);

    /// <summary>Scores the row of a workspace and appends the prediction to its output, or says why there is none.</summary>
    public void Predict(Workspace workspace, int index)
    {
        Span<float> scores = workspace.Scores;
        try
        {
            _model.Predict(workspace.Row, scores);
        }
        catch (EvaluationException exception)
        {
            workspace.Errors.Add($"instances[{index}]", $"The features can't be computed of it: {exception.Message}");
            return;
        }

        foreach (float score in scores)
        {
            if (!float.IsFinite(score))
            {
                workspace.Errors.Add($"instances[{index}]", "The model has no finite prediction for it. A linear model needs a value for each number that it reads.");
                return;
            }
        }

        Writer.Write(scores, workspace.Output);
    }

    public override string ToString() => Version is int version ? $"{Name} version {version}" : Name;

    private sealed class WorkspacePolicy(LoadedModel model) : PooledObjectPolicy<Workspace>
    {
        // A single huge batch must not be remembered for ever.
        private const int LargestKept = 256 * 1024;

        public override Workspace Create() => new(model._model.CreateRow(), model._model.ScoreCount);

        public override bool Return(Workspace workspace) => workspace.Clear() <= LargestKept;
    }
}
