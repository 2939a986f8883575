using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Clients;
using MlOps.Sdk.Data;
using MlOps.Sdk.GoogleCloud.Tests.Conformance;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Testing;

namespace MlOps.Sdk.GoogleCloud.Tests.Data;

public sealed class BigQueryStagerTests(EmulatorFixture google) : IClassFixture<EmulatorFixture>, IAsyncDisposable
{
    private static readonly Schema s_schema = new([new Column("Day", DataType.Date, false), new Column("Bird", DataType.String, false)]);

    private readonly StageFixture _fixture = google.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task The_table_is_loaded_partitioned_and_clustered_with_the_split_as_its_last_column()
    {
        Dataset dataset = await _fixture.WriteAsync(s_schema, [new DateOnly(2026, 1, 1), "owl"], [new DateOnly(2026, 1, 2), "gull"], [new DateOnly(2026, 2, 1), "owl"]);
        StagingPlan plan = new() { Name = "stage", Table = "birds_by_day", PartitionBy = "Day", Partition = TablePartition.Month, ClusterBy = ["Bird"] };

        StagedDataset staged = await _fixture.GoogleCloud<IStager>().StageAsync(new(dataset, plan), _fixture.Context("stage"), Token);

        BigQueryTable table = (await _fixture.Services.GetRequiredService<IBigQuery>().FindTableAsync(new("my-project", "mlops", "birds_by_day"), Token))!;
        Assert.Equal(["Day", "Bird", "__split"], table.Schema!.Fields.Select(field => field.Name));
        Assert.Equal(new BigQueryTimePartitioning("MONTH", "Day"), table.TimePartitioning);
        Assert.Equal(["Bird"], table.Clustering!.Fields);
        Assert.Equal(3, table.NumRows);
        Assert.Equal(3, staged.RowsOf("train"));
    }

    [Fact]
    public void A_partition_that_is_no_column_is_refused_by_Build()
    {
        PipelineException exception = Assert.Throws<PipelineException>(() => new PipelineBuilder("birds")
            .Ingest(Source.Csv<Strike>("birds.csv"))
            .Stage("birds", stage => stage.PartitionBy(s => s.FlightDate.AddDays(1)).ClusterBy(s => new { s.WildlifeSize, s.OriginState }))
            .Build());

        Assert.Equal("stage.split: 's.FlightDate.AddDays(1)' is no column. Compute it in a transform before, and name that column here.", Assert.Single(exception.Problems).ToString());
    }
}
