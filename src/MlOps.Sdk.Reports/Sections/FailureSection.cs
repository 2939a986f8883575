using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>What went wrong, in full.</summary>
internal static class FailureSection
{
    private const int Longest = 20_000;

    public static Section? Of(RunFacts facts)
    {
        StageRun[] failed = [.. facts.Stages.Select(stage => stage.Run).OfType<StageRun>().Where(run => run.Outcome == StageOutcome.Failed)];
        return failed.Length == 0 ? null : new Section("failures", failed.Length == 1 ? "What failed" : $"What failed: {failed.Length} stages", $"{failed.Select(Failure)}");
    }

    private static Html Failure(StageRun run)
    {
        string error = run.Error ?? $"{run.Name}: failed without a message.";
        string attempts = run.Attempts > 1 ? $", in {run.Attempts} attempts" : "";
        Html cut = error.Length > Longest ? $"""<p class="note">The last {NumberText.Count(error.Length - Longest)} characters of the message are left out.</p>""" : Html.Empty;
        return $"""
            <div class="failure">
            <h3>{Name.Code(run.Name)} <span class="soft">after {DurationText.Of(run.Duration)}{attempts}</span></h3>
            <pre>{Name.Cut(error, Longest)}</pre>{cut}
            </div>

            """;
    }
}
