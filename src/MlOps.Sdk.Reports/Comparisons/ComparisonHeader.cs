using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Reports.Sections;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Comparisons;

/// <summary>Which two runs are compared.</summary>
internal static class ComparisonHeader
{
    public static Html Of(RunPair pair) => $"""
        <p class="kicker">Comparison of two runs</p>
        <h1>{Name.Of(pair.After.Run.Pipeline, 120)}</h1>
        <dl class="pair">
        <div><dt>before</dt>{Run(pair.Before.Run, pair)}</div>
        <div><dt>after</dt>{Run(pair.After.Run, pair)}</div>
        </dl>

        """;

    private static Html Run(RunRecord run, RunPair pair)
    {
        string pipeline = pair.Before.Run.Pipeline == pair.After.Run.Pipeline ? "" : $" of {Name.Cut(run.Pipeline, 80)}";
        string time = run.Duration is { } duration ? $", {DurationText.Of(duration)}" : "";
        return $"""<dd>{StateSign.Of(run.State)} {NumberText.Time(run.Started)}{time}<br /><span class="soft">run <code>{run.Id}</code>{pipeline}</span></dd>""";
    }
}
