using MlOps.Sdk.Reports.Markup;
using MlOps.Sdk.Reports.Pages;
using MlOps.Sdk.Reports.Sections;

namespace MlOps.Sdk.Reports.Comparisons;

/// <summary>Where the two runs took place, as far as that differs.</summary>
internal static class EnvironmentDifferences
{
    public static Section Of(RunPair pair)
    {
        Dictionary<string, string> before = EnvironmentSection.Leaves(pair.Before.Run.Environment).ToDictionary(entry => entry.Path, entry => entry.Value);
        Dictionary<string, string> after = EnvironmentSection.Leaves(pair.After.Run.Environment).ToDictionary(entry => entry.Path, entry => entry.Value);
        Table table = new(new Head(""), new Head("Before"), new Head("After"));
        foreach (string path in after.Keys.Union(before.Keys).Where(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path)))
            table.Add(Name.Of(LearnerText.Words(path)), Name.Of(before.GetValueOrDefault(path, ""), 200), Name.Of(after.GetValueOrDefault(path, ""), 200));
        return new Section("environment", "Environment", table.IsEmpty ? $"<p>Both runs took place in the same environment.</p>\n" : table.Render());
    }
}
