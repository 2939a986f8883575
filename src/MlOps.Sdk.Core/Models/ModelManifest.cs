using System.Reflection;
using System.Text.Json.Serialization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Models;

/// <summary>What a model bundle says of itself; <c>manifest.json</c> in its folder.</summary>
/// <remarks>Holds no times and no run ids: training the same again writes the same bytes.</remarks>
public sealed record ModelManifest
{
    /// <summary>The format that this version of the SDK writes and reads.</summary>
    public const int CurrentFormat = 1;

    internal const int MaximumWidth = 1 << 24;

    /// <summary>The version of the bundle's format.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>What kind of value the model predicts.</summary>
    public required TaskKind Task { get; init; }

    /// <summary>What was trained.</summary>
    public required Learner Learner { get; init; }

    /// <summary>What is predicted, in words: the label's column, or the expression.</summary>
    public required string Label { get; init; }

    /// <summary>The classes, in the order of the scores for multiclass; empty for regression.</summary>
    public ValueList<string> Classes { get; init; } = [];

    /// <summary>The columns of an instance that the model is given.</summary>
    public required Schema Instance { get; init; }

    /// <summary>The fitted features over the instance's columns, in the order of the vector.</summary>
    public required ValueList<FittedFeature> Features { get; init; }

    /// <summary>The same features over the staged columns, from which a later model's validation computes this one's scores; null if they are the same.</summary>
    public ValueList<FittedFeature>? StagedFeatures { get; init; }

    /// <summary>The metrics on the splits that the model was not fitted on.</summary>
    public required ValueList<Evaluation> Evaluations { get; init; }

    /// <summary>Where the model comes from.</summary>
    public required ModelLineage Lineage { get; init; }

    /// <summary>Every other file of the bundle, in ordinal order of the names.</summary>
    public ValueList<ModelFile> Files { get; init; } = [];

    /// <summary>The manifest of what a training made, before its files are listed.</summary>
    /// <param name="request">What was trained.</param>
    /// <param name="context">The stage.</param>
    /// <param name="evaluations">The metrics.</param>
    /// <param name="words">Puts a label that isn't a column into words, in a language of the trainer's.</param>
    public static ModelManifest Of(
        TrainingRequest request, StageContext context, ValueList<Evaluation> evaluations, Func<ScalarNode, string> words)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(words);
        return new()
        {
            Task = request.Plan.Task,
            Learner = request.Plan.Learner,
            Label = request.Features.Label is ColumnNode column ? column.Name : words(request.Features.Label),
            Classes = request.Features.Classes,
            Instance = request.Features.InstanceSchema,
            Features = request.Features.InstanceFeatures,
            StagedFeatures = request.Features.Features.Equals(request.Features.InstanceFeatures) ? null : request.Features.Features,
            Evaluations = evaluations,
            Lineage = new ModelLineage(
                context.Pipeline, context.Stage, context.Key, request.Staged.ComputeFingerprint(), request.Features.ComputeFingerprint(), SdkVersion()),
        };
    }

    // Without what follows the +, the commit: a model doesn't change because a comment has.
    private static string SdkVersion() =>
        typeof(ModelManifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>The length of the feature vector.</summary>
    [JsonIgnore]
    public int Width => Features.Sum(feature => feature.Width);

    /// <summary>How many scores the model gives.</summary>
    [JsonIgnore]
    public int Scores => Task == TaskKind.Multiclass ? Classes.Count : 1;
}

/// <summary>Where a model comes from.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Stage">The stage that trained it.</param>
/// <param name="Key">The stage's key: a hash of the plan, the inputs and the code.</param>
/// <param name="Data">The fingerprint of the staged dataset.</param>
/// <param name="Features">The fingerprint of the fitted features.</param>
/// <param name="Sdk">The version of the SDK that trained it.</param>
public sealed record ModelLineage(string Pipeline, string Stage, string Key, string Data, string Features, string Sdk);

/// <summary>A file of a bundle.</summary>
/// <param name="Name">Its path in the bundle, with <c>/</c> between folders.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Digest">Lower-case hexadecimal SHA-256 of its content.</param>
public sealed record ModelFile(string Name, long Bytes, string Digest);
