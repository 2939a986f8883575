using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Training;

/// <summary>Settings to try next.</summary>
/// <param name="Learner">The learner with the settings.</param>
/// <param name="Point">The settings as a point.</param>
/// <param name="Origin">Where they come from, as in <see cref="TunedTrial.Origin"/>.</param>
internal sealed record Proposal(Learner Learner, SearchPoint Point, string Origin);

/// <summary>Proposes settings batch by batch: the learners' own, those of an earlier search, some at random, then by what the trials so far have found.</summary>
/// <remarks>
/// All chance is from one <see cref="Random"/> with a seed, whose algorithm .NET has kept since its first version for the sake of equal sequences; it is drawn
/// from in the order of the proposals only, so that a search that is taken up again proposes the same. No settings are proposed twice.
/// </remarks>
internal sealed class Proposals
{
    /// <summary>The learner's own settings.</summary>
    public const string Own = "own";

    /// <summary>Settings that an earlier search found best.</summary>
    public const string Earlier = "earlier";

    /// <summary>Settings drawn at random.</summary>
    public const string AtRandom = "random";

    /// <summary>Settings that the trials before make look best.</summary>
    public const string ByModel = "model";

    // Of so many draws one is new, or there is nothing new.
    private const int Draws = 200;

    private readonly TuningPlan _plan;
    private readonly SearchSpaces _spaces;
    private readonly Random _random;
    private readonly Queue<Proposal> _first;
    private readonly HashSet<Learner> _proposed = [];
    private readonly int _startup;
    private int _drawn;

    /// <param name="plan">The plan.</param>
    /// <param name="spaces">What is searched.</param>
    /// <param name="earlier">The best settings of an earlier search, best first.</param>
    public Proposals(TuningPlan plan, SearchSpaces spaces, IEnumerable<Learner> earlier)
    {
        _plan = plan;
        _spaces = spaces;
        _random = new Random(plan.Seed);
        _first = new Queue<Proposal>(
        [
            .. Enumerable.Range(0, spaces.Count).Select(space => new Proposal(spaces.Own(space), spaces.OwnPoint(space), Own)),
            .. earlier.Select(learner => (Learner: learner, Point: spaces.Find(learner))).Where(found => found.Point is not null)
                .Select(found => new Proposal(found.Learner, found.Point!, Earlier)),
        ]);
        // Before the model can tell anything: a third of the trials, at most ten, and at least two of each learner.
        _startup = Math.Max(2 * spaces.Count, Math.Min(10, plan.Trials / 3));
    }

    /// <summary>At most so many proposals; fewer, or none, if nothing is left to try.</summary>
    /// <param name="count">How many.</param>
    /// <param name="tried">The points that were tried.</param>
    public IReadOnlyList<Proposal> Next(int count, TriedPoints tried)
    {
        List<Proposal> batch = [];
        while (batch.Count < count && Next(tried, batch) is { } proposal)
            batch.Add(proposal);
        return batch;
    }

    private Proposal? Next(TriedPoints tried, IReadOnlyList<Proposal> batch)
    {
        while (_first.TryDequeue(out Proposal? first))
        {
            if (_proposed.Add(first.Learner))
                return first;
        }

        bool byModel = _plan.Method == SearchMethod.Bayesian && tried.Count >= _startup;
        ParzenEstimator? model = byModel ? new ParzenEstimator(_spaces, tried, [.. batch.Select(proposal => proposal.Point)]) : null;
        for (int draw = 0; draw < Draws; draw++)
        {
            // Where the model has nothing new to say, chance may have.
            bool fromModel = model is not null && draw < Draws / 2;
            SearchPoint point = fromModel ? model!.Propose(_random) : _spaces.Draw(_drawn++ % _spaces.Count, _random);
            Learner learner = _spaces.LearnerAt(point);
            if (_proposed.Add(learner))
                return new Proposal(learner, point, fromModel ? ByModel : AtRandom);
        }

        return null;
    }
}
