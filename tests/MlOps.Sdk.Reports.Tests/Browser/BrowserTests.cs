using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Reports.Tests.Pages;

namespace MlOps.Sdk.Reports.Tests.Browser;

/// <summary>Pages as Chromium shows them; skipped where there is none.</summary>
public sealed class BrowserTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlops-pages-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Pages_request_nothing_complain_of_nothing_and_fit_a_telephone_in_both_colour_schemes()
    {
        Assert.SkipWhen(Chromium.Path is null, "There is no Chromium on this machine: apt-get install chromium, or name one by CHROME_PATH.");
        IReadOnlyList<string> pages = await WriteAsync();
        await using Chromium chromium = await Chromium.StartAsync(Token);

        Dictionary<string, string> grounds = [];
        List<string> complaints = [];
        foreach (string page in pages)
        {
            foreach (string scheme in (string[])["light", "dark"])
            {
                foreach (int width in (int[])[400, 760, 1400])
                {
                    await chromium.OpenAsync(page, width, scheme, Token);
                    complaints.AddRange((await ComplaintsAsync(chromium)).Select(complaint =>
                        string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(page)}, {scheme}, {width}: {complaint}")));
                    grounds[scheme] = (await chromium.EvaluateAsync("getComputedStyle(document.body).backgroundColor", Token))!.GetValue<string>();
                }
            }
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
        Assert.Equal(("rgb(253, 253, 252)", "rgb(20, 23, 26)"), (grounds["light"], grounds["dark"]));
    }

    private static async Task<IReadOnlyList<string>> ComplaintsAsync(Chromium chromium)
    {
        // After this answer, all that the page had to say has arrived.
        int width = (await chromium.EvaluateAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth", Token))!.GetValue<int>();
        int sections = (await chromium.EvaluateAsync("document.querySelectorAll('section').length", Token))!.GetValue<int>();
        string title = (await chromium.EvaluateAsync("document.title", Token))!.GetValue<string>();
        return
        [
            .. chromium.Events.Select(Complaint).OfType<string>(),
            .. width > 0 ? (string[])[string.Create(CultureInfo.InvariantCulture, $"it is {width} pixels too wide")] : [],
            .. sections < 5 || title.Length == 0 ? (string[])["it isn't the page"] : [],
        ];
    }

    private static string? Complaint(JsonNode message) => message["method"]?.GetValue<string>() switch
    {
        "Network.requestWillBeSent" when message["params"]!["request"]!["url"]!.GetValue<string>() is var url && !url.StartsWith("file:", StringComparison.Ordinal) => $"requests {url}",
        "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" or "Log.entryAdded" => message["params"]!.ToJsonString(),
        _ => null,
    };

    private async Task<IReadOnlyList<string>> WriteAsync()
    {
        RecordedStore store = new();
        new SampleRun { RunId = "20261124-120000000-bbbbbb", Shift = 60 }.AddTo(store);
        new SampleRun().AddTo(store);
        RunReports reports = new(store);
        const string Hostile = "\"'><img src=https://example.com/x onerror=alert(1)><script>alert(1)</script>\u202E";
        (string Name, Report Report)[] pages =
        [
            ("run", await reports.CreateAsync(SampleRun.Id, Token)),
            ("comparison", await reports.CompareAsync("20261124-120000000-bbbbbb", SampleRun.Id, Token)),
            ("failed", await CreateAsync(new SampleRun { Fails = true })),
            ("hostile", await CreateAsync(new SampleRun { Name = name => name + Hostile })),
            ("long", await CreateAsync(new SampleRun { Name = name => name + new string('x', 1_000), Task = MlOps.Sdk.Plans.TaskKind.Regression })),
        ];
        foreach ((string name, Report report) in pages)
            await report.SaveAsync(PathOf(name), Token);
        return [.. pages.Select(page => PathOf(page.Name))];
    }

    private static Task<Report> CreateAsync(SampleRun run) => new RunReports(run.Store()).CreateAsync(SampleRun.Id, Token);

    private string PathOf(string name) => Path.Combine(_folder, $"{name}.html");
}
