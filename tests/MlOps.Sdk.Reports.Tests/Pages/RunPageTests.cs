using System.Globalization;
using System.Xml.Linq;

namespace MlOps.Sdk.Reports.Tests.Pages;

public sealed class RunPageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_with_everything_has_every_section()
    {
        string html = await CreateAsync(new SampleRun(), "all");

        Assert.Equal(
            ["pipeline", "stages", "validation", "models", "predictions", "slices", "spot-check", "search", "data", "checks", "lineage", "environment", "plan"],
            Page.Parse(html).Descendants("section").Select(section => section.Attribute("id")!.Value));
    }

    [Fact]
    public async Task A_failed_run_tells_the_error_in_full_and_shows_the_rows_that_failed_a_check()
    {
        string html = await CreateAsync(new SampleRun { Fails = true }, "failed");

        XDocument page = Page.Parse(html);
        Assert.Equal(
            "verify: 1 of 4 checks doesn't hold: SpeedIASInKnots in 0..600, 31 of 9,982 rows (0.31 %). Mend the rows, or widen the check.",
            Assert.Single(Page.SectionOf(page, "failures").Descendants("pre")).Value);
        Assert.Contains("2555", Page.SectionOf(page, "checks").Value, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Descendants("section"), section => section.Attribute("id")!.Value == "models");
    }

    [Fact]
    public async Task A_regression_has_residuals_in_place_of_curves()
    {
        XDocument page = Page.Parse(await CreateAsync(new SampleRun { Task = MlOps.Sdk.Plans.TaskKind.Regression }, "regression"));

        Assert.Equal(["Residuals", "Predicted and true"], Page.SectionOf(page, "predictions").Descendants("figcaption").Select(caption => caption.Element("b")!.Value));
    }

    [Fact]
    public async Task The_same_run_gives_the_same_page_in_every_culture()
    {
        string one = await CreateAsync(new SampleRun());
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
        try
        {
            Assert.Equal(one, await CreateAsync(new SampleRun()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task A_page_asks_for_nothing_from_outside_and_runs_no_script()
    {
        string html = await CreateAsync(new SampleRun());

        XDocument page = Page.Parse(html);
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe" or "object" or "base");
        Assert.DoesNotContain("://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.All(page.Descendants("a"), link => Assert.StartsWith("#", link.Attribute("href")!.Value, StringComparison.Ordinal));
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Name.LocalName == "style");
        Assert.Contains(page.Descendants("meta"), meta => meta.Attribute("content") is { } policy && policy.Value.StartsWith("default-src 'none'; style-src 'sha256-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"'><img src=x onerror=alert(1)>")]
    [InlineData("]]></style></svg></title></textarea>&#x3c;")]
    [InlineData("\u202Eevil\u2066 \u0644\u0648\u062D\u0629")]
    [InlineData("\U0001F426\u200D\U0001F525\0\u001B")]
    public async Task Hostile_names_change_nothing_but_texts(string hostile)
    {
        XDocument harmless = Page.Parse(await CreateAsync(new SampleRun()));
        XDocument page = Page.Parse(await CreateAsync(new SampleRun { Name = name => $"{name}{hostile}" }, $"hostile-{hostile.Length}"));

        Assert.Equal(Page.Structure(harmless), Page.Structure(page));
        Assert.DoesNotContain(page.DescendantNodes(), node => node is XComment or XProcessingInstruction or XCData);
    }

    [Fact]
    public async Task A_name_of_ten_thousand_characters_is_cut_and_the_page_stays_small()
    {
        string html = await CreateAsync(new SampleRun { Name = name => name + new string('x', 10_000) }, "long");

        Page.Parse(html);
        // Whole only in the plan's JSON.
        Assert.InRange(html.Length, 1, 1_500_000);
    }

    [Fact]
    public async Task Five_hundred_columns_and_a_thousand_trials_stay_below_three_megabytes()
    {
        string html = await CreateAsync(new SampleRun { Columns = 500, Trials = 1_000 }, "large");

        Page.Parse(html);
        Assert.InRange(html.Length, 1, 3_000_000);
        Assert.Contains("Column499", html, StringComparison.Ordinal);
        Assert.Contains("the best 25 of", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_beyond_five_hundred_columns_is_cut_and_said_so()
    {
        string html = await CreateAsync(new SampleRun { Columns = 1_000 });

        Assert.Contains("The first 500 of 1,000 columns.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Column500<", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drift_since_the_run_before_is_shown_and_a_strong_one_is_marked()
    {
        RecordedStore store = new();
        new SampleRun { RunId = "20261124-120000000-bbbbbb", Shift = 60 }.AddTo(store);
        new SampleRun().AddTo(store);
        Report report = await new RunReports(store).CreateAsync(SampleRun.Id, Token);
        Page.Save(report, "drift");

        XElement data = Page.SectionOf(Page.Parse(report.Html), "data");
        Assert.Contains("20261124-120000000-bbbbbb", data.Value, StringComparison.Ordinal);
        XElement speed = data.Descendants("tr").First(row => row.Element("th")?.Value.StartsWith("SpeedIASInKnots", StringComparison.Ordinal) == true);
        Assert.StartsWith("! 0.", speed.Elements("td").Last().Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_named() =>
        Assert.Contains("no run 'absent'", (await Assert.ThrowsAsync<KeyNotFoundException>(() => new RunReports(new RecordedStore()).CreateAsync("absent", Token))).Message);

    private static async Task<string> CreateAsync(SampleRun run, string? sample = null)
    {
        Report report = await new RunReports(run.Store()).CreateAsync(SampleRun.Id, Token);
        Page.Save(report, sample);
        return report.Html;
    }
}
