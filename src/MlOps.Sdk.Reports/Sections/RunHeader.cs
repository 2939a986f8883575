using MlOps.Sdk.Data;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Training;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>What a reader wants to know first: which pipeline, how it ended, when, how long, and how good the model is.</summary>
internal static class RunHeader
{
    public static Html Of(RunFacts facts) => $"""
        <p class="kicker">Run report</p>
        <h1>{Name.Of(facts.Run.Pipeline, 120)}</h1>
        <p class="lead">{StateSign.Of(facts.Run.State)} {When(facts.Run)}<br /><span class="soft">run <code>{facts.Run.Id}</code></span></p>
        <dl class="figures">
        {Figures(facts)}</dl>

        """;

    private static Html When(RunRecord run) => run.Duration is { } duration
        ? (Html)$"""<time datetime="{NumberText.Iso(run.Started)}">{NumberText.Time(run.Started)}</time>, {DurationText.Of(duration)}"""
        : $"""since <time datetime="{NumberText.Iso(run.Started)}">{NumberText.Time(run.Started)}</time>""";

    private static IEnumerable<Html> Figures(RunFacts facts)
    {
        if (Headline(facts) is { } evaluation)
        {
            yield return Figure(NumberText.Metric(evaluation[evaluation.Primary]), $"{MetricText.Of(evaluation.Primary)}, {NumberText.Count(evaluation.Rows)} {evaluation.Split} rows");
        }

        if (facts.Last<ValidatedModel>() is { Gates.Count: > 0 } validated)
            yield return Figure($"{validated.Gates.Count(gate => gate.Passed)} of {validated.Gates.Count}", "gates met");
        if (facts.Last<Registration>() is { } registration)
        {
            string live = registration.IsLive ? "the champion" : registration.Live is { } champion ? $"version {champion.Version} stays live" : "nothing is live yet";
            yield return Figure($"version {registration.Version.Version}", $"{registration.Version.Model}, {live}");
        }

        if (facts.Last<StagedDataset>() is { } staged)
            yield return Figure(NumberText.Count(staged.Data.Rows), "rows staged");
        string counts = string.Join(", ", facts.Stages.GroupBy(stage => stage.Run?.Outcome).OrderBy(group => group.Key ?? (StageOutcome)100)
            .Select(group => $"{group.Count()} {OutcomeSign.Word(group.Key)}"));
        if (facts.Stages.Count > 0)
            yield return Figure($"{facts.Stages.Count}", $"stages: {counts}");
    }

    private static Evaluation? Headline(RunFacts facts)
    {
        TrainedModel? model = facts.Last<ValidatedModel>()?.Model ?? facts.Last<TrainedModel>();
        return model?.Evaluations.FirstOrDefault(evaluation => evaluation.Split == SplitName.Test) ?? model?.Evaluations.FirstOrDefault();
    }

    private static Html Figure(string value, string what) => $"""
        <div><dt>{Name.Of(what, 60)}</dt><dd>{value}</dd></div>

        """;
}
