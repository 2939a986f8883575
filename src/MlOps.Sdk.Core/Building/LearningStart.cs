using System.Linq.Expressions;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Building;

/// <summary>Says what kind of value is predicted.</summary>
/// <typeparam name="T">The row type.</typeparam>
public sealed class LearningStart<T>
{
    private readonly LearningDraft _draft;

    internal LearningStart(LearningDraft draft) => _draft = draft;

    /// <summary>Predicts whether something is so.</summary>
    /// <param name="label">What is predicted; never null.</param>
    public LearningBuilder<T, BinaryMetrics> Binary(Expression<Func<T, bool>> label) => new(WithLabel(TaskKind.Binary, label));

    /// <summary>Predicts one of several classes.</summary>
    /// <param name="label">A string, integer or Boolean; never null.</param>
    public LearningBuilder<T, MulticlassMetrics> Multiclass<TLabel>(Expression<Func<T, TLabel>> label) => new(WithLabel(TaskKind.Multiclass, label));

    /// <summary>Predicts a number.</summary>
    /// <param name="label">The number; never null.</param>
    public LearningBuilder<T, RegressionMetrics> Regression(Expression<Func<T, double>> label) => new(WithLabel(TaskKind.Regression, label));

    private LearningDraft WithLabel(TaskKind task, LambdaExpression label)
    {
        _draft.Task = task;
        _draft.Label = _draft.Reader("label").Scalar(label);
        return _draft;
    }
}
