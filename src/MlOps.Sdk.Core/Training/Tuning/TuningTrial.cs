using MlOps.Sdk.Data;

namespace MlOps.Sdk.Training;

/// <summary>A trial while it climbs from rung to rung.</summary>
internal sealed class TuningTrial(int number, Proposal proposal)
{
    private readonly List<Rung> _rungs = [];

    public int Number => number;

    public Learner Learner => proposal.Learner;

    public SearchPoint Point => proposal.Point;

    /// <summary>The learner's own settings are tried on all rows whatever they come to, so that the gain over them is known.</summary>
    public bool IsOwn => proposal.Origin == Proposals.Own;

    /// <summary>Why it couldn't be trained; null if it could.</summary>
    public string? Failure { get; private set; }

    /// <summary>The last rung that it has come to by what it did on those before it.</summary>
    public int Earned { get; set; }

    public double ScoreOn(int rung) => Failure is null && rung < _rungs.Count ? _rungs[rung].Score : double.NegativeInfinity;

    public void Add(double share, ValueList<double> scores) => _rungs.Add(new Rung(share, scores.Average(), scores));

    public void Fail(string reason) => Failure = reason;

    public TunedTrial ToProduct() => new(number, Learner, proposal.Origin, _rungs.ToValueList()) { Failure = Failure };
}
