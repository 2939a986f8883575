using System.Globalization;
using System.Text.Json;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data.Sources;

/// <summary>Reads JSON, an object per line or an array of objects, by DuckDB's JSON reader.</summary>
internal sealed class JsonSource : TextSource
{
    private readonly JsonSourcePlan _source;
    private readonly IReadOnlyList<string> _paths;
    private readonly string? _dateFormat;
    private readonly string? _timestampFormat;
    private IReadOnlyList<string> _keys = [];

    public JsonSource(JsonSourcePlan source, IReadOnlyList<string> paths, StageContext context)
        : base(context)
    {
        _source = source;
        _paths = paths;
        _dateFormat = DateFormats.ToStrptime(source.DateFormat, $"{context.Stage}.source.dateFormat");
        _timestampFormat = DateFormats.ToStrptime(source.TimestampFormat, $"{context.Stage}.source.timestampFormat");
        foreach (string path in paths)
        {
            if (new FileInfo(path).Length == 0)
                throw new StageException($"{context.Stage}: {Path.GetFileName(path)}: the file is empty ({path}).");
        }
    }

    protected override Schema Infer(DuckDbSession session, bool wholeFiles)
    {
        List<object?[]> columns = Describe(session, wholeFiles);
        _keys = [.. columns.Select(row => (string)row[0]!)];
        ColumnMatch.ThrowIfDuplicated(_keys, Where);
        return new(columns.Select(row => new Column((string)row[0]!, ColumnTypes.FromSql((string)row[1]!) ?? DataType.String)).ToValueList());
    }

    protected override void Prepare(DuckDbSession session, Schema schema)
    {
        _keys = [.. Describe(session, wholeFiles: false).Select(row => (string)row[0]!)];
        // A key may first occur late in a file.
        if (ColumnMatch.Positions(schema, _keys, Where).Contains(-1))
            _keys = [.. Describe(session, wholeFiles: true).Select(row => (string)row[0]!)];
        ColumnMatch.ThrowIfMissing(schema, ColumnMatch.Positions(schema, _keys, Where), _keys, Where);
    }

    protected override string Select(Schema schema)
    {
        int[] positions = ColumnMatch.Positions(schema, _keys, Where);
        IEnumerable<string> types = schema.Columns.Select((column, index) =>
            $"{Sql.Text(_keys[positions[index]])}: '{TextCell.ReadAs(column.Type, _timestampFormat)}'");
        IEnumerable<string> values = schema.Columns.Select((column, index) =>
            $"{TextCell.ToSql(Sql.Name(_keys[positions[index]]), column.Type)} AS {Sql.Name(column.Name)}");
        return $"SELECT {string.Join(", ", values)} FROM read_json({Sql.Files(_paths)}, {Options}, columns = {{{string.Join(", ", types)}}})";
    }

    protected override void Diagnose(Schema schema, MalformedCells malformed)
    {
        CellText text = new(_source.DateFormat, _source.TimestampFormat);
        // Without keys the files were not even JSON.
        int[] positions = _keys.Count == 0 ? [] : ColumnMatch.Positions(schema, _keys, Where);
        foreach (string path in _paths)
        {
            foreach ((string where, JsonElement? element, string? problem) in JsonRecords.Read(path, _source.Lines))
            {
                if (element is not { ValueKind: JsonValueKind.Object } row)
                {
                    malformed.Add(where, problem ?? "this is not a JSON object");
                    continue;
                }

                for (int index = 0; index < positions.Length; index++)
                    Diagnose(row, _keys[positions[index]], schema.Columns[index], text, where, malformed);
            }
        }
    }

    private string Where => $"{Context.Stage}: {Path.GetFileName(_paths[0])}";

    private string Options => $"format = '{(_source.Lines ? "newline_delimited" : "array")}', hive_partitioning = false"
        + (_dateFormat is null ? "" : $", dateformat = {Sql.Text(_dateFormat)}")
        + (_timestampFormat is null ? "" : $", timestampformat = {Sql.Text(_timestampFormat)}");

    private List<object?[]> Describe(DuckDbSession session, bool wholeFiles) => session.Query(string.Create(
        CultureInfo.InvariantCulture,
        $"DESCRIBE SELECT * FROM read_json({Sql.Files(_paths)}, {Options}, sample_size = {(wholeFiles ? -1 : 20480)}, maximum_depth = 2, union_by_name = true)"));

    private static void Diagnose(JsonElement row, string key, Column column, CellText text, string where, MalformedCells malformed)
    {
        bool present = row.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null;
        string cell = !present ? "" : value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (!present && !column.Nullable)
            malformed.Add(where, column, null);
        else if (present && !text.Is(column.Type, cell))
            malformed.Add(where, column, cell);
    }
}
