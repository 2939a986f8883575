using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Training;

/// <summary>A model that scores staged rows as it would score instances, and the scores.</summary>
/// <param name="task">What it predicts.</param>
/// <param name="classes">Its classes, in the order of the scores.</param>
/// <param name="features">Its features, over the staged columns as they are now.</param>
/// <param name="scorer">Its scorer.</param>
internal sealed class ScoredModel(TaskKind task, ValueList<string> classes, ValueList<FittedFeature> features, IScorer scorer)
{
    private readonly Lock _lock = new();
    private float[] _scores = [];
    private long _failed;
    private string? _failure;

    /// <summary>What it predicts.</summary>
    public TaskKind Task => task;

    /// <summary>Its classes; empty for regression.</summary>
    public ValueList<string> Classes => classes;

    /// <summary>Its features over the staged columns.</summary>
    public ValueList<FittedFeature> Features => features;

    /// <summary>How many scores a row has.</summary>
    public int Width => scorer.ScoreCount;

    /// <summary>In how many rows a feature couldn't be computed, and why; null if there is no such row.</summary>
    public string? Failure => _failure is null ? null : FormattableString.Invariant($"in {_failed} of the test rows: {_failure}");

    /// <summary>All scores, row by row.</summary>
    public ReadOnlySpan<float> Scores => _scores;

    /// <summary>The model of a bundle, over today's staged columns.</summary>
    /// <exception cref="StageException">It reads a column that is gone or of another type.</exception>
    /// <exception cref="ModelBundleException">The bundle isn't sound.</exception>
    public static ScoredModel Of(ModelBundle bundle, Schema staged, string stage)
    {
        ValueList<FittedFeature> written = bundle.Manifest.StagedFeatures ?? bundle.Manifest.Features;
        IScorer scorer = bundle.ReadScorer();
        if (written.Sum(feature => feature.Width) != scorer.FeatureCount)
            throw new ModelBundleException($"{bundle.Folder}: the features over the staged columns are {written.Sum(feature => feature.Width)} wide, the scorer takes {scorer.FeatureCount}.");
        try
        {
            CallCheck check = new();
            foreach (FittedFeature feature in written)
                check.Visit(feature.Value);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            throw new ModelBundleException($"{bundle.Folder}: the features can't be computed: {exception.Message}", exception);
        }

        return new(
            bundle.Manifest.Task, bundle.Manifest.Classes,
            written.Select(feature => feature with { Value = RelationBinder.Bind(feature.Value, staged, stage) }).ToValueList(), scorer);
    }

    /// <summary>Compiles the features over the columns that are read, and makes room.</summary>
    public FeatureFunction Prepare(Schema read, long expectedRows)
    {
        _scores = new float[checked(expectedRows * Width)];
        return FeatureFunction.Compile(features, read);
    }

    /// <summary>Makes room for rows up to a number.</summary>
    public void Grow(int rows)
    {
        if (_scores.Length < (long)rows * Width)
            Array.Resize(ref _scores, checked(Math.Max(_scores.Length * 2, rows * Width)));
    }

    /// <summary>Scores a row; for several threads, each with other rows.</summary>
    public void Score(FeatureFunction compiled, RowBuffer row, Span<float> vector, int place)
    {
        try
        {
            compiled.Fill(row, vector);
            scorer.Score(vector[..compiled.Width], _scores.AsSpan(place * Width, Width));
        }
        catch (EvaluationException exception)
        {
            lock (_lock)
            {
                _failed++;
                // Of several the same one in each run, whatever the order of the rows.
                if (_failure is null || string.CompareOrdinal(exception.Message, _failure) < 0)
                    _failure = exception.Message;
            }
        }
    }
}
