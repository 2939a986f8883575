using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Building;

/// <summary>Says which settings are searched, and how.</summary>
public sealed class TuningBuilder
{
    private readonly LearningDraft _draft;
    private readonly List<(Type Learner, ValueList<SearchParameter> Parameters)> _searched = [];
    private Func<TuningPlan, TuningPlan> _change = plan => plan;

    internal TuningBuilder(LearningDraft draft) => _draft = draft;

    /// <summary>Searches these settings of a learner of <c>.Try(…)</c>, instead of those that are searched unless something else is said.</summary>
    /// <example><code>tune.Search&lt;LightGbmLearner&gt;(light => light.Between(l => l.Leaves, 4, 256, logarithmic: true))</code></example>
    /// <typeparam name="TLearner">The learner's type, such as <see cref="LightGbmLearner"/>.</typeparam>
    /// <param name="settings">The settings with their ranges; the learner's own settings hold for all others.</param>
    public TuningBuilder Search<TLearner>(Action<SpaceBuilder<TLearner>> settings)
        where TLearner : Learner
    {
        ArgumentNullException.ThrowIfNull(settings);
        SpaceBuilder<TLearner> space = new(_draft);
        settings(space);
        _searched.Add((typeof(TLearner), space.Parameters));
        return this;
    }

    /// <summary>Tries settings at random, instead of learning from the trials so far where to look next.</summary>
    public TuningBuilder AtRandom() => With(plan => plan with { Method = SearchMethod.Random });

    /// <summary>How many settings are proposed at a time and may be tried side by side; 5 by default. The result depends on it, but not on the number of cores.</summary>
    public TuningBuilder Batch(int settings) => With(plan => plan with { Batch = settings });

    /// <summary>Into how many parts the training split is divided, 2 to 20; 3 by default.</summary>
    public TuningBuilder Folds(int parts) => With(plan => plan with { Folds = parts });

    /// <summary>How often the weaker two thirds of a batch are dropped before the rest is tried on three times as many rows; 2 by default, 0 for never.</summary>
    public TuningBuilder Halvings(int times) => With(plan => plan with { Halvings = times });

    /// <summary>Begins without what earlier runs have found.</summary>
    public TuningBuilder FromScratch() => With(plan => plan with { WarmStart = false });

    /// <summary>The source of all chance in the search; that of the training by default.</summary>
    public TuningBuilder WithSeed(int seed) => With(plan => plan with { Seed = seed });

    internal TuningPlan Apply(TuningPlan plan)
    {
        foreach ((Type learner, _) in _searched.Where(searched => !plan.Spaces.Any(space => searched.Learner.IsInstanceOfType(space.Learner))))
            _draft.Report("tune", $"Search<{learner.Name}> has nothing to search: no {learner.Name} is tried. Name it in .Try(…), or search one of those that are.");
        return _change(plan) with { Spaces = plan.Spaces.Select(Searched).ToValueList() };
    }

    private SearchSpace Searched(SearchSpace space) =>
        _searched.LastOrDefault(searched => searched.Learner.IsInstanceOfType(space.Learner)).Parameters is { } parameters
            ? space with { Parameters = parameters }
            : space;

    private TuningBuilder With(Func<TuningPlan, TuningPlan> change)
    {
        Func<TuningPlan, TuningPlan> before = _change;
        _change = plan => change(before(plan));
        return this;
    }
}
