using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Plans;

/// <summary>What a transform becomes for an engine, line by line.</summary>
internal static class TransformText
{
    public static IEnumerable<string> Of(TransformPlan transform, PipelinePlan plan, Engine engine)
    {
        if (transform.Relation is not { } relation)
            return [];
        string[] inputs = [.. plan.DatasetsOf(transform)];
        Schema?[] schemas = [.. plan.SchemasOf(transform)];
        try
        {
            return Print(relation, inputs, schemas, engine).TrimEnd('\n').Split('\n');
        }
        catch (NotSupportedException exception)
        {
            return [$"refused: {exception.Message}"];
        }
    }

    // What really runs, if the columns are known before the run; else what it means.
    private static string Print(RelationNode relation, string[] inputs, Schema?[] schemas, Engine engine) => engine switch
    {
        Engine.DuckDb when schemas.Contains(null) => DuckDbDialect.Relation(relation, Tables(inputs, DuckDbDialect.Identifier)),
        Engine.DuckDb => DuckDbDialect.ReproducibleRelation(relation, Tables(inputs, DuckDbDialect.Identifier), [.. schemas.OfType<Schema>()]),
        Engine.BigQuery => GoogleSqlDialect.Relation(
            relation, Tables(inputs, name => $"`{name}`"), schemas.Contains(null) ? null : [.. schemas.OfType<Schema>()]),
        Engine.Beam when schemas.Contains(null) => "The columns are known only when it runs; only then is it told to Beam.",
        Engine.Beam => BeamDialect.Pipeline(relation, [.. inputs.Select((input, i) => new BeamSource(input, $"{input}.parquet", schemas[i]!))], "rows.parquet"),
        _ => throw new ArgumentException($"{engine} computes values, not rows. Name DuckDb, BigQuery or Beam.", nameof(engine)),
    };

    private static string[] Tables(string[] inputs, Func<string, string> quote) =>
        [.. inputs.Select(input => input.All(char.IsAsciiLetterOrDigit) ? input : quote(input))];
}
