using System.Buffers;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Models;

/// <summary>A loaded model bundle that computes on this host what it computed in training. Safe for use by several threads.</summary>
public sealed class ServableModel
{
    private const int OnStack = 512;

    private readonly FeatureFunction _features;
    private readonly IScorer _scorer;

    private ServableModel(ModelManifest manifest, FeatureFunction features, IScorer scorer)
    {
        Manifest = manifest;
        _features = features;
        _scorer = scorer;
    }

    /// <summary>What the bundle says of itself.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>How many scores a prediction gives.</summary>
    public int ScoreCount => _scorer.ScoreCount;

    /// <summary>
    /// Opens a bundle, compiles its features, reads its parameters, and replays its golden rows: the instance as JSON must give the same feature
    /// vector and, within 1e-5, the same scores as in training.
    /// </summary>
    /// <exception cref="ModelBundleException">The bundle is not sound, or this host computes something else; the message names row, feature and both values.</exception>
    public static ServableModel Load(string folder)
    {
        ModelBundle bundle = ModelBundle.Open(folder);
        ServableModel model = new(bundle.Manifest, Compile(bundle), bundle.ReadScorer());
        GoldenReplay.Run(bundle, model);
        return model;
    }

    /// <summary>An empty row of the instance's columns, to be filled and given to <see cref="Predict"/>; reusable, by one thread at a time.</summary>
    public RowBuffer CreateRow() => new(Manifest.Instance);

    /// <summary>Computes the scores of an instance; allocates nothing for vectors of usual width.</summary>
    /// <param name="row">The instance.</param>
    /// <param name="scores">Receives <see cref="ScoreCount"/> scores, as <see cref="IScorer.Score"/> describes.</param>
    /// <exception cref="EvaluationException">A feature can't be computed from this row.</exception>
    public void Predict(RowBuffer row, Span<float> scores)
    {
        int width = _scorer.FeatureCount;
        float[]? rented = null;
        Span<float> vector = width <= OnStack ? stackalloc float[OnStack] : (rented = ArrayPool<float>.Shared.Rent(width));
        try
        {
            vector = vector[..width];
            _features.Fill(row, vector);
            _scorer.Score(vector, scores);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<float>.Shared.Return(rented);
        }
    }

    internal void Explain(RowBuffer row, Span<float> vector, Span<float> scores)
    {
        _features.Fill(row, vector);
        _scorer.Score(vector, scores);
    }

    private static FeatureFunction Compile(ModelBundle bundle)
    {
        try
        {
            CallCheck check = new();
            foreach (FittedFeature feature in bundle.Manifest.Features)
                check.Visit(feature.Value);
            return FeatureFunction.Compile(bundle.Manifest.Features, bundle.Manifest.Instance);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or NotSupportedException or FormatException or OverflowException)
        {
            throw new ModelBundleException($"{bundle.Folder}: the features can't be compiled: {exception.Message} Train the model again with this version of MlOps.Sdk.", exception);
        }
    }
}
