using System.Globalization;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Training;
using MlOps.Sdk.Training.Statistics;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>The trials of a search, sorted by what became of them.</summary>
internal sealed class SearchTrials
{
    public SearchTrials(Tuning tuning)
    {
        Tuning = tuning;
        Complete = [.. tuning.Trials.Where(trial => trial.Failure is null && trial.Rungs.Count > 0 && trial.Rungs[^1].Share >= 1)];
        Dropped = [.. tuning.Trials.Where(trial => trial.Failure is null && trial.Rungs.Count > 0 && trial.Rungs[^1].Share < 1)];
        Best = tuning.Trials.FirstOrDefault(trial => trial.Number == tuning.Best && trial.Rungs.Count > 0);
        Own = Complete.FirstOrDefault(trial => trial.Origin == Proposals.Own && (Best is null || trial.Learner.Name == Best.Learner.Name));
    }

    public Tuning Tuning { get; }

    /// <summary>Those that were tried on all rows.</summary>
    public IReadOnlyList<TunedTrial> Complete { get; }

    /// <summary>Those that were dropped before.</summary>
    public IReadOnlyList<TunedTrial> Dropped { get; }

    public TunedTrial? Best { get; }

    /// <summary>The one of the learner's own settings; null if it wasn't tried on all rows.</summary>
    public TunedTrial? Own { get; }

    public bool LessIsBetter => RowMetrics.LessIsBetter(Tuning.Metric);

    /// <summary>Those that were tried on all rows, best first.</summary>
    public IEnumerable<TunedTrial> Ranked => Complete.OrderBy(trial => LessIsBetter ? ScoreOf(trial) : -ScoreOf(trial)).ThenBy(trial => trial.Number);

    public static double ScoreOf(TunedTrial trial) => trial.Rungs[^1].Score;

    /// <summary>Where its settings come from, in words.</summary>
    public static string OriginOf(TunedTrial trial) => trial.Origin switch
    {
        Proposals.Own => "the learner’s own",
        Proposals.Earlier => "an earlier search",
        Proposals.AtRandom => "at random",
        Proposals.ByModel => "proposed from earlier trials",
        _ => trial.Origin,
    };

    /// <summary>A setting's value as a number; NaN if it isn't one.</summary>
    public static double SettingOf(TunedTrial trial, string path) =>
        LearnerSettings.Read(trial.Learner, path) is { } json && double.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;

    public static string SettingText(TunedTrial trial, string path) => LearnerSettings.Read(trial.Learner, path) is { } json ? LearnerText.Value(json) : "";

    /// <summary>On how many of the folds one trial is better than another.</summary>
    public (int Better, int Folds) FoldsBetter(TunedTrial one, TunedTrial other)
    {
        (double One, double Other)[] folds = [.. one.Rungs[^1].Scores.Zip(other.Rungs[^1].Scores)];
        return (folds.Count(fold => LessIsBetter ? fold.One < fold.Other : fold.One > fold.Other), folds.Length);
    }

    /// <summary>The settings of the best learner that were searched; without a plan, those that differ between trials.</summary>
    public IEnumerable<SearchParameter> ParametersOf(TuningPlan? plan)
    {
        string? learner = (Best ?? Tuning.Trials.FirstOrDefault())?.Learner.Name;
        if (plan?.Spaces.FirstOrDefault(space => space.Learner.Name == learner) is { Parameters.Count: > 0 } space)
            return space.Parameters;
        TunedTrial[] trials = [.. Tuning.Trials.Where(trial => trial.Learner.Name == learner)];
        return trials.Length == 0
            ? []
            : LearnerSettings.NamesOf(trials[0].Learner)
                .Where(name => trials.Select(trial => LearnerSettings.Read(trial.Learner, name)).Distinct().Skip(1).Any())
                .Select(SearchParameter (name) => new RealParameter(name, 0, 0));
    }
}
