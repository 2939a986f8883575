using System.Runtime.CompilerServices;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Core.Tests.Algebra;

/// <summary>The same transform in three languages, side by side in Snapshots/&lt;case&gt;/{duckdb.sql, bigquery.sql, beam.yaml}.</summary>
public sealed class SnapshotTests
{
    private const string Accept = "MLOPS_ACCEPT_SNAPSHOTS";

    public static TheoryData<string> Cases => [.. SnapshotCases.All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_transform_is_told_to_each_engine_as_its_snapshots_show(string name)
    {
        PipelinePlan plan = SnapshotCases.All[name](new PipelineBuilder("trips")).Plan;
        TransformPlan transform = plan.Stages.OfType<TransformPlan>().Single();
        string[] inputs = [.. plan.DatasetsOf(transform)];
        Schema[] schemas = [.. plan.SchemasOf(transform).Select(schema => schema!)];
        string[] tables = [.. inputs.Select(input => input == "ingest" ? "trips" : input.Split('-')[1])];

        Compare(name, "duckdb.sql", "-- ", () => DuckDbDialect.Relation(transform.Relation!, tables));
        Compare(name, "bigquery.sql", "-- ", () => GoogleSqlDialect.Relation(transform.Relation!, [.. tables.Select(table => $"`flights.{table}`")], schemas));
        Compare(name, "beam.yaml", "# ", () => BeamDialect.Pipeline(
            transform.Relation!, [.. tables.Select((table, i) => new BeamSource(table, $"gs://flights/{table}/*.parquet", schemas[i]))], "gs://flights/out/rows.parquet"));
    }

    [Fact]
    public void Every_snapshot_is_of_a_case()
    {
        IEnumerable<string> folders = Directory.EnumerateDirectories(Folder()).Select(folder => Path.GetFileName(folder)!);

        Assert.Equal(SnapshotCases.All.Keys.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    private static void Compare(string name, string file, string comment, Func<string> print)
    {
        string path = Path.Combine(Folder(), name, file);
        string actual = Printed(print, comment);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        string approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(approved == actual, $"Snapshots/{name}/{file} is not what is printed now:\n{actual}\nIf it is meant, accept it and read the diff: {Accept}=1 dotnet test tests/MlOps.Sdk.Core.Tests");
    }

    private static string Printed(Func<string> print, string comment)
    {
        try
        {
            return print().TrimEnd() + "\n";
        }
        catch (NotSupportedException exception)
        {
            return $"{comment}refused: {exception.Message}\n";
        }
    }

    private static string Folder([CallerFilePath] string page = "") => Path.Combine(Path.GetDirectoryName(page)!, "Snapshots");
}
