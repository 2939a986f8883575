using System.Globalization;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data;

/// <summary>Stages a dataset as one DuckDB query into Parquet, with the split as its last column.</summary>
internal sealed class DuckDbStager(DuckDbEngine engine) : IStager
{
    public async Task<StagedDataset> StageAsync(StagingRequest request, StageContext context, CancellationToken cancellationToken)
    {
        Dataset dataset = request.Dataset;
        SplitRules.ThrowIfUnfit(dataset, context.Stage);
        DuckDbSplit split = new(request.Plan.Split, dataset.Schema, context.Stage);
        string table = await DuckDbParquet.TableAsync(dataset, context, cancellationToken);
        string path = DuckDbParquet.NewFile(context);
        (Written written, List<SplitCount> counted) = await engine.RunAsync(
            session =>
            {
                Written rows = DuckDbParquet.Write(session, split.Select(table), path);
                if (rows.NullsOf(SplitName.Column) != 0)
                    throw new StageException(split.DescribeRowsWithout(session, table));
                return (rows, Count(session, path));
            },
            context,
            cancellationToken);
        ValueList<SplitCount> counts = SplitRules.Check(request.Plan.Split, counted, dataset.Rows, context.Stage);

        Dataset staged = await DuckDbParquet.AddAsync(path, written, context, cancellationToken);
        Schema schema = new(dataset.Schema.Columns.With(new(SplitName.Column, DataType.String, Nullable: false)));
        return new(request.Plan.Table, staged with { Schema = schema }, counts);
    }

    private static List<SplitCount> Count(DuckDbSession session, string path) =>
    [
        .. session.Query($"SELECT {SplitName.Column}, count(*) FROM {DuckDbParquet.Read([path])} GROUP BY {SplitName.Column}")
            .Select(row => new SplitCount((string)row[0]!, Convert.ToInt64(row[1], CultureInfo.InvariantCulture))),
    ];
}
