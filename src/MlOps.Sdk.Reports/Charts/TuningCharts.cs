using MlOps.Sdk.Plans;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Sections;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Reports.Charts;

/// <summary>Pictures of a search.</summary>
internal static class TuningCharts
{
    // A trial on few rows may score far from all others, and would press them into a line.
    private const double Outlying = 3;

    // From so many on, lines and dots hide each other, and are drawn thinner.
    private const int Crowd = 150;

    /// <summary>The score of each trial, in the order in which they were tried, and the best so far.</summary>
    public static Html ByNumber(SearchTrials trials)
    {
        TunedTrial[] all = [.. trials.Complete.Concat(trials.Dropped).OrderBy(trial => trial.Number)];
        Plot plot = new(Axis.Plain(0, Math.Max(2, trials.Tuning.Trials.Count + 1), Plot.Left, Plot.Right), ScoreAxis(trials));
        List<(double X, double Y)> best = [];
        foreach (TunedTrial trial in trials.Complete)
        {
            double score = SearchTrials.ScoreOf(trial);
            bool isBetter = best.Count == 0 || (trials.LessIsBetter ? score < best[^1].Y : score > best[^1].Y);
            if (isBetter && best.Count > 0)
                best.Add((trial.Number, best[^1].Y));
            if (isBetter)
                best.Add((trial.Number, score));
        }

        if (best.Count > 0)
            best.Add((trials.Tuning.Trials.Count, best[^1].Y));
        string metric = MetricText.Of(trials.Tuning.Metric);
        return Figure.Of(
            "Score by trial",
            $"filled: tried on all rows; hollow: dropped on fewer; orange: the best; purple: the learner’s own settings; line: the best so far{Edge(plot, all)}",
            plot.Render($"{metric} by trial", $"{all.Length} trials.", "trial", metric, $"{plot.Line("line faint", best)}{all.Select(trial => Dot(plot, trials, trial, trial.Number))}"));
    }

    /// <summary>How each trial did on ever more rows.</summary>
    public static Html ByShare(SearchTrials trials)
    {
        Plot plot = new(Axis.Plain(0, 1, Plot.Left, Plot.Right), ScoreAxis(trials));
        string crowded = trials.Tuning.Trials.Count > Crowd ? " crowded" : "";
        IEnumerable<Html> lines = trials.Dropped.Concat(trials.Complete).Select(trial => plot.Line(
            trial == trials.Best ? "line best" : trial.Rungs[^1].Share >= 1 ? $"line thin{crowded}" : $"line faint{crowded}", trial.Rungs.Select(rung => (rung.Share, rung.Score))));
        IEnumerable<Html> ends = trials.Dropped.Concat(trials.Complete).Select(trial => Dot(plot, trials, trial, trial.Rungs[^1].Share));
        string metric = MetricText.Of(trials.Tuning.Metric);
        return Figure.Of(
            "Halving", "the weaker ones of a batch are dropped, the others go on with more rows",
            plot.Render($"{metric} on shares of the rows", $"{trials.Dropped.Count} trials were dropped, {trials.Complete.Count} reached all rows.", "share of the rows", metric, $"{lines}{ends}"));
    }

    /// <summary>The score over a setting; null if the setting isn't a number, or was never varied.</summary>
    public static Html? BySetting(SearchTrials trials, SearchParameter parameter)
    {
        (TunedTrial Trial, double Value)[] points =
        [
            .. trials.Dropped.Concat(trials.Complete)
                .Where(trial => trials.Best is null || trial.Learner.Name == trials.Best.Learner.Name)
                .Select(trial => (trial, value: SearchTrials.SettingOf(trial, parameter.Name)))
                .Where(point => double.IsFinite(point.value)),
        ];
        if (points.Select(point => point.Value).Distinct().Take(2).Count() < 2)
            return null;
        bool logarithmic = parameter is RealParameter { Logarithmic: true } or IntegerParameter { Logarithmic: true };
        Plot plot = new(Axis.Over(points.Select(point => point.Value), Plot.Left, Plot.Right, logarithmic), ScoreAxis(trials));
        string metric = MetricText.Of(trials.Tuning.Metric);
        string name = Name.Cut(LearnerText.Words(parameter.Name), 40);
        return Figure.Of(
            name, logarithmic ? "by its logarithm" : "",
            plot.Render($"{metric} by {name}", $"{points.Length} trials.", name, metric, $"{points.Select(point => Dot(plot, trials, point.Trial, point.Value))}"));
    }

    private static Html Dot(Plot plot, SearchTrials trials, TunedTrial trial, double at)
    {
        string style = trial == trials.Best ? "dot best" : trial == trials.Own ? "dot own" : trial.Rungs[^1].Share < 1 ? "dot faint" : "dot";
        return plot.Dot(style, at, SearchTrials.ScoreOf(trial), trial == trials.Best ? 5.5 : trials.Tuning.Trials.Count > Crowd ? 2 : 3.5, $"trial {trial.Number}: {NumberText.Metric(SearchTrials.ScoreOf(trial))}, {SearchTrials.OriginOf(trial)}");
    }

    private static string Edge(Plot plot, TunedTrial[] trials) =>
        trials.Any(trial => SearchTrials.ScoreOf(trial) < plot.Y.From || SearchTrials.ScoreOf(trial) > plot.Y.To) ? "; far off: on the edge" : "";

    private static Axis ScoreAxis(SearchTrials trials)
    {
        double[] scores = [.. trials.Complete.Concat(trials.Dropped).SelectMany(trial => trial.Rungs).Select(rung => rung.Score).Where(double.IsFinite).Order()];
        if (scores.Length < 8)
            return Axis.Over(scores, Plot.Bottom, Plot.Top);
        double quarter = scores[scores.Length / 4];
        double reach = Math.Max((scores[scores.Length * 3 / 4] - quarter) * Outlying, 1e-6);
        return Axis.Over(scores.Where(score => score >= quarter - reach && score <= scores[scores.Length * 3 / 4] + reach), Plot.Bottom, Plot.Top);
    }
}
