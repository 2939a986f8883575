using System.IO.Compression;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.Local.Tests.Data;

public sealed class CsvIngestTests : IDisposable
{
    private static readonly Schema s_birds = new([
        new("Species", DataType.String), new("Speed", DataType.Double), new("Height", DataType.Int64), new("Day", DataType.Date)]);

    private readonly DataBench _bench = new();

    [Fact]
    public async Task A_file_becomes_one_Parquet_file_with_the_schemas_names_and_types()
    {
        string path = _bench.Write("birds.csv", "day,extra,SPEED,species,height\n2026-01-02,x,1.5,gull,100\n,,,,\n2026-01-03,y,1.46E+11,\"a, \"\"b\"\"\nc\",-7\n");

        Dataset dataset = await IngestAsync(new CsvSourcePlan(path), s_birds);

        Assert.Equal(s_birds, dataset.Schema);
        Assert.Equal(3, dataset.Rows);
        Assert.StartsWith("artifact:", Assert.Single(dataset.Parts).Location);
        List<object?[]> rows = await _bench.RowsAsync(dataset);
        Assert.Equal(["gull", 1.5, 100L, new DateOnly(2026, 1, 2)], rows[0]);
        Assert.Equal([null, null, null, null], rows[1]);
        Assert.Equal(["a, \"b\"\nc", 1.46e11, -7L, new DateOnly(2026, 1, 3)], rows[2]);
    }

    [Fact]
    public async Task The_tutorials_shape_is_read()
    {
        string path = _bench.Write("crypto-markets.csv", """
            slug,symbol,name,date,ranknow,open,high,low,close,volume,market,close_ratio,spread
            bitcoin,BTC,Bitcoin,28/4/2013,1,135.3,135.98,132.1,134.21,0,1488566728,0.5438,3.88
            bitcoin,BTC,Bitcoin,1/12/2017,1,10198.6,11046.7,9694.65,10975.6,6783120000,1.46E+11,0.9474,1352.05
            """);
        Schema schema = new([
            new("Slug", DataType.String, false), new("Date", DataType.Date, false), new("RankNow", DataType.Int64, false),
            new("Market", DataType.Double, false), new("CloseRatio", DataType.Double, false)]);

        Dataset dataset = await IngestAsync(new CsvSourcePlan(path) { DateFormat = "d/M/yyyy" }, schema);

        List<object?[]> rows = await _bench.RowsAsync(dataset);
        Assert.Equal(["bitcoin", new DateOnly(2013, 4, 28), 1L, 1488566728.0, 0.5438], rows[0]);
        Assert.Equal(["bitcoin", new DateOnly(2017, 12, 1), 1L, 1.46e11, 0.9474], rows[1]);
    }

    [Fact]
    public async Task All_malformed_cells_are_counted_and_the_first_five_are_shown()
    {
        string path = _bench.Write("birds.csv", "Species,Speed,Height,Day\n\"two\nlines\",1,1,2026-01-01\ngull,fast,1,2026-01-01\ngull,1,1.5,2026-02-30\n"
            + string.Concat(Enumerable.Repeat("gull,x,y,z\n", 10)));

        string message = await FailAsync(new CsvSourcePlan(path), s_birds);

        Assert.StartsWith("ingest: 33 values can't be read:", message);
        Assert.Contains("birds.csv, line 4, column 'Speed': 'fast' is not a Double", message);
        Assert.Contains("birds.csv, line 5, column 'Height': '1.5' is not an Int64", message);
        Assert.Contains("birds.csv, line 5, column 'Day': '2026-02-30' is not a Date", message);
        Assert.Contains("birds.csv, line 6, column 'Speed': 'x' is not a Double", message);
        Assert.Contains("and 28 more", message);
        Assert.Contains("NullText", message);
    }

    [Fact]
    public async Task A_malformed_cell_names_its_file_among_several_also_compressed()
    {
        Zip("2026-1.csv.gz", "Species,Speed,Height,Day\ngull,1,1,2026-01-01\n");
        Zip("2026-2.csv.gz", "Species,Speed,Height,Day\ngull,1,1,2026-01-01\nowl,1,high,2026-01-01\n");

        string message = await FailAsync(new CsvSourcePlan(Path.Combine(_bench.Folder, "2026-*.csv.gz")), s_birds);

        Assert.StartsWith("ingest: 2026-2.csv.gz, line 3, column 'Height': 'high' is not an Int64.", message);
    }

    [Fact]
    public async Task Files_of_a_glob_are_read_in_the_order_of_their_names_each_by_its_own_header()
    {
        _bench.Write("in/b.csv", "Height,Species\n2,owl\n");
        _bench.Write("in/a.csv", "Species,Height\ngull,1\n");
        _bench.Write("in/c.txt", "Species,Height\nnone,0\n");
        _bench.Write("in/sub/d.csv", "Species,Height\nhawk,3\n");
        Schema schema = new([new("Species", DataType.String), new("Height", DataType.Int64)]);

        Dataset flat = await IngestAsync(new CsvSourcePlan(Path.Combine(_bench.Folder, "in", "*.csv")), schema);
        Dataset deep = await IngestAsync(new CsvSourcePlan(Path.Combine(_bench.Folder, "in", "**", "*.csv")), schema);

        Assert.Equal([["gull", 1L], ["owl", 2L]], await _bench.RowsAsync(flat));
        Assert.Equal([["gull", 1L], ["owl", 2L], ["hawk", 3L]], await _bench.RowsAsync(deep));
    }

    [Fact]
    public async Task A_missing_file_names_the_path_and_what_is_near()
    {
        _bench.Write("birdstrikes.csv", "a\n1\n");

        string message = await FailAsync(new CsvSourcePlan(Path.Combine(_bench.Folder, "birdstrike.csv")), s_birds);

        Assert.Contains($"doesn't exist; looked for {Path.Combine(_bench.Folder, "birdstrike.csv")}", message);
        Assert.Contains("Did you mean 'birdstrikes.csv'?", message);
    }

    [Fact]
    public async Task A_glob_without_a_match_names_the_folder()
    {
        _bench.Write("in/a.txt", "a\n1\n");
        string message = await FailAsync(new CsvSourcePlan(Path.Combine(_bench.Folder, "in", "*.csv")), s_birds);
        Assert.Contains($"matches no file; looked in {Path.Combine(_bench.Folder, "in")}. That folder has a.txt.", message);
    }

    [Fact]
    public async Task All_missing_columns_are_named_with_the_nearest_name()
    {
        string path = _bench.Write("birds.csv", "Species,Sped,Day\ngull,1,2026-01-01\n");
        string message = await FailAsync(new CsvSourcePlan(path), s_birds);
        Assert.Contains("there is no column 'Speed' (did you mean 'Sped'?), 'Height'. There are 'Species', 'Sped', 'Day'.", message);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "line 3: there are 1 cells instead of 2")]
    [InlineData("a,b\n1,2\n3,4,5\n", "line 3: there are 3 cells instead of 2")]
    [InlineData("a,b\n1,\"2\n3,4\n", "line 2: a quote that opens in this record is never closed")]
    [InlineData("", "the file is empty")]
    [InlineData("a,a\n1,2\n", "the column 'a' occurs 2 times")]
    [InlineData("a,A\n1,2\n", null)]
    public async Task A_file_of_the_wrong_form_is_refused(string content, string? message)
    {
        string path = _bench.Write("form.csv", content);
        Schema schema = new([new("a", DataType.String)]);
        if (message is null)
            Assert.Equal(1, (await IngestAsync(new CsvSourcePlan(path), schema)).Rows);
        else
            Assert.Contains(message, await FailAsync(new CsvSourcePlan(path), schema));
    }

    [Fact]
    public async Task Text_that_is_not_UTF8_is_refused()
    {
        string latin = Path.Combine(_bench.Folder, "latin.csv");
        await File.WriteAllBytesAsync(latin, [.. "a,b\n1,caf"u8, 0xE9, .. "\n2,x\n"u8], TestContext.Current.CancellationToken);
        string wide = Path.Combine(_bench.Folder, "wide.csv");
        await File.WriteAllTextAsync(wide, "a,b\n1,2\n", System.Text.Encoding.Unicode, TestContext.Current.CancellationToken);
        Schema schema = new([new("b", DataType.String)]);

        Assert.Contains("latin.csv, line 2: 'caf\uFFFD' is not UTF-8", await FailAsync(new CsvSourcePlan(latin), schema));
        Assert.Contains("is UTF-16 (little endian), not UTF-8", await FailAsync(new CsvSourcePlan(wide), schema));
    }

    [Fact]
    public async Task A_gzip_file_that_is_cut_short_is_refused()
    {
        string whole = Zip("whole.csv.gz", "a,b\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i},{i * 7919 % 10007}\n")));
        byte[] bytes = await File.ReadAllBytesAsync(whole, TestContext.Current.CancellationToken);
        Schema schema = new([new("a", DataType.Int64)]);
        Assert.Equal(50_000, (await IngestAsync(new CsvSourcePlan(whole), schema)).Rows);
        foreach (int length in new[] { bytes.Length / 2, bytes.Length - 9, bytes.Length - 4, bytes.Length - 1 })
        {
            string cut = Path.Combine(_bench.Folder, "cut.csv.gz");
            await File.WriteAllBytesAsync(cut, bytes[..length], TestContext.Current.CancellationToken);
            Assert.Contains("cut.csv.gz: the gzip file is cut short or damaged", await FailAsync(new CsvSourcePlan(cut), schema));
        }
    }

    [Fact]
    public async Task A_gzip_file_of_several_members_is_read_whole()
    {
        string path = Zip("joined.csv.gz", "a\n1\n");
        byte[] first = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        byte[] second = await File.ReadAllBytesAsync(Zip("second.gz", "2\n3\n"), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(path, [.. first, .. second], TestContext.Current.CancellationToken);
        Dataset dataset = await IngestAsync(new CsvSourcePlan(path), new([new("a", DataType.Int64)]));
        Assert.Equal([[1L], [2L], [3L]], await _bench.RowsAsync(dataset));
    }

    [Fact]
    public async Task A_cell_without_a_value_in_a_column_that_is_never_null_is_named()
    {
        string path = _bench.Write("birds.csv", "Species,Speed\ngull,1\nowl,\n");
        string message = await FailAsync(new CsvSourcePlan(path), new([new("Speed", DataType.Double, Nullable: false)]));
        Assert.Contains("birds.csv, line 3, column 'Speed': there is no value", message);
    }

    [Fact]
    public async Task Delimiter_null_text_byte_order_mark_and_CRLF_are_understood()
    {
        string path = _bench.Write("semi.csv", "\uFEFFa;b;t\r\n1;NA;28.04.2013 10:05\r\n2;\"x;y\";01.12.2017 23:59\r\n");
        Dataset dataset = await IngestAsync(
            new CsvSourcePlan(path) { Delimiter = ";", NullText = "NA", TimestampFormat = "dd.MM.yyyy HH:mm" },
            new([new("a", DataType.Int64), new("b", DataType.String), new("t", DataType.Timestamp)]));
        Assert.Equal(
            [[1L, null, new DateTime(2013, 4, 28, 10, 5, 0)], [2L, "x;y", new DateTime(2017, 12, 1, 23, 59, 0)]], await _bench.RowsAsync(dataset));
    }

    [Fact]
    public async Task Timestamps_are_instants_in_UTC()
    {
        string path = _bench.Write("t.csv", "t\n2026-01-01T10:00:00Z\n2026-01-01 10:00:00.123456+02:00\n2026-01-01 10:00:00\n");
        Dataset dataset = await IngestAsync(new CsvSourcePlan(path), new([new("t", DataType.Timestamp)]));
        Assert.Equal(["2026-01-01 10:00:00", "2026-01-01 08:00:00.123456", "2026-01-01 10:00:00"], (await _bench.RowsAsync(dataset, "t::VARCHAR")).Select(row => row[0]));
    }

    [Fact]
    public async Task Columns_are_taken_by_position_without_a_header()
    {
        string path = _bench.Write("bare.csv", "1,x,2\n3,y,4\n");
        Dataset dataset = await IngestAsync(new CsvSourcePlan(path) { HasHeader = false }, new([new("A", DataType.Int64), new("B", DataType.String)]));
        Assert.Equal([[1L, "x"], [3L, "y"]], await _bench.RowsAsync(dataset));
    }

    [Fact]
    public async Task Hostile_names_and_values_are_only_text()
    {
        const string Name = "\"; drop table x";
        string path = _bench.Write("it's [1] *.csv", $"\"\"\"; drop table x\",b\n'; DROP TABLE y; --,1e400\n\"\"\"\",-0.0\n");
        Dataset dataset = await IngestAsync(new CsvSourcePlan(path), new([new(Name, DataType.String), new("b", DataType.Double)]));
        List<object?[]> rows = await _bench.RowsAsync(dataset);
        Assert.Equal(["'; DROP TABLE y; --", double.PositiveInfinity], rows[0]);
        Assert.Equal(["\"", -0.0], rows[1]);

        Dataset inferred = await IngestAsync(new CsvSourcePlan(path), null);
        Assert.Equal([Name, "b"], inferred.Schema.Columns.Select(column => column.Name));
    }

    [Fact]
    public async Task Types_are_inferred_and_a_late_exception_to_them_is_found()
    {
        string path = _bench.Write("late.csv", "n,x,d,g,b,z,t\n"
            + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{i},{i / 4.0:R},2026-01-01,1/2/2026,true,,2026-01-01 10:00:00\n"))
            + "1.5,7,2026-01-02,3/4/2026,false,,2026-01-01 10:00:00\n");

        Dataset dataset = await IngestAsync(new CsvSourcePlan(path), null);

        Assert.Equal(
            "n Double, x Double, d Date, g String, b Boolean, z String?, t Timestamp",
            dataset.Schema.ToString());
        Assert.Equal(30_001, dataset.Rows);
    }

    [Fact]
    public async Task The_same_file_gives_the_same_bytes_and_another_file_another_version()
    {
        string path = _bench.Write("birds.csv", "a,b\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i % 1000},text {i}\n")));
        CsvSourcePlan source = new(path);
        Dataset first = await IngestAsync(source, null);
        Assert.Equal(first, await IngestAsync(source, null));
        Assert.Equal(first.SourceVersion, await VersionAsync(source));

        await File.AppendAllTextAsync(path, "7,more\n", TestContext.Current.CancellationToken);
        Assert.NotEqual(first.SourceVersion, await VersionAsync(source));
    }

    [Fact]
    public async Task The_version_of_files_is_told_without_opening_DuckDB()
    {
        string path = _bench.Write("birds.csv", "a\n1\n");
        Assert.StartsWith("sha256:", await VersionAsync(new CsvSourcePlan(path)));
        Assert.False(_bench.Engine.IsOpen);
    }

    public void Dispose() => _bench.Dispose();

    private static IngestPlan Plan(SourcePlan source, Schema? schema = null) => new() { Name = "ingest", Source = source, Schema = schema };

    private Task<Dataset> IngestAsync(SourcePlan source, Schema? schema) =>
        new DuckDbIngestor(_bench.Engine).IngestAsync(Plan(source, schema), _bench.Context(), TestContext.Current.CancellationToken);

    private Task<string?> VersionAsync(SourcePlan source) =>
        new DuckDbIngestor(_bench.Engine).GetVersionAsync(Plan(source), _bench.Context(), TestContext.Current.CancellationToken);

    private async Task<string> FailAsync(SourcePlan source, Schema? schema) =>
        (await Assert.ThrowsAsync<StageException>(() => IngestAsync(source, schema))).Message;

    private string Zip(string name, string content)
    {
        string path = Path.Combine(_bench.Folder, name);
        using GZipStream gzip = new(File.Create(path), CompressionLevel.Fastest);
        gzip.Write(System.Text.Encoding.UTF8.GetBytes(content));
        return path;
    }
}
