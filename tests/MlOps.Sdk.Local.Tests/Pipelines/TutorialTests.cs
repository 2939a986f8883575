using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Pipelines;

/// <summary>The pipeline that tutorials begin with: keep one currency, predict the day's close from open, high and low.</summary>
public sealed class TutorialTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-tutorial-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_close_of_one_currency_is_predicted_from_open_high_and_low()
    {
        string file = WriteMarkets();
        Pipeline pipeline = new PipelineBuilder("bitcoin-close")
            .Ingest(Source.Csv<Market>(file, dateFormat: "d/M/yyyy"))
            .Transform(markets => markets
                .Where(m => m.Slug == "bitcoin")
                .Select(m => new { m.Date, m.Open, m.High, m.Low, m.Close, m.Volume }))
            .Verify(check => check
                .RowCount(atLeast: 500)
                .NotNull(m => m.Date)
                .Unique(m => m.Date)
                .That(m => m.Low <= m.High))
            .Stage("bitcoin", stage => stage.SplitByHash(m => m.Date, test: 0.2))
            .Train(learn => learn
                .Regression(label: m => m.Close)
                .Features(m => new
                {
                    Open = Feature.Standardize(m.Open),
                    High = Feature.Standardize(m.High),
                    Low = Feature.Standardize(m.Low),
                })
                .Try(Learner.Linear(l2: 0.001))
                .Require(m => m.RSquared >= 0.95))
            .Build();

        await using ServiceProvider services = new ServiceCollection()
            .AddMlOps(options => options.Root = Path.Combine(_folder.FullName, ".mlops"))
            .AddLocal()
            .Services.BuildServiceProvider();
        PipelineRun run = await services.GetRequiredService<PipelineRunner>().RunAsync(pipeline, TestContext.Current.CancellationToken);

        Assert.Equal(3 * Days, run.Product<Dataset>("ingest").Rows);
        Assert.Equal(Days, run.Product<Dataset>("transform").Rows);
        DatasetProfile profile = run.Product<DatasetProfile>("profile");
        Assert.Equal("2013-04-28", profile.Columns.Single(column => column.Name == "date").Min?[..10]);
        Assert.Equal(1.46e11, double.Parse(profile.Columns.Single(column => column.Name == "volume").Max!, CultureInfo.InvariantCulture), 1e6);
        Assert.True(run.Evaluation!["RSquared"] >= 0.95);
        Assert.Equal(1, run.Model!.Version);
    }

    private const int Days = 600;

    /// <summary>Data of the shape that market trackers publish: three currencies, days as d/M/yyyy, great volumes in scientific notation.</summary>
    private string WriteMarkets()
    {
        Random random = new(7);
        StringBuilder text = new("slug,symbol,name,date,ranknow,open,high,low,close,volume,market,close_ratio,spread\n");
        (string Slug, string Symbol, string Name, double Price)[] currencies =
            [("bitcoin", "BTC", "Bitcoin", 135.3), ("ripple", "XRP", "XRP", 0.0058), ("ethereum", "ETH", "Ethereum", 2.83)];
        for (int currency = 0; currency < currencies.Length; currency++)
        {
            double price = currencies[currency].Price;
            DateOnly day = new(2013, 4, 28);
            for (int index = 0; index < Days; index++, day = day.AddDays(1))
            {
                double open = price;
                double close = open * (1 + (random.NextDouble() - 0.48) * 0.08);
                double high = Math.Max(open, close) * (1 + random.NextDouble() * 0.03);
                double low = Math.Min(open, close) * (1 - random.NextDouble() * 0.03);
                string market = index == 100 ? "1.46E+11" : (close * 1e7).ToString("0", CultureInfo.InvariantCulture);
                string volume = index == 100 ? "1.46E+11" : index == 0 ? "0" : (close * 1e5).ToString("0.####E+0", CultureInfo.InvariantCulture);
                text.Append(CultureInfo.InvariantCulture, $"{currencies[currency].Slug},{currencies[currency].Symbol},{currencies[currency].Name},");
                text.Append(day.ToString("d/M/yyyy", CultureInfo.InvariantCulture));
                text.Append(CultureInfo.InvariantCulture, $",{currency + 1},{open:0.######},{high:0.######},{low:0.######},{close:0.######},{volume},{market},");
                text.Append(CultureInfo.InvariantCulture, $"{(close - low) / (high - low):0.####},{high - low:0.######}\n");
                price = close;
            }
        }

        string file = Path.Combine(_folder.FullName, "crypto-markets.csv");
        File.WriteAllText(file, text.ToString());
        return file;
    }
}
