using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using Xunit;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>What every ingestor promises.</summary>
/// <remarks>The rows are put into a Parquet file; an ingestor of another source overrides <see cref="PlanAsync"/> and <see cref="MissingPlan"/>.</remarks>
public abstract class IngestorConformance : StageConformance<IIngestor>
{
    /// <summary>Puts rows into a source, in the place of what was there, and says how to read it.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="rows">The values.</param>
    protected virtual Task<IngestPlan> PlanAsync(Schema schema, IReadOnlyList<object?[]> rows) =>
        Task.FromResult(new IngestPlan { Name = StageName, Source = new ParquetSourcePlan(Fixture.WriteFile("source.parquet", schema, rows)), Schema = schema });

    /// <summary>Says how to read a source that doesn't exist.</summary>
    protected virtual IngestPlan MissingPlan() =>
        new() { Name = StageName, Source = new ParquetSourcePlan(Path.Combine(Fixture.Root, "absent.parquet")), Schema = SampleRows.Schema };

    [Fact]
    public Task Types_and_nulls_are_kept() => PromiseAsync(() => KeepsAsync(SampleRows.Plain));

    [Fact]
    public Task Extremes_are_kept() => PromiseAsync(() => KeepsAsync(SampleRows.Extremes));

    [Fact]
    public Task NaN_and_infinities_are_kept() => PromiseAsync(() => KeepsAsync(SampleRows.NotFinite));

    [Fact]
    public Task The_sign_of_zero_is_kept() => PromiseAsync(() => KeepsAsync(SampleRows.Zeros));

    [Fact]
    public Task A_source_without_rows_is_a_dataset_without_rows() => PromiseAsync(() => KeepsAsync([]));

    [Fact]
    public Task The_same_source_has_the_same_version_and_fingerprint() => PromiseAsync(async () =>
    {
        IngestPlan plan = await PlanAsync(SampleRows.Schema, SampleRows.Plain);
        string? version = await Stage.GetVersionAsync(plan, Context(), Token);
        Dataset first = await IngestAsync(plan);
        Assert.Equal(version, await Stage.GetVersionAsync(plan, Context(), Token));
        Assert.Equal(first.ComputeFingerprint(), (await IngestAsync(plan)).ComputeFingerprint());
        if (version is not null)
            Assert.NotEmpty(version);
    });

    [Fact]
    public Task A_source_that_has_changed_has_another_version_or_none() => PromiseAsync(async () =>
    {
        IngestPlan plan = await PlanAsync(SampleRows.Schema, SampleRows.Plain);
        string? before = await Stage.GetVersionAsync(plan, Context(), Token);
        IngestPlan changed = await PlanAsync(SampleRows.Schema, [.. SampleRows.Plain.Skip(1)]);
        string? after = await Stage.GetVersionAsync(changed, Context(), Token);
        Assert.Equal(before is null, after is null);
        if (before is not null)
            Assert.NotEqual(before, after);
    });

    [Fact]
    public Task A_source_that_does_not_exist_is_refused() => PromiseAsync(() => AssertRefusedAsync(async () =>
    {
        await Stage.GetVersionAsync(MissingPlan(), Context(), Token);
        await Stage.IngestAsync(MissingPlan(), Context(), Token);
    }));

    [Fact]
    public Task A_null_where_the_row_type_has_none_is_refused() => PromiseAsync(async () =>
    {
        IngestPlan plan = await PlanAsync(SampleRows.Schema, SampleRows.Plain);
        Schema strict = new([.. SampleRows.Schema.Columns.Select(column => column with { Nullable = column.Name != "whole" && column.Nullable })]);
        Assert.Contains("whole", await AssertRefusedAsync(() => Stage.IngestAsync(plan with { Schema = strict }, Context(), Token)), StringComparison.Ordinal);
    });

    [Fact]
    public Task A_cancelled_ingest_leaves_nothing() => PromiseAsync(async () =>
    {
        IngestPlan plan = await PlanAsync(SampleRows.Schema, SampleRows.Plain);
        await AssertCancelledAsync(token => Stage.IngestAsync(plan, Context(), token));
    });

    private async Task KeepsAsync(IReadOnlyList<object?[]> rows)
    {
        Dataset dataset = await IngestAsync(await PlanAsync(SampleRows.Schema, rows));
        Assert.Equal(SampleRows.Schema.ToString(), dataset.Schema.ToString());
        await AssertRowsAsync(rows, dataset);
        await AssertFilesAsync(dataset);
        AssertProgress();
    }

    private Task<Dataset> IngestAsync(IngestPlan plan) => Stage.IngestAsync(plan, Context(plan), Token);
}
