namespace MlOps.Sdk.Testing.Emulator.BigQuery.Models;

/// <summary>A model that is given its rows as a matrix of numbers.</summary>
internal abstract class EncodedModel : TrainedModel
{
    private readonly Warehouse _warehouse;

    protected EncodedModel(TrainingRows rows, IReadOnlyList<FeatureEncoding> features, Warehouse warehouse)
        : base(rows) => (Features, _warehouse) = (features, warehouse);

    public IReadOnlyList<FeatureEncoding> Features { get; }

    public sealed override string Score(WarehouseSession session, string rows)
    {
        (string given, string scored) = (_warehouse.NewTable(), _warehouse.NewTable());
        string file = _warehouse.NewFile(".csv");
        string[] columns = [.. Enumerable.Range(0, Math.Max(1, Classes.Count)).Select(index => FormattableString.Invariant($"c{index}"))];
        session.Execute($"CREATE TEMP TABLE {given} AS SELECT * FROM {rows} AS input");
        if (session.Count($"SELECT count(*) FROM {given}") == 0)
            return $"SELECT *, CAST([] AS DOUBLE[]) AS {Scores} FROM {given}";
        WriteScores(session, $"SELECT {string.Join(", ", Features.Select(feature => feature.Sql))} FROM {given}", file);
        session.Execute($$"""
            CREATE TEMP TABLE {{scored}} AS SELECT [{{string.Join(", ", columns)}}] AS {{Scores}}
            FROM read_csv({{DuckText.Literal(file)}}, auto_detect = false, header = false, delim = ',',
              columns = { {{string.Join(", ", columns.Select(column => $"'{column}': 'DOUBLE'"))}} })
            """);
        File.Delete(file);
        // Both are in the order of the rows.
        return $"SELECT * FROM {given} POSITIONAL JOIN {scored}";
    }

    /// <summary>Writes a line of scores for each row.</summary>
    protected abstract void WriteScores(WarehouseSession session, string matrix, string file);
}
