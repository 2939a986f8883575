using MlOps.Sdk.Data;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>Each check with what was found, and example rows of those that don't hold.</summary>
internal static class CheckSection
{
    private const int MostExamples = 10;
    private const int MostValues = 8;

    public static Section? Of(RunFacts facts)
    {
        (StageFacts Stage, Verification Verification)[] verifications = [.. facts.Products<Verification>()];
        return verifications.Length == 0 ? null : new Section("checks", "Checks", $"{verifications.Select(found => Show(found.Stage, found.Verification, verifications.Length > 1))}");
    }

    private static Html Show(StageFacts stage, Verification verification, bool isOneOfSeveral)
    {
        Table table = new(new Head("Check"), new Head("Outcome"), new Head("Found"));
        foreach (CheckResult check in verification.Checks)
            table.Add(Name.Of(check.Description, 200), Outcome(check), Name.Of(check.Found, 300));
        Html? head = isOneOfSeveral ? (Html)$"<h3>{Name.Code(stage.Name)}</h3>" : null;
        return $"""
            {head}<p>{NumberText.Count(verification.Checks.Count(check => check.Passed))} of {NumberText.Count(verification.Checks.Count, "check")} hold on {NumberText.Count(verification.Rows, "row")}.</p>
            {table.Render()}{verification.Checks.Where(check => check.Examples.Count > 0).Select(Examples)}
            """;
    }

    private static Html Outcome(CheckResult check) => check switch
    {
        { Passed: true } => $"""<span class="state good">✓ holds</span>""",
        { Severity: CheckSeverity.Warning } => $"""<span class="state warn">! warning</span>""",
        _ => $"""<span class="state bad">✗ doesn’t hold</span>""",
    };

    private static Html Examples(CheckResult check)
    {
        string[] all = [.. check.Examples.SelectMany(example => example.Values).Select(value => value.Column).Distinct()];
        string[] columns = [.. all.Take(MostValues)];
        string cut = all.Length > MostValues ? $"{NumberText.Count(all.Length - MostValues, "more column")} left out." : "";
        if (columns.Length == 0)
            return Html.Empty;
        Table table = new([.. columns.Select(column => new Head(Name.Cut(column, 60)))]);
        foreach (ExampleRow example in check.Examples.Take(MostExamples))
            table.Add([.. columns.Select(column => Value(example, column))]);
        return $"""
            <h3>{Name.Of(check.Description, 120)} <span class="soft">rows for which it doesn’t hold</span></h3>
            {table.Render()}<p class="note">{cut}</p>

            """;
    }

    private static Html Value(ExampleRow example, string column) => example.Values.FirstOrDefault(value => value.Column == column)?.Value is { } value
        ? Name.Of(value, 120)
        : (Html)$"""<span class="soft">absent</span>""";
}
