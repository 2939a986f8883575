using DuckDB.NET.Data;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>Random trees of relations over hostile tables: DuckDB must give the rows that the nodes define.</summary>
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
        RelationGenerator generator = new(new Random(seed));
        using DuckDBConnection connection = TwoEngines.OpenConnection();
        HashSet<string> kinds = [];
        List<string> differences = [];
        int compared = 0;
        while (compared < Trees)
        {
            Table[] tables = [generator.Table(), generator.Table()];
            (RelationNode relation, _) = generator.Next([.. tables.Select(table => table.Schema)], depth: 1 + (compared % 4));
            if (Compute(tables, relation) is not { } expected)
                continue;
            compared++;
            kinds.UnionWith(Kinds(relation));
            if (Compare(connection, tables, relation, expected) is { Length: > 0 } difference)
                differences.Add($"{difference}\n{relation}\n");
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {compared} differ\n{string.Join("\n", differences.OrderBy(text => text.Length).Take(3))}");
        Assert.Equal(8, kinds.Count);
    }

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
                $"({string.Join(", ", row.Select((value, index) => DuckDbDialect.Scalar(TwoEngines.Constant(value, table.Schema.Columns[index].Type))))})");
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
