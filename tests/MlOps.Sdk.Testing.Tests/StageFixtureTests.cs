using MlOps.Sdk.Data;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Testing.Conformance;

namespace MlOps.Sdk.Testing.Tests;

public sealed class StageFixtureTests
{
    [Fact]
    public async Task Rows_come_back_as_they_were_written()
    {
        await using StageFixture fixture = new();
        foreach (IReadOnlyList<object?[]> rows in (IReadOnlyList<object?[]>[])[SampleRows.Plain, SampleRows.Extremes, SampleRows.NotFinite, SampleRows.Zeros, []])
        {
            Dataset dataset = await fixture.WriteAsync(SampleRows.Schema, rows);
            Assert.Equal(rows.Count, dataset.Rows);
            Assert.Equal(rows.Select(RowText.Of), (await fixture.ReadAsync(dataset)).Select(RowText.Of));
        }

        Assert.Empty(fixture.Added);
    }

    [Fact]
    public async Task A_staged_dataset_counts_its_splits()
    {
        await using StageFixture fixture = new();
        StagedDataset staged = await fixture.WriteStagedAsync(new Schema([new("x", DataType.Int64)]), [1L, "test"], [2L, "train"], [3L, "train"]);
        Assert.Equal([new SplitCount("train", 2), new SplitCount("test", 1)], staged.Splits);
        Assert.Equal("x Int64?, __split String", staged.Data.Schema.ToString());
    }

    [Fact]
    public async Task Files_with_other_columns_than_the_dataset_says_are_an_error()
    {
        await using StageFixture fixture = new();
        Dataset dataset = await fixture.WriteAsync(new Schema([new("x", DataType.Int64)]), [1L]);
        InvalidDataException exception = await Assert.ThrowsAsync<InvalidDataException>(() => fixture.ReadAsync(dataset with { Schema = new([new("y", DataType.Int64)]) }));
        Assert.Equal("The files have the columns x, the dataset says y Int64?.", exception.Message);
    }

    [Fact]
    public async Task What_a_stage_reports_notes_and_adds_is_kept()
    {
        await using StageFixture fixture = new();
        StageContext context = fixture.Context("mine", new { depth = 3 }, work: "w");
        context.Progress.Report(0.5);
        await context.Journal.WriteAsync("job", "1", TestContext.Current.CancellationToken);
        File.WriteAllText(Path.Combine(context.WorkingFolder, "a"), "abc");
        DataFile file = await context.Artifacts.AddAsync(Path.Combine(context.WorkingFolder, "a"), TestContext.Current.CancellationToken);

        Assert.Equal([0.5], fixture.Progress);
        Assert.Equal("1", fixture.Notes["job"]);
        Assert.Equal([file], fixture.Added);
        Assert.Equal("""{"depth":3}""", context.Settings);
        Assert.Equal("1", await fixture.Context("mine", work: "w").Journal.ReadAsync("job", TestContext.Current.CancellationToken));
    }
}
