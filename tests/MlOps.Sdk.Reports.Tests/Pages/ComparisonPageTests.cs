using System.Xml.Linq;

namespace MlOps.Sdk.Reports.Tests.Pages;

public sealed class ComparisonPageTests
{
    private const string Earlier = "20261124-120000000-bbbbbb";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_runs_are_compared_by_metrics_stages_data_times_plan_and_environment()
    {
        XDocument page = Page.Parse(await CompareAsync(new SampleRun { RunId = Earlier, Shift = 60 }, new SampleRun(), "comparison"));

        Assert.Equal(
            ["metrics", "changes", "data", "times", "plan", "environment"],
            page.Descendants("section").Select(section => section.Attribute("id")!.Value));
        XElement auc = Page.SectionOf(page, "metrics").Descendants("tr").First(row => row.Element("th")?.Value.StartsWith("AUC", StringComparison.Ordinal) == true);
        Assert.Equal(["0.8888", "0.8288", "−0.0600", "▼ worse"], auc.Elements("td").Select(cell => cell.Value));
        Assert.Contains("Both were evaluated on the same staged rows.", Page.SectionOf(page, "metrics").Value, StringComparison.Ordinal);
        Assert.Contains("plan.name: key-train-60 -> key-train-0", Page.SectionOf(page, "changes").Value, StringComparison.Ordinal);
        Assert.Contains("Both runs had the same plan.", Page.SectionOf(page, "plan").Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_compared_with_one_that_failed_says_what_is_missing()
    {
        XDocument page = Page.Parse(await CompareAsync(new SampleRun { RunId = Earlier, Fails = true }, new SampleRun { Columns = 9 }, "comparison-failed"));

        Assert.DoesNotContain(page.Descendants("section"), section => section.Attribute("id")!.Value == "metrics");
        Assert.Contains("Column8 is new.", Page.SectionOf(page, "data").Value, StringComparison.Ordinal);
        Assert.Contains("skipped", Page.SectionOf(page, "changes").Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_names_change_nothing_but_texts()
    {
        string harmless = await CompareAsync(new SampleRun { RunId = Earlier, Shift = 1 }, new SampleRun());
        string hostile = await CompareAsync(
            new SampleRun { RunId = Earlier, Shift = 1, Name = name => $"{name}\"'><script>alert(1)</script>" },
            new SampleRun { Name = name => $"{name}\"'><script>alert(1)</script>" });

        Assert.Equal(Page.Structure(Page.Parse(harmless)), Page.Structure(Page.Parse(hostile)));
    }

    private static async Task<string> CompareAsync(SampleRun before, SampleRun after, string? sample = null)
    {
        RecordedStore store = new();
        before.AddTo(store);
        after.AddTo(store);
        Report report = await new RunReports(store).CompareAsync(before.RunId, after.RunId, Token);
        Page.Save(report, sample);
        return report.Html;
    }
}
