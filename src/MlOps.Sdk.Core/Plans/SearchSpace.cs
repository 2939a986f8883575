using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>The settings of a learner that are searched.</summary>
/// <param name="Learner">The learner; its own settings hold for all that isn't searched, and are the first trial.</param>
/// <param name="Parameters">The settings.</param>
public sealed record SearchSpace(Learner Learner, ValueList<SearchParameter> Parameters);
