using MlOps.Sdk.Plans;
using MlOps.Sdk.Reports.Charts;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>The search for settings: what it gained, how it went, and what the settings have to do with the score.</summary>
internal static class TuningSection
{
    private const int MostTrials = 25;
    private const int MostSettings = 12;

    public static Section? Of(RunFacts facts)
    {
        (StageFacts Stage, Tuning Tuning)[] searches = [.. facts.Products<Tuning>()];
        return searches.Length == 0 ? null : new Section("search", "Search for settings", $"{searches.Select(search => Show(search.Tuning, search.Stage.Plan as TuningPlan))}");
    }

    private static Html Show(Tuning tuning, TuningPlan? plan)
    {
        SearchTrials trials = new(tuning);
        List<Html> figures = [TuningCharts.ByNumber(trials)];
        if (trials.Complete.Any(trial => trial.Rungs.Count > 1) || trials.Dropped.Count > 0)
            figures.Add(TuningCharts.ByShare(trials));
        SearchParameter[] parameters = [.. trials.ParametersOf(plan)];
        Html[] settings = [.. parameters.Take(MostSettings).Select(parameter => TuningCharts.BySetting(trials, parameter)).OfType<Html>()];
        Html cut = parameters.Length > MostSettings
            ? $"""<p class="note">{NumberText.Count(parameters.Length - MostSettings, "more setting")} without a picture.</p>"""
            : Html.Empty;
        return $"""
            {Gain(trials)}{Figure.Grid(figures)}{Figure.SmallGrid(settings)}{cut}{Best(trials, parameters)}{Failures(tuning)}
            """;
    }

    private static Html Gain(SearchTrials trials)
    {
        string metric = MetricText.Of(trials.Tuning.Metric);
        string counts = $"{NumberText.Count(trials.Tuning.Trials.Count, "trial")}, of which {trials.Complete.Count} on all rows, {trials.Dropped.Count} dropped before";
        string warm = trials.Tuning.WarmStart is null ? "" : " An earlier search guided the first proposals.";
        if (trials.Best is not { } best)
            return $"<p>{counts}.{warm}</p>";
        Html won = $"<p>Trial {best.Number} is the best: {Name.Code(best.Learner.Name)} with {Name.Of(LearnerText.SettingsOf(best.Learner), 400)}.</p>";
        if (trials.Own is not { } own || own.Number == best.Number)
        {
            string why = trials.Own is null ? "" : " No other settings did better than the learner’s own.";
            return $"{won}<p>Its {metric} is <strong>{NumberText.Metric(SearchTrials.ScoreOf(best))}</strong>.{why} {counts}.{warm}</p>";
        }

        (int better, int folds) = trials.FoldsBetter(best, own);
        double gain = SearchTrials.ScoreOf(best) - SearchTrials.ScoreOf(own);
        return $"""
            {won}<p>Its {metric} is <strong>{NumberText.Metric(SearchTrials.ScoreOf(best))}</strong>, with the learner’s own settings {NumberText.Metric(SearchTrials.ScoreOf(own))}: a difference of <strong>{NumberText.Difference(gain)}</strong>, better on {better} of {folds} folds. {counts}.{warm}</p>

            """;
    }

    private static Html Best(SearchTrials trials, SearchParameter[] parameters)
    {
        SearchParameter[] shown = [.. parameters.Take(6)];
        Table table = new(
        [
            new Head("Trial"), new Head(MetricText.Of(trials.Tuning.Metric), IsNumber: true), new Head("Origin"),
            .. shown.Select(parameter => new Head(LearnerText.Words(parameter.Name), IsNumber: true)),
        ]);
        TunedTrial[] ranked = [.. trials.Ranked];
        foreach (TunedTrial trial in ranked.Take(MostTrials))
        {
            table.Add(
            [
                Html.Text($"{trial.Number} {trial.Learner.Name}"), Html.Text(NumberText.Metric(SearchTrials.ScoreOf(trial))), Html.Text(SearchTrials.OriginOf(trial)),
                .. shown.Select(parameter => Name.Of(SearchTrials.SettingText(trial, parameter.Name), 40)),
            ]);
        }

        string cut = ranked.Length > MostTrials ? $", the best {MostTrials} of {ranked.Length}" : "";
        return $"""
            <details><summary>Trials on all rows{cut}</summary>
            {table.Render()}</details>

            """;
    }

    private static Html? Failures(Tuning tuning)
    {
        Table table = new(new Head("Trial"), new Head("Settings"), new Head("Why it failed"));
        foreach (TunedTrial trial in tuning.Trials.Where(trial => trial.Failure is not null).Take(MostTrials))
            table.Add(Html.Text($"{trial.Number} {trial.Learner.Name}"), Name.Of(LearnerText.SettingsOf(trial.Learner), 300), Name.Of(trial.Failure!, 400));
        return table.IsEmpty ? null : (Html)$"""
            <details><summary>{NumberText.Count(tuning.Trials.Count(trial => trial.Failure is not null), "failed trial")}</summary>
            {table.Render()}</details>

            """;
    }
}
