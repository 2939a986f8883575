using System.Globalization;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Data.Sources;

/// <summary>Reads delimited text by DuckDB's CSV reader.</summary>
internal sealed class CsvSource(CsvSourcePlan source, IReadOnlyList<string> paths, StageContext context) : TextSource(context)
{
    private readonly IReadOnlyList<CsvFile> _files = [.. paths.Select(path => CsvFile.Open(path, source, context.Stage))];
    private readonly string? _dateFormat = DateFormats.ToStrptime(source.DateFormat, $"{context.Stage}.source.dateFormat");
    private readonly string? _timestampFormat = DateFormats.ToStrptime(source.TimestampFormat, $"{context.Stage}.source.timestampFormat");

    protected override Schema Infer(DuckDbSession session, bool wholeFiles)
    {
        foreach (CsvFile file in _files)
            ColumnMatch.ThrowIfDuplicated(file.Names, $"{Context.Stage}: {file.Title}");

        return Union(SameHeader().SelectMany(group => Infer(session, group, wholeFiles)));
    }

    protected override string Select(Schema schema) => string.Join("\nUNION ALL\n", SameHeader().Select(group => Select(schema, group)));

    protected override void Diagnose(Schema schema, MalformedCells malformed)
    {
        CellText text = new(source.DateFormat, source.TimestampFormat);
        foreach (CsvFile file in _files)
            Diagnose(file, schema, text, malformed);
    }

    private IEnumerable<Column> Infer(DuckDbSession session, IReadOnlyList<CsvFile> group, bool wholeFiles)
    {
        // ISO dates unless a format is stated: a guess between d/M and M/d would be a silent one.
        string options = $"{Dialect(group[0])}, sample_size = {(wholeFiles ? -1 : 20480)}, dateformat = {Sql.Text(_dateFormat ?? "%Y-%m-%d")}"
            + Option("timestampformat", _timestampFormat);
        bool guessed = _timestampFormat is null
            && session.Query($"SELECT TimestampFormat FROM sniff_csv({Sql.File(group[0].Path)}, {options})")[0][0] is string { Length: > 0 };
        List<object?[]> sniffed = session.Query($"DESCRIBE SELECT * FROM read_csv({Sql.Files(group.Select(file => file.Path))}, {options}, hive_partitioning = false)");
        return sniffed.Select((row, index) => new Column(group[0].Names[index], TypeOf((string)row[1]!, guessed)));
    }

    private string Select(Schema schema, IReadOnlyList<CsvFile> group)
    {
        CsvFile file = group[0];
        int[] positions = PositionsOf(schema, file);
        IEnumerable<string> types = file.Names.Select((_, position) => $"'c{position}': '{ReadAs(schema, Array.IndexOf(positions, position))}'");
        IEnumerable<string> values = schema.Columns.Select((column, index) =>
            $"{TextCell.ToSql(string.Create(CultureInfo.InvariantCulture, $"c{positions[index]}"), column.Type)} AS {Sql.Name(column.Name)}");
        return $"SELECT {string.Join(", ", values)} FROM read_csv({Sql.Files(group.Select(same => same.Path))}, auto_detect = false, {Dialect(file)}, "
            + $"columns = {{{string.Join(", ", types)}}}{Option("dateformat", _dateFormat)}{Option("timestampformat", _timestampFormat)}, hive_partitioning = false)";
    }

    private int[] PositionsOf(Schema schema, CsvFile file)
    {
        string where = $"{Context.Stage}: {file.Title}";
        if (!source.HasHeader)
        {
            return schema.Columns.Count <= file.Names.Count
                ? [.. Enumerable.Range(0, schema.Columns.Count)]
                : throw new StageException($"{where}: the rows have {file.Names.Count} cells and the row type {schema.Columns.Count} columns. "
                    + "Without a header columns are taken by position; leave out what the file doesn't have.");
        }

        int[] positions = ColumnMatch.Positions(schema, file.Names, where);
        ColumnMatch.ThrowIfMissing(schema, positions, file.Names, where);
        return positions;
    }

    private string ReadAs(Schema schema, int index) => index < 0 ? "VARCHAR" : TextCell.ReadAs(schema.Columns[index].Type, _timestampFormat);

    private string Dialect(CsvFile file) =>
        $"""header = {(source.HasHeader ? "true" : "false")}, delim = {Sql.Text(source.Delimiter)}, quote = '"', escape = '"', """
        + $"nullstr = {Sql.List(source.NullText is null ? ["''"] : ["''", Sql.Text(source.NullText)])}, compression = '{(GzipFile.IsGzip(file.Path) ? "gzip" : "none")}'";

    private void Diagnose(CsvFile file, Schema schema, CellText text, MalformedCells malformed)
    {
        int[] positions = PositionsOf(schema, file);
        using CsvRecords records = new(GzipFile.OpenText(file.Path), source.Delimiter);
        records.ReadByteOrderMark();
        List<string> cells = [];
        if (source.HasHeader)
            records.Read(cells);
        while (records.Read(cells))
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"{file.Title}, line {records.Line}");
            if (cells is [""] && file.Names.Count > 1)
                continue;
            if (records.Problem is { } problem)
                malformed.Add(where, problem);
            else if (cells.Count != file.Names.Count)
                malformed.Add(where, string.Create(CultureInfo.InvariantCulture, $"there are {cells.Count} cells instead of {file.Names.Count}"));
            else
                Diagnose(cells, positions, schema, text, where, malformed);
        }
    }

    private void Diagnose(List<string> cells, int[] positions, Schema schema, CellText text, string where, MalformedCells malformed)
    {
        for (int index = 0; index < positions.Length; index++)
        {
            Column column = schema.Columns[index];
            string cell = cells[positions[index]];
            bool absent = cell.Length == 0 || cell == source.NullText;
            if (absent && !column.Nullable)
                malformed.Add(where, column, null);
            else if (!absent && !text.Is(column.Type, cell))
                malformed.Add(where, column, cell);
        }
    }

    private static DataType TypeOf(string sqlType, bool guessedTimestamps) => ColumnTypes.FromSql(sqlType) switch
    {
        DataType.Timestamp when guessedTimestamps => DataType.String,
        { } type => type,
        null => DataType.String,
    };

    private static Schema Union(IEnumerable<Column> columns) => new(columns
        .GroupBy(column => column.Name, StringComparer.Ordinal)
        .Select(same => same.First() with { Type = same.Select(column => column.Type).Aggregate(Widest) })
        .ToValueList());

    private static DataType Widest(DataType left, DataType right) => left == right
        ? left
        : (left, right) is (DataType.Int64, DataType.Double) or (DataType.Double, DataType.Int64) ? DataType.Double : DataType.String;

    // Neighbours only: the rows come in the order of the files.
    private IEnumerable<IReadOnlyList<CsvFile>> SameHeader()
    {
        List<CsvFile> group = [];
        foreach (CsvFile file in _files)
        {
            if (group.Count > 0 && (!group[0].Names.SequenceEqual(file.Names) || GzipFile.IsGzip(group[0].Path) != GzipFile.IsGzip(file.Path)))
            {
                yield return group;
                group = [];
            }

            group.Add(file);
        }

        yield return group;
    }

    private static string Option(string name, string? value) => value is null ? "" : $", {name} = {Sql.Text(value)}";
}
