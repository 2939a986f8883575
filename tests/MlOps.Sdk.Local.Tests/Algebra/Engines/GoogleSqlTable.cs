using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Algebra.Dialects;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Local.Tests.Algebra.Engines;

/// <summary>Rows in Google's own engine.</summary>
internal sealed class GoogleSqlTable : SqlEngine, IEngine
{
    private readonly SpannerEmulator _emulator;
    private readonly string _session;

    private GoogleSqlTable(SpannerEmulator emulator, string session)
    {
        _emulator = emulator;
        _session = session;
    }

    public Engine Kind => Engine.BigQuery;

    public bool NullMayHideErrors => true;

    public static async Task<GoogleSqlTable> CreateAsync(Schema schema, object?[][] rows)
    {
        SpannerEmulator emulator = await SpannerEmulator.Shared;
        string columns = string.Join(", ", schema.Columns.Select(column => $"{GoogleSqlText.Identifier(column.Name)} {StoredType(column.Type)}"));
        string session = await emulator.CreateDatabaseAsync($"CREATE TABLE input (row_id INT64, {columns}) PRIMARY KEY (row_id)");
        string names = string.Join(", ", schema.Columns.Select(column => GoogleSqlText.Identifier(column.Name)));
        foreach (IEnumerable<(object?[] Row, int Id)> some in rows.Select((row, id) => (row, id)).Chunk(50))
        {
            string values = string.Join(", ", some.Select(row =>
                $"({row.Id}, {string.Join(", ", row.Row.Select((value, i) => EngineTables.Literal(value, schema.Columns[i].Type, GoogleSqlDialect.Scalar, "CODE_POINTS_TO_STRING([0])")))})"));
            await emulator.InsertAsync(session, $"INSERT INTO input (row_id, {names}) VALUES {values}");
        }

        return new(emulator, session);
    }

    public string Print(ScalarNode value) => GoogleSqlDialect.Scalar(value);

    public void Dispose() => _emulator.DropDatabaseAsync(_session).GetAwaiter().GetResult();

    protected override object?[] Query(ScalarNode value, IReadOnlyList<int> rows)
    {
        string condition = value.Type == DataType.Boolean ? $"CASE WHEN {GoogleSqlDialect.Condition(value)} THEN TRUE ELSE FALSE END" : "FALSE";
        string sql = $"SELECT row_id, {Print(value)}, {condition} FROM input WHERE row_id IN ({string.Join(", ", rows)})";
        JsonNode answer = _emulator.QueryAsync(_session, sql).GetAwaiter().GetResult();
        if (answer["code"] is not null)
            throw Error((string)answer["message"]!, sql);
        Dictionary<int, object?> values = [];
        foreach (JsonArray row in answer["rows"]!.AsArray().Select(row => row!.AsArray()))
        {
            object? read = GoogleSqlRows.Decoded(row[1], value.Type);
            if (value.Type == DataType.Boolean && (bool)row[2]! != (read is true))
                read = $"{read ?? "null"}, but as a condition {row[2]} by {GoogleSqlDialect.Condition(value)}";
            values[int.Parse((string)row[0]!, CultureInfo.InvariantCulture)] = read;
        }

        return [.. rows.Select(row => values[row])];
    }

    // What isn't GoogleSQL at all is a fault of the rendering, never a row that fails.
    private static Exception Error(string message, string sql) =>
        message.StartsWith("Syntax error", StringComparison.Ordinal) || message.Contains(" [at ", StringComparison.Ordinal)
            ? new InvalidOperationException($"{message}\n{sql}")
            : new EvaluationException(message);

    private static string StoredType(DataType type) => type == DataType.String ? "STRING(MAX)" : GoogleSqlText.TypeName(type);
}
