using MlOps.Sdk.Algebra.Translation;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training.Analyzers;

/// <summary>All that there is to know of an analyzer: how it is stated, what it asks of the training split, and what it makes of the answers.</summary>
/// <remarks>A new analyzer is one of these files copied, its plan, its method of <see cref="Feature"/>, and a line in <see cref="AnalyzerTable"/>.</remarks>
internal abstract class AnalyzerRecipe
{
    /// <summary>The plan that it carries out.</summary>
    public abstract Type Plan { get; }

    /// <summary>The methods of <see cref="Feature"/> that state it.</summary>
    public abstract IReadOnlyList<string> Methods { get; }

    /// <summary>The feature that a call states; null if it can't be, which is then noted.</summary>
    public abstract FeaturePlan? Read(FeatureCall call);

    /// <summary>What it makes of a value, in words.</summary>
    public abstract string Describe(AnalyzerPlan plan, string value);

    /// <summary>What is wrong with a plan.</summary>
    public virtual IEnumerable<string> Problems(FeaturePlan feature) => [];

    /// <summary>Whether a slot may be missing, which not every learner takes.</summary>
    public virtual bool MayBeMissing(FeaturePlan feature) => false;

    /// <summary>
    /// Asks what is to be learnt, and returns what makes the fitted features of the answers. If they allow none, that is reported to the questions and
    /// there are none.
    /// </summary>
    public abstract Func<IReadOnlyList<FittedFeature>> Ask(FeaturePlan feature, TrainingQuestions questions);
}
