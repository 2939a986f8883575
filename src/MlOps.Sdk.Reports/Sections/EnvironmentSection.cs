using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Sections;

/// <summary>Where the run took place.</summary>
internal static class EnvironmentSection
{
    public static Section? Of(RunFacts facts)
    {
        Html[] entries = [.. Leaves(facts.Run.Environment).Take(100).Select(entry => (Html)$"<div><dt>{Name.Of(LearnerText.Words(entry.Path))}</dt><dd>{Name.Of(entry.Value, 200)}</dd></div>\n")];
        return entries.Length == 0 ? null : new Section("environment", "Environment", $"""
            <dl class="facts">
            {entries}</dl>

            """);
    }

    public static IEnumerable<(string Path, string Value)> Leaves(string environment)
    {
        try
        {
            return JsonNode.Parse(environment) is { } node ? JsonDifference.Leaves("", node) : [];
        }
        catch (JsonException)
        {
            return [("environment", environment)];
        }
    }
}
