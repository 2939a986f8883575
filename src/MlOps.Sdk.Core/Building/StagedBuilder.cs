using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Building;

/// <summary>A pipeline whose rows are staged: train on them.</summary>
/// <typeparam name="T">The row type.</typeparam>
public sealed class StagedBuilder<T>
{
    private readonly PipelineDraft _draft;
    private readonly string _staged;
    private readonly Schema? _schema;
    private readonly InstanceOrigin _origin;

    internal StagedBuilder(PipelineDraft draft, string staged, Schema? schema, InstanceOrigin origin)
    {
        _draft = draft;
        _staged = staged;
        _schema = schema;
        _origin = origin;
    }

    /// <summary>Fits features, trains, chooses, holds the model to the gates, and registers it.</summary>
    /// <param name="train">What to learn: task, features, learners, gates.</param>
    /// <param name="model">The model's name in the registry; the pipeline's name if null.</param>
    /// <param name="name">The name of the training stages; <c>train</c> if null.</param>
    /// <param name="on">The platform that training runs on; the run's own if null.</param>
    /// <param name="execution">Retries, timeout, machine of each training.</param>
    public TrainedBuilder Train(
        Func<LearningStart<T>, LearningBuilder<T>> train, string? model = null, string? name = null, string? on = null, ExecutionPlan? execution = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        string path = _draft.NameFor(name, "train");
        LearningBuilder<T> learning = train(new LearningStart<T>(new LearningDraft(_draft, path, _schema)));
        string trained = learning.Draft.AddStages(_staged, _origin, model ?? _draft.Name, on, execution ?? new());
        return new(_draft, trained);
    }

    /// <summary>Freezes the pipeline.</summary>
    /// <exception cref="PipelineException">Something is wrong; all problems are in it.</exception>
    public Pipeline Build() => _draft.Build();
}
