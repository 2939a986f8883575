using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;
using MlOps.Sdk.Local.Tests.Algebra.Engines;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Random trees of relations over hostile tables: every engine must give the rows that the nodes define.</summary>
public sealed class RandomRelationTests
{
    private const int Trees = 150;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void DuckDb_computes_what_the_nodes_define(int seed)
    {
        using DuckDBConnection connection = DuckDbMemory.Open();
        HashSet<string> kinds = [];

        AssertSame(seed, Trees, (tables, relation, expected) =>
        {
            kinds.UnionWith(Kinds(relation));
            return Compare(connection, tables, relation, expected);
        });

        Assert.Equal(8, kinds.Count);
    }

    [Fact]
    public async Task Googles_engine_computes_what_the_nodes_define()
    {
        Assert.SkipWhen(EngineTables.WhyMissing(Engine.BigQuery) is not null, EngineTables.WhyMissing(Engine.BigQuery) ?? "");
        SpannerEmulator emulator = await SpannerEmulator.Shared;
        string session = await emulator.CreateDatabaseAsync("CREATE TABLE none (id INT64) PRIMARY KEY (id)");

        AssertSame(seed: 7, Trees, (tables, relation, expected) =>
        {
            // The emulator has no APPROX_QUANTILES, which BigQuery has.
            if (EngineSupport.ProblemsOf(relation, Engine.BigQuery).Count > 0 || HasQuantile(relation))
                return null;
            string sql = GoogleSqlDialect.Relation(Bound(relation, tables), [.. tables.Select(GoogleSqlRows.Of)], [.. tables.Select(table => table.Schema)]);
            JsonNode answer = emulator.QueryAsync(session, sql).GetAwaiter().GetResult();
            string difference = answer["code"] is not null ? (string)answer["message"]! : expected.Difference(GoogleSqlRows.Read(answer, expected.Schema), tolerance: 1e-9);
            return difference.Length == 0 ? "" : $"{difference}\n{sql}";
        });
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public void The_emulators_BigQuery_computes_what_the_nodes_define(int seed)
    {
        using EmulatedBigQuery bigQuery = new();

        AssertSame(seed, Trees, (tables, relation, expected) =>
        {
            if (EngineSupport.ProblemsOf(relation, Engine.BigQuery).Count > 0)
                return null;
            for (int i = 0; i < tables.Length; i++)
                bigQuery.Create($"t{i}", tables[i].Schema, tables[i].Rows);
            string sql = GoogleSqlDialect.Relation(Bound(relation, tables), ["`tests.data.t0`", "`tests.data.t1`"], [.. tables.Select(table => table.Schema)]);
            try
            {
                string difference = expected.Difference(bigQuery.Query(sql), tolerance: 1e-9);
                return difference.Length == 0 ? "" : $"{difference}\n{sql}";
            }
            catch (Exception exception) when (exception is EvaluationException or InvalidOperationException)
            {
                return $"{exception.Message}\n{sql}";
            }
        });
    }

    [Fact]
    public void Beam_computes_what_the_nodes_define()
    {
        Assert.SkipWhen(EngineTables.WhyMissing(Engine.Beam) is not null, EngineTables.WhyMissing(Engine.Beam) ?? "");

        AssertSame(seed: 8, trees: 80, (tables, relation, expected) => EngineSupport.ProblemsOf(relation, Engine.Beam).Count > 0
            ? null
            : expected.Difference(BeamRunner.Run(Bound(relation, tables), expected.Schema, [.. tables.Select(table => (table.Schema, table.Rows))]), tolerance: 1e-9));
    }

    // The comparison gives a difference in words, an empty text, or null where the engine has no such tree.
    private static void AssertSame(int seed, int trees, Func<Table[], RelationNode, Table, string?> compare)
    {
        RelationGenerator generator = new(new Random(seed));
        List<string> differences = [];
        int compared = 0;
        while (compared < trees)
        {
            Table[] tables = [generator.Table(), generator.Table()];
            (RelationNode relation, _) = generator.Next([.. tables.Select(table => table.Schema)], depth: 1 + (compared % 4));
            if (Compute(tables, relation) is not { } expected || compare(tables, relation, expected) is not { } difference)
                continue;
            compared++;
            if (difference.Length > 0)
                differences.Add($"{difference}\n{relation}\n");
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {compared} differ\n{string.Join("\n", differences.OrderBy(text => text.Length).Take(3))}");
    }

    private static RelationNode Bound(RelationNode relation, Table[] tables) => RelationBinder.Bind(relation, [.. tables.Select(table => table.Schema)], "random").Relation;

    private static bool HasQuantile(RelationNode relation) => relation switch
    {
        AggregateNode aggregate => aggregate.Aggregates.Any(item => item.Aggregate == AggregateKind.Quantile) || HasQuantile(aggregate.Source),
        FilterNode filter => HasQuantile(filter.Source),
        ProjectNode project => HasQuantile(project.Source),
        SortLimitNode sort => HasQuantile(sort.Source),
        JoinNode join => HasQuantile(join.Left) || HasQuantile(join.Right),
        UnionNode union => HasQuantile(union.First) || HasQuantile(union.Second),
        DistinctNode distinct => HasQuantile(distinct.Source),
        _ => false,
    };

    // Null where a value can't be computed, or the result is too large or hangs on what is free.
    private static Table? Compute(Table[] tables, RelationNode relation)
    {
        try
        {
            return new NaiveEngine(tables).Compute(relation) is { Rows.Count: < 300 } table ? table : null;
        }
        catch (Exception exception) when (exception is EvaluationException or IllConditionedException)
        {
            return null;
        }
    }

    private static string Compare(DuckDBConnection connection, Table[] tables, RelationNode relation, Table expected)
    {
        string[] names = [.. tables.Select((table, index) => Create(connection, $"t{index}", table))];
        (RelationNode bound, Schema schema) = RelationBinder.Bind(relation, [.. tables.Select(table => table.Schema)], "random");
        if (schema != expected.Schema)
            return $"the columns are {schema}, not {expected.Schema}";
        string sql = DuckDbDialect.ReproducibleRelation(bound, names, [.. tables.Select(table => table.Schema)]);
        try
        {
            string difference = expected.Difference(Query(connection, sql), tolerance: 1e-9);
            return difference.Length == 0 ? "" : $"{difference}\n{sql}";
        }
        catch (DuckDBException exception)
        {
            return $"{exception.Message}\n{sql}";
        }
    }

    private static string Create(DuckDBConnection connection, string name, Table table)
    {
        string columns = string.Join(", ", table.Schema.Columns.Select(column => $"{DuckDbDialect.Identifier(column.Name)} {DuckDbText.TypeName(column.Type)}"));
        Query(connection, $"CREATE OR REPLACE TABLE {name} ({columns})");
        if (table.Rows.Count > 0)
        {
            IEnumerable<string> rows = table.Rows.Select(row =>
                $"({string.Join(", ", row.Select((value, index) => DuckDbDialect.Scalar(TestValue.Constant(value, table.Schema.Columns[index].Type))))})");
            Query(connection, $"INSERT INTO {name} VALUES {string.Join(", ", rows)}");
        }

        return name;
    }

    private static List<object?[]> Query(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(index => reader.IsDBNull(index) ? null : Normalized(reader.GetValue(index)))]);
        return rows;
    }

    private static object Normalized(object value) => value is DateTime instant ? DateTime.SpecifyKind(instant, DateTimeKind.Utc) : value;

    private static IEnumerable<string> Kinds(RelationNode relation) => (relation switch
    {
        FilterNode filter => Kinds(filter.Source),
        ProjectNode project => Kinds(project.Source),
        AggregateNode aggregate => Kinds(aggregate.Source),
        SortLimitNode sort => Kinds(sort.Source),
        JoinNode join => [.. Kinds(join.Left), .. Kinds(join.Right)],
        UnionNode union => [.. Kinds(union.First), .. Kinds(union.Second)],
        DistinctNode distinct => Kinds(distinct.Source),
        _ => [],
    }).Append(relation.GetType().Name);
}
