using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using static MlOps.Sdk.Algebra.FunctionTable;

namespace MlOps.Sdk.Local.Tests.Data;

public sealed class VerifierTests : IDisposable
{
    private const string Rows = "SELECT i AS id, CASE WHEN i % 100 > 0 THEN i END AS x FROM range(1000) t(i)";
    private static readonly ColumnNode s_id = new("id", DataType.Int64, false);
    private static readonly ColumnNode s_x = new("x", DataType.Int64, true);

    private readonly DataBench _bench = new();

    [Fact]
    public async Task Checks_that_hold_are_reported_with_what_was_found()
    {
        Verification verification = await VerifyAsync(
            new RowCheckPlan(Call("greater_or_equal", s_id, ConstantNode.Of(0L))) { Description = "id >= 0" },
            new RowCheckPlan(Call("is_not_null", s_x), AtLeast: 0.99) { Description = "x is there" },
            new UniqueCheckPlan(s_id) { Description = "id is unique" },
            new UniqueCheckPlan(s_x) { Description = "x is unique" },
            new RowCountCheckPlan(1000, 1000) { Description = "1000 rows" });

        Assert.Equal(1000, verification.Rows);
        Assert.All(verification.Checks, check => Assert.True(check.Passed));
        Assert.Equal(
            ["all 1000 rows hold", "10 of 1000 rows fail (1 %)", "all 1000 rows differ", "all 1000 rows differ", "1000 rows, wanted are 1000 to 1000"],
            verification.Checks.Select(check => check.Found));
    }

    [Fact]
    public async Task All_checks_that_do_not_hold_are_listed()
    {
        StageException exception = await Assert.ThrowsAsync<StageException>(() => VerifyAsync(
            new RowCheckPlan(Call("greater", s_x, ConstantNode.Of(1L)), AtLeast: 0.999) { Description = "x > 1" },
            new UniqueCheckPlan(Call("modulo", s_id, ConstantNode.Of(10L))) { Description = "id % 10 is unique" },
            new RowCheckPlan(Call("is_not_null", s_id)) { Description = "id is there" },
            new RowCheckPlan(Call("not_equal", s_id, ConstantNode.Of(7L))) { Description = "id != 7" },
            new RowCountCheckPlan(2000) { Description = "at least 2000 rows" }));

        Assert.Equal(
            """
            verify: 4 of 5 checks don't hold:
              x > 1: 11 of 1000 rows fail (1.1 %), allowed are 0.1 %
              id % 10 is unique: 990 of 1000 rows repeat a value (99 %)
              id != 7: 1 of 1000 rows fail (0.1 %)
              at least 2000 rows: 1000 rows, wanted are at least 2000
            Correct the data, drop such rows in a transform, or change the check.
            """,
            exception.Message,
            ignoreLineEndingDifferences: true);
    }

    public void Dispose() => _bench.Dispose();

    private async Task<Verification> VerifyAsync(params CheckPlan[] checks) => await Verifier.VerifyAsync(
        new DuckDbWarehouse(_bench.Engine), await _bench.DatasetAsync(Rows), new() { Name = "verify", Checks = [.. checks] }, _bench.Context("verify"),
        TestContext.Current.CancellationToken);
}
