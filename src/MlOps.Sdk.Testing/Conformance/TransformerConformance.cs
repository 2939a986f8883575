using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using Xunit;

namespace MlOps.Sdk.Testing.Conformance;

/// <summary>What every transformer promises.</summary>
/// <remarks>
/// By default the plan takes the rows with a positive <c>id</c> as they are. A transformer of your own, which knows by itself what to do, overrides
/// <see cref="Schema"/>, <see cref="Rows"/>, <see cref="Expect"/> and, if it needs them, <see cref="Plan"/> and the settings.
/// </remarks>
public abstract class TransformerConformance : StageConformance<ITransformer>
{
    /// <summary>The columns of the rows that the transformer is given.</summary>
    protected virtual Schema Schema => SampleRows.Schema;

    /// <summary>The rows that the transformer is given, in several portions.</summary>
    protected virtual IReadOnlyList<IReadOnlyList<object?[]>> Rows => [SampleRows.Plain, SampleRows.Extremes];

    /// <summary>What it is to do.</summary>
    protected virtual TransformPlan Plan => new()
    {
        Name = StageName,
        Relation = new ProjectNode(
            new FilterNode(new InputNode(), FunctionTable.Call("greater", SampleRows.Id, ConstantNode.Of(0L))),
            SampleRows.Schema.Columns.Select(column => new NamedScalar(column.Name, ColumnNode.Of(column))).ToValueList()),
    };

    /// <summary>The rows that come out for rows that go in.</summary>
    protected virtual IEnumerable<object?[]> Expect(IReadOnlyList<object?[]> rows) => rows.Where(row => (long)row[0]! > 0);

    [Fact]
    public Task The_rows_are_what_the_transformer_says() => PromiseAsync(async () =>
    {
        foreach (IReadOnlyList<object?[]> rows in Rows)
        {
            Dataset output = await TransformAsync(await Fixture.WriteAsync(Schema, rows));
            await AssertRowsAsync(Expect(rows), output);
            await AssertFilesAsync(output);
        }

        AssertProgress();
    });

    [Fact]
    public Task A_dataset_of_several_files_is_one() => PromiseAsync(async () =>
    {
        Dataset[] parts = [.. await Task.WhenAll(Rows.Select(rows => Fixture.WriteAsync(Schema, rows)))];
        Dataset whole = new([.. parts.SelectMany(part => part.Parts)], Schema, parts.Sum(part => part.Rows));
        await AssertRowsAsync(Expect([.. Rows.SelectMany(rows => rows)]), await TransformAsync(whole));
    });

    [Fact]
    public Task NaN_and_infinities_are_kept() => PromiseAsync(() => KeepsAsync(SampleRows.NotFinite));

    [Fact]
    public Task The_sign_of_zero_is_kept() => PromiseAsync(() => KeepsAsync(SampleRows.Zeros));

    [Fact]
    public Task No_rows_give_no_rows_or_a_refusal() => PromiseAsync(async () =>
    {
        Dataset empty = await Fixture.WriteAsync(Schema);
        try
        {
            await AssertRowsAsync(Expect([]), await TransformAsync(empty));
        }
        catch (StageException refusal)
        {
            Assert.StartsWith(StageName, refusal.Message, StringComparison.Ordinal);
        }
    });

    [Fact]
    public Task The_same_input_gives_the_same_fingerprint() => PromiseAsync(async () =>
    {
        Dataset input = await Fixture.WriteAsync(Schema, Rows[0]);
        Assert.Equal((await TransformAsync(input)).ComputeFingerprint(), (await TransformAsync(input)).ComputeFingerprint());
    });

    [Fact]
    public Task The_input_stays_as_it_is() => PromiseAsync(async () =>
    {
        Dataset input = await Fixture.WriteAsync(Schema, Rows[0]);
        await TransformAsync(input);
        await AssertFilesAsync(input);
    });

    [Fact]
    public Task An_input_whose_file_is_gone_is_an_error_and_leaves_nothing() => PromiseAsync(async () =>
    {
        string path = Fixture.WriteFile("gone.parquet", Schema, Rows[0]);
        Dataset input = new([new DataFile(path, 1, new string('0', 64))], Schema, Rows[0].Count);
        File.Delete(path);
        await Assert.ThrowsAnyAsync<Exception>(() => TransformAsync(input));
        Assert.Empty(Fixture.Added);
    });

    [Fact]
    public Task A_cancelled_transform_leaves_nothing() => PromiseAsync(async () =>
    {
        Dataset input = await Fixture.WriteAsync(Schema, Rows[0]);
        await AssertCancelledAsync(token => Stage.TransformAsync(new([input], Plan), Context(), token));
    });

    private async Task KeepsAsync(IReadOnlyList<object?[]> rows)
    {
        Assert.SkipUnless(ReferenceEquals(Schema, SampleRows.Schema), "The transformer takes rows of its own.");
        await AssertRowsAsync(Expect(rows), await TransformAsync(await Fixture.WriteAsync(Schema, rows)));
    }

    private Task<Dataset> TransformAsync(Dataset input) => Stage.TransformAsync(new([input], Plan), Context(new TransformRequest([input], Plan)), Token);
}
