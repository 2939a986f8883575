using System.Globalization;
using System.Text;
using MlOps.Sdk.Data;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Local.Tests.Pipelines;

/// <summary>What goes wrong on everybody's first day, with the message that it gives.</summary>
public sealed class ObviousMistakesTests
{
    private sealed record House(long Id, double Area, string Town, bool Sold);

    [Fact]
    public async Task A_missing_file()
    {
        await using LocalRun run = new();
        run.Write("houses.csv", Houses(10));

        string message = await FailureOf(run, Ingesting(run.PathOf("house.csv")));

        string missing = run.PathOf("house.csv");
        Assert.StartsWith($"ingest: the file '{missing}' doesn't exist; looked for {missing}. Did you mean 'houses.csv'?", message);
    }

    [Fact]
    public async Task A_misspelt_column_of_a_source_without_a_row_type()
    {
        await using LocalRun run = new();
        Pipeline pipeline = new PipelineBuilder("houses")
            .Ingest(Source.Csv(run.Write("houses.csv", Houses(10))))
            .Transform(rows => rows.Select(row => new { Area = (double)row["Aera"], Town = (string?)row["Town"] }))
            .Build();

        string message = await FailureOf(run, pipeline);

        Assert.StartsWith("transform: there is no column 'Aera'. Did you mean 'Area'?", message);
    }

    [Fact]
    public async Task A_cell_of_the_wrong_type()
    {
        await using LocalRun run = new();
        string file = run.Write("houses.csv", "Id,Area,Town,Sold\n1,52.5,Bath,true\n2,large,Bath,false\n");

        string message = await FailureOf(run, Ingesting(file));

        Assert.Equal(
            "ingest: houses.csv, line 3, column 'Area': 'large' is not a Double. Correct the source, declare the column as string and convert it in a transform, "
            + "make it nullable, or state NullText or a date format on the source.",
            message);
    }

    [Fact]
    public async Task A_split_without_rows()
    {
        await using LocalRun run = new();
        string file = run.Write("houses.csv", Houses(50, town: _ => "Ely"));
        Pipeline pipeline = new PipelineBuilder("houses")
            .Ingest(Source.Csv<House>(file))
            .Stage("houses", stage => stage.SplitByHash(h => h.Town, test: 0.2))
            .Train(learn => learn.Binary(h => h.Sold).Features(h => new { h.Area }).Try(Learner.LightGbm()))
            .Build();

        string message = await FailureOf(run, pipeline);

        Assert.Equal(
            "stage.split: the train split is empty: its share is 0.8, but none of the 50 rows falls into it (test 50). Rows with equal keys stay together: "
            + "split by a key with more different values, change the shares, or give more rows.",
            message);
    }

    [Fact]
    public async Task A_label_that_is_the_same_in_every_row()
    {
        await using LocalRun run = new();
        string file = run.Write("houses.csv", Houses(200, sold: _ => false));

        string message = await FailureOf(run, Training(file));

        Assert.Equal(
            "features.label: is false in all 157 training rows, so there is nothing to learn. See how the label is computed and how the rows are split.",
            message);
    }

    [Fact]
    public async Task A_folder_that_can_not_be_written()
    {
        string blocked = Path.GetTempFileName();
        try
        {
            await using LocalRun run = new(root: Path.Combine(blocked, ".mlops"));
            Pipeline pipeline = Ingesting(run.Write("houses.csv", Houses(10)));

            PipelineException exception = await Assert.ThrowsAsync<PipelineException>(() => run.RunAsync(pipeline));

            string problem = Assert.Single(exception.Problems).ToString();
            Assert.StartsWith($"MlOps:Root: '{run.Root}' can't be written to: ", problem);
            Assert.EndsWith("Name another folder, or allow writing to it.", problem);
        }
        finally
        {
            File.Delete(blocked);
        }
    }

    [Fact]
    public async Task A_truncated_parquet_file()
    {
        await using LocalRun run = new();
        PipelineRun written = await run.RunAsync(Ingesting(run.Write("houses.csv", Houses(1000))));
        string stored = Directory.GetFiles(run.Root, written.Product<Dataset>("ingest").Parts[0].Digest, SearchOption.AllDirectories).Single();
        byte[] whole = await File.ReadAllBytesAsync(stored, TestContext.Current.CancellationToken);
        string truncated = run.PathOf("houses.parquet");
        await File.WriteAllBytesAsync(truncated, whole.AsMemory(0, whole.Length / 2), TestContext.Current.CancellationToken);
        Pipeline pipeline = new PipelineBuilder("truncated").Ingest(Source.Parquet<House>(truncated)).Build();

        string message = await FailureOf(run, pipeline);

        Assert.StartsWith($"ingest: houses.parquet: this is not a whole Parquet file ({truncated}): ", message);
        Assert.EndsWith("Fetch or write it again.", message);
    }

    [Fact]
    public async Task A_run_store_that_is_damaged()
    {
        await using LocalRun run = new();
        Directory.CreateDirectory(run.Root);
        await File.WriteAllTextAsync(Path.Combine(run.Root, "runs.db"), new string('x', 8192), TestContext.Current.CancellationToken);

        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => run.RunAsync(Ingesting(run.Write("houses.csv", Houses(10)))));

        Assert.StartsWith($"{Path.Combine(run.Root, "runs.db")}: this is not a run store", exception.Message);
        Assert.EndsWith("Move it away, or restore a backup: artifacts are kept, only the knowledge of earlier runs and models is in this file.", exception.Message);
    }

    [Fact]
    public void Two_stages_of_one_name()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => new PipelineBuilder("houses")
            .Ingest(Source.Csv<House>("houses.csv"))
            .Transform(houses => houses.Where(h => h.Area > 0), name: "clean")
            .Transform(houses => houses.Where(h => h.Area < 1000), name: "clean")
            .Build());

        Assert.Equal("clean: two stages are named 'clean'. Give one another name, as in .Transform(…, name: \"clean-2\").", Assert.Single(exception.Problems).ToString());
    }

    [Fact]
    public async Task A_gate_that_is_not_met()
    {
        await using LocalRun run = new();
        string file = run.Write("houses.csv", Houses(400, sold: id => id % 7 < 3));

        string message = await FailureOf(run, Training(file));

        Assert.Matches(
            @"\Avalidate: AreaUnderRocCurve >= 0\.95 is not met: 0\.\d+ \(lightgbm, 90 test rows\)\. Nothing was registered or deployed\. "
            + @"Improve the features or the learners, or lower the bound in Require\(\.\.\.\)\.\z",
            message);
    }

    private static async Task<string> FailureOf(LocalRun run, Pipeline pipeline)
    {
        PipelineRunException exception = await Assert.ThrowsAsync<PipelineRunException>(() => run.RunAsync(pipeline));
        return Assert.Single(exception.Run.Stages, stage => stage.Outcome == StageOutcome.Failed).Error!;
    }

    private static Pipeline Ingesting(string file) => new PipelineBuilder("houses").Ingest(Source.Csv<House>(file)).Build();

    private static Pipeline Training(string file) => new PipelineBuilder("houses")
        .Ingest(Source.Csv<House>(file))
        .Stage("houses", stage => stage.SplitByHash(h => h.Id, test: 0.2))
        .Train(learn => learn
            .Binary(h => h.Sold)
            .Features(h => new { h.Area })
            .Try(Learner.LightGbm(trees: 5))
            .Require(m => m.AreaUnderRocCurve >= 0.95))
        .Deploy("houses")
        .Build();

    private static string Houses(int count, Func<int, string>? town = null, Func<int, bool>? sold = null)
    {
        StringBuilder text = new("Id,Area,Town,Sold\n");
        for (int id = 1; id <= count; id++)
            text.Append(CultureInfo.InvariantCulture, $"{id},{40 + id * 7 % 90}.5,{town?.Invoke(id) ?? "Bath"},{(sold?.Invoke(id) ?? id % 2 == 0 ? "true" : "false")}\n");
        return text.ToString();
    }
}
