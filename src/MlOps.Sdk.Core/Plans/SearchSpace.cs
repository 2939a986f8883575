using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>The settings of a learner that are searched.</summary>
/// <param name="Learner">The learner; its own settings hold for all that isn't searched, and are the first trial.</param>
/// <param name="Parameters">The settings; none if the learner is only tried as it is.</param>
public sealed record SearchSpace(Learner Learner, ValueList<SearchParameter> Parameters)
{
    /// <summary>The settings that are searched unless the pipeline says otherwise; none for a program and for a learner of the user's own.</summary>
    /// <param name="learner">The learner.</param>
    public static SearchSpace Of(Learner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        return new SearchSpace(learner, SuggestedRanges.Of(learner));
    }

    /// <summary>The learner with some of its settings replaced.</summary>
    /// <param name="values">The values as JSON, by the setting's path: <c>["leaves"] = "64"</c>.</param>
    /// <exception cref="ArgumentException">The learner has no such setting, or the setting takes no such value.</exception>
    public Learner With(IReadOnlyDictionary<string, string> values) => LearnerSettings.With(Learner, values);
}
