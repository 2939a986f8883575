using System.Globalization;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra.Engines;

/// <summary>Rows in the emulator's BigQuery.</summary>
internal sealed class EmulatedBigQueryTable : SqlEngine, IEngine
{
    private readonly EmulatedBigQuery _bigQuery = new();

    public EmulatedBigQueryTable(Schema schema, object?[][] rows) =>
        _bigQuery.Create("input", new([new Column("row_id", DataType.Int64, false), .. schema.Columns]), [.. rows.Select((row, id) => (object?[])[(long)id, .. row])]);

    public Engine Kind => Engine.BigQuery;

    public string Name => "the emulator's BigQuery";

    public bool NullMayHideErrors => true;

    public string Print(ScalarNode value) => GoogleSqlDialect.Scalar(value);

    public void Dispose() => _bigQuery.Dispose();

    protected override object?[] Query(ScalarNode value, IReadOnlyList<int> rows)
    {
        string condition = value.Type == DataType.Boolean ? $"CASE WHEN {GoogleSqlDialect.Condition(value)} THEN TRUE ELSE FALSE END" : "FALSE";
        Dictionary<int, object?> values = [];
        foreach (object?[] row in _bigQuery.Query($"SELECT row_id, {Print(value)}, {condition} FROM input WHERE row_id IN ({string.Join(", ", rows)})"))
        {
            object? read = row[1];
            if (value.Type == DataType.Boolean && (bool)row[2]! != (read is true))
                read = $"{read ?? "null"}, but as a condition {row[2]} by {GoogleSqlDialect.Condition(value)}";
            values[Convert.ToInt32(row[0], CultureInfo.InvariantCulture)] = read;
        }

        return [.. rows.Select(row => values[row])];
    }
}
