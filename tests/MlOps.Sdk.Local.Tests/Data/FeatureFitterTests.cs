using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;
using MlOps.Sdk.Training;
using static MlOps.Sdk.Algebra.FunctionTable;

namespace MlOps.Sdk.Local.Tests.Data;

public sealed class FeatureFitterTests : IDisposable
{
    private const string Raw = """
        SELECT i AS id, CASE WHEN i % 11 > 0 THEN i * 1.5 END AS speed, CASE WHEN i % 7 > 0 THEN 'origin ' || (i % 5) % 3 END AS origin,
          DATE '2026-01-01' + (i % 365)::INTEGER AS day, i % 13 AS distance
        FROM range(1000) t(i)
        """;

    private static readonly ColumnNode s_speed = new("speed", DataType.Double, true);
    private static readonly ColumnNode s_origin = new("origin", DataType.String, true);
    private static readonly ColumnNode s_month = new("month", DataType.Double, false);
    private static readonly ColumnNode s_late = new("late", DataType.Boolean, false);

    private readonly DataBench _bench = new();

    [Fact]
    public async Task Analyzers_learn_from_the_training_split_only()
    {
        // Test rows have other values altogether, and the only absent one.
        StagedDataset staged = await StageAsync("""
            SELECT CASE WHEN i < 80 THEN (i % 4)::DOUBLE WHEN i < 99 THEN 1e9 END AS speed, CASE WHEN i >= 80 THEN 'z' WHEN i % 8 < 5 THEN 'b' WHEN i % 8 = 5 THEN 'c' WHEN i % 8 = 6 THEN 'a' END AS origin,
              i % 2 = 0 AS late, CASE WHEN i < 80 THEN 'train' ELSE 'test' END AS s
            FROM range(100) t(i)
            """);
        FittedFeatures fitted = await FitAsync(staged, staged.Data, new FeaturesPlan
        {
            Name = "features",
            Label = s_late,
            Features = [
                new("speed", s_speed, new StandardizePlan()),
                new("origin", s_origin, new VocabularyPlan(2)),
                new("raw", s_speed)],
        });

        Assert.Equal([1, 3, 1], fitted.Features.Select(feature => feature.Width));
        CallNode vocabulary = Assert.IsType<CallNode>(fitted.Features[1].Value);
        Assert.Equal(["b", "a"], vocabulary.Arguments.Skip(1).Select(argument => ((ConstantNode)argument).Text));
        Assert.Equal(["false", "true"], fitted.Classes);

        // Mean 1.5, sample standard deviation of 0, 1, 2, 3 twenty times over.
        object?[] row = (await _bench.QueryAsync($"SELECT {DuckDbDialect.Scalar(fitted.Features[0].Value)} FROM (SELECT NULL::DOUBLE AS speed UNION ALL SELECT 3.0)"))
            .Select(found => found[0]).ToArray();
        Assert.Equal(0.0, row[0]);
        Assert.Equal(1.5 / 1.12509, (double)row[1]!, 0.0001);
    }

    [Fact]
    public async Task All_analyzers_are_fitted_by_one_statement()
    {
        StagedDataset staged = await StageAsync("SELECT i * 0.5 AS speed, 'origin ' || i % 3 AS origin, i % 2 = 0 AS late, CASE WHEN i < 80 THEN 'train' ELSE 'test' END AS s FROM range(100) t(i)");
        StatementCounter warehouse = new(new DuckDbWarehouse(_bench.Engine));
        await FeatureFitter.FitAsync(
            warehouse, staged, staged.Data,
            new()
            {
                Name = "features",
                Label = s_late,
                Features = [
                    new("a", s_speed, new StandardizePlan()), new("b", s_speed, new BucketsPlan(4)), new("c", s_origin, new VocabularyPlan(2)),
                    new("d", s_origin, new BagOfWordsPlan(3)), new("e", s_speed, new MinMaxPlan())],
            },
            _bench.Context("features"), TestContext.Current.CancellationToken);
        Assert.Equal(1, warehouse.Statements);
        Assert.Equal(1, warehouse.Samples);
    }

    [Fact]
    public async Task Golden_vectors_are_what_serving_computes_from_the_instances()
    {
        Dataset instances = await _bench.DatasetAsync(Raw);
        ColumnNode day = new("day", DataType.Date, false);
        ColumnNode distance = new("distance", DataType.Int64, false);
        ValueList<NamedScalar> projection = [
            new("speed", s_speed),
            new("origin", s_origin),
            new("month", new CastNode(Call("month", day), DataType.Double)),
            new("per", new CastNode(Call("divide", ConstantNode.Of(100L), distance), DataType.Double)),
            new("late", Call("greater", distance, ConstantNode.Of(6L)))];
        StagedDataset staged = await StageAsync("""
            SELECT speed, origin, month(day)::DOUBLE AS month, (100 // distance)::DOUBLE AS per, distance > 6 AS late, CASE WHEN id % 5 = 0 THEN 'test' ELSE 'train' END AS s
            FROM $raw WHERE distance > 0
            """.Replace("$raw", await _bench.TableAsync(instances), StringComparison.Ordinal));
        FeaturesPlan plan = new()
        {
            Name = "features",
            Label = s_late,
            FromInstance = projection,
            Features = [
                new("origin", s_origin, new VocabularyPlan(2)), new("speed", s_speed, new StandardizePlan()), new("month", s_month),
                new("per", new ColumnNode("per", DataType.Double, false)), new("raw", s_speed)],
        };

        FittedFeatures fitted = await FitAsync(staged, instances, plan);

        Assert.Equal("speed Double?, origin String?, day Date, distance Int64", fitted.InstanceSchema.ToString());
        Assert.Equal(20, fitted.Golden.Count);
        Assert.Equal(fitted.Golden.Count, fitted.Golden.Select(golden => golden.Instance).Distinct().Count());
        FeatureFunction function = FeatureFunction.Compile(fitted.InstanceFeatures, fitted.InstanceSchema);
        RowBuffer row = new(fitted.InstanceSchema);
        float[] vector = new float[fitted.Width()];
        InstanceReader reader = new(fitted.InstanceSchema);
        foreach (GoldenVector golden in fitted.Golden)
        {
            reader.Read(golden.Instance, row);
            function.Fill(row, vector);
            Assert.Equal(golden.Vector, vector);
        }

        Assert.Equal(fitted, await FitAsync(staged, instances, plan));
    }

    [Fact]
    public async Task Everything_that_cannot_be_learnt_is_reported_at_once()
    {
        StagedDataset staged = await StageAsync(
            "SELECT NULL::DOUBLE AS speed, NULL::VARCHAR AS origin, 1.0 AS month, true AS late, CASE WHEN i > 3 THEN 'test' ELSE 'train' END AS s FROM range(6) t(i)");
        StageException exception = await Assert.ThrowsAsync<StageException>(() => FitAsync(staged, staged.Data, new FeaturesPlan
        {
            Name = "features",
            Label = s_late,
            Features = [new("speed", s_speed, new StandardizePlan()), new("origin", s_origin, new VocabularyPlan(9)), new("month", s_month, new StandardizePlan())],
        }));
        Assert.Contains("features.label: is true in all 4 training rows, so there is nothing to learn.", exception.Message);
        Assert.Contains("features.speed: is missing in all training rows", exception.Message);
        Assert.Contains("features.origin: is missing in all training rows", exception.Message);
        Assert.DoesNotContain("features.month", exception.Message);
    }

    [Fact]
    public async Task A_label_that_is_null_or_not_finite_is_refused()
    {
        StagedDataset nulls = await StageAsync("SELECT CASE WHEN i > 1 THEN i % 2 = 0 END AS late, 'train' AS s FROM range(9) t(i)");
        StagedDataset infinite = await StageAsync("SELECT CASE WHEN i > 1 THEN i ELSE 'inf'::DOUBLE END AS y, 'train' AS s FROM range(9) t(i)");
        Assert.Contains("features.label: is null in 2 of the 9 training rows", await FailAsync(nulls, s_late with { Nullable = true }));
        Assert.Contains("features.label: is NaN or infinite", await FailAsync(infinite, new ColumnNode("y", DataType.Double, false)));
    }

    [Fact]
    public async Task The_classes_of_a_label_are_told_unless_it_is_a_quantity()
    {
        StagedDataset staged = await StageAsync(
            "SELECT 'k' || i % 12 AS k, i % 12 AS n, i % 5000 AS many, CASE i WHEN 7 THEN 'inf'::DOUBLE WHEN 8 THEN 'nan'::DOUBLE ELSE i * 0.5 END AS x, 'train' AS s FROM range(10000) t(i)");
        Assert.Equal(["k0", "k1", "k10", "k11", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9"], await ClassesAsync(staged, new ColumnNode("k", DataType.String, false)));
        Assert.Equal(12, (await ClassesAsync(staged, new ColumnNode("n", DataType.Int64, false))).Count);
        Assert.Empty(await ClassesAsync(staged, new ColumnNode("many", DataType.Int64, false)));
    }

    public void Dispose() => _bench.Dispose();

    private async Task<ValueList<string>> ClassesAsync(StagedDataset staged, ScalarNode label) =>
        (await FitAsync(staged, staged.Data, new FeaturesPlan { Name = "features", Label = label, Features = [new("x", new ColumnNode("x", DataType.Double, false))] })).Classes;

    private async Task<string> FailAsync(StagedDataset staged, ScalarNode label) => (await Assert.ThrowsAsync<StageException>(
        () => FitAsync(staged, staged.Data, new FeaturesPlan { Name = "features", Label = label, Features = [] }))).Message;

    private async Task<StagedDataset> StageAsync(string sql) => await new DuckDbStager(_bench.Engine).StageAsync(
        new(await _bench.DatasetAsync(sql), new() { Name = "stage", Table = "t", Split = new ColumnSplitPlan(new ColumnNode("s", DataType.String, false)) }),
        _bench.Context("stage"), TestContext.Current.CancellationToken);

    private Task<FittedFeatures> FitAsync(StagedDataset staged, Dataset instances, FeaturesPlan plan) => FeatureFitter.FitAsync(
        new DuckDbWarehouse(_bench.Engine), staged, instances, plan, _bench.Context("features"), TestContext.Current.CancellationToken);

    private sealed class StatementCounter(IWarehouse inner) : IWarehouse
    {
        public int Statements { get; private set; }

        public int Samples { get; private set; }

        public Task<IReadOnlyList<QueryResult>> QueryAsync(
            IReadOnlyList<RelationNode> relations, Dataset input, StageContext context, CancellationToken cancellationToken)
        {
            Statements++;
            return inner.QueryAsync(relations, input, context, cancellationToken);
        }

        // The golden rows, of the instances.
        public Task<QueryResult> SampleAsync(RelationNode relation, Dataset input, long rows, StageContext context, CancellationToken cancellationToken)
        {
            Samples++;
            return inner.SampleAsync(relation, input, rows, context, cancellationToken);
        }
    }
}
