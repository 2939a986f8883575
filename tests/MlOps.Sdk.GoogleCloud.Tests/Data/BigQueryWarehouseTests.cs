using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.GoogleCloud.Tests.Conformance;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Data;

public sealed class BigQueryWarehouseTests(EmulatorFixture google) : IClassFixture<EmulatorFixture>, IAsyncDisposable
{
    private static readonly Schema s_schema = new([new Column("id", DataType.Int64, false)]);

    private readonly StageFixture _fixture = google.Create();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task The_same_question_about_other_rows_is_another_one()
    {
        Dataset one = await _fixture.WriteAsync(s_schema, [1L]);
        Dataset other = await _fixture.WriteAsync(s_schema, [2L]);
        StageContext context = _fixture.Context();
        IWarehouse warehouse = _fixture.GoogleCloud<IWarehouse>();

        QueryResult first = (await warehouse.QueryAsync([new InputNode()], one, context, TestContext.Current.CancellationToken))[0];
        QueryResult second = (await warehouse.QueryAsync([new InputNode()], other, context, TestContext.Current.CancellationToken))[0];

        Assert.Equal([[1L]], first.Rows);
        Assert.Equal([[2L]], second.Rows);
    }
}
