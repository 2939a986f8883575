using System.Globalization;
using System.Text;
using System.Text.Json;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Models;

namespace MlOps.Sdk.Core.Tests.Models;

public sealed class InstanceReaderTests
{
    private static readonly Schema Bird = new(
    [
        new Column("Speed", DataType.Double, Nullable: false),
        new Column("Engines", DataType.Int64),
        new Column("Make", DataType.String),
        new Column("Airport Name", DataType.String),
        new Column("Night", DataType.Boolean),
        new Column("Flown", DataType.Date),
        new Column("Seen", DataType.Timestamp),
    ]);

    private readonly RowBuffer _row = new(Bird);

    [Fact]
    public void Every_type_is_read()
    {
        Read("""
            {"Speed":12.5,"Engines":2,"Make":"Cessna","Airport Name":"Zürich","Night":true,"Flown":"2024-02-29","Seen":"2024-02-29T23:59:59.123456Z"}
            """);

        Assert.Equal(12.5, _row.GetDouble(0));
        Assert.Equal(2, _row.GetInt64(1));
        Assert.Equal("Cessna", _row.GetString(2));
        Assert.Equal("Zürich", _row.GetString(3));
        Assert.True(_row.GetBoolean(4));
        Assert.Equal(new DateOnly(2024, 2, 29), _row.GetDate(5));
        Assert.Equal(new DateTime(2024, 2, 29, 23, 59, 59, 123, 456, DateTimeKind.Utc), _row.GetTimestamp(6));
    }

    [Fact]
    public void The_order_and_the_case_of_names_do_not_matter_and_what_is_absent_is_null()
    {
        Read("""{"airport name":"Basel","SPEED":1}""");

        Assert.Equal(1, _row.GetDouble(0));
        Assert.Equal("Basel", _row.GetString(3));
        Assert.True(_row.IsNull(1) && _row.IsNull(2) && _row.IsNull(4) && _row.IsNull(5) && _row.IsNull(6));
    }

    [Fact]
    public void Escaped_names_and_values_are_read()
    {
        Read("""{"\u0053peed":1,"M\u0061ke":"a\"\u00e9\ud83d\udc26"}""");

        Assert.Equal("a\"é🐦", _row.GetString(2));
    }

    [Theory]
    [InlineData("3.0", 3)]
    [InlineData("3e2", 300)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9007199254740993.0", 9007199254740993)]
    public void Integers_may_be_written_as_whole_numbers(string text, long expected)
    {
        Read($$"""{"Speed":1,"Engines":{{text}}}""");
        Assert.Equal(expected, _row.GetInt64(1));
    }

    [Theory]
    [InlineData("\"NaN\"", double.NaN)]
    [InlineData("\"-Infinity\"", double.NegativeInfinity)]
    [InlineData("-0.0", -0.0)]
    [InlineData("1.46E+11", 1.46E+11)]
    public void Doubles_keep_what_they_mean(string text, double expected)
    {
        Read($$"""{"Speed":{{text}}}""");
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(_row.GetDouble(0)));
    }

    [Theory]
    [InlineData("2024-03-31T02:30:00+02:00", "2024-03-31T00:30:00.0000000Z")]
    [InlineData("2024-03-31T02:30:00", "2024-03-31T02:30:00.0000000Z")]
    [InlineData("2024-03-31", "2024-03-31T00:00:00.0000000Z")]
    [InlineData("2024-03-31T02:30:00\\u002B02:00", "2024-03-31T00:30:00.0000000Z")]
    [InlineData("2024-03-31T02:30:00.1234567-08:00", "2024-03-31T10:30:00.1234560Z")]
    public void Instants_are_utc_unless_they_have_an_offset(string text, string expected)
    {
        Read($$"""{"Speed":1,"Seen":"{{text}}"}""");
        Assert.Equal(expected, _row.GetTimestamp(6).ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("""{"Speed":"fast"}""", "Speed: 'fast' is not a number.")]
    [InlineData("""{"Speed":null}""", "Speed: null is not a number, and the column is not nullable.")]
    [InlineData("""{"Speed":{"a":[1,2]}}""", "Speed: an object is not a number.")]
    [InlineData("""{"Speed":1e400}""", "Speed: 1e400 is out of the range of a 64-bit floating-point number.")]
    [InlineData("""{"Make":"x"}""", "Speed: The property is missing. Write a number; the column is not nullable.")]
    [InlineData("""{"Speed":1,"Engines":2.5}""", "Engines: 2.5 is not an integer.")]
    [InlineData("""{"Speed":1,"Engines":9223372036854775808}""", "Engines: 9223372036854775808 is out of the range of a 64-bit integer.")]
    [InlineData("""{"Speed":1,"Make":7}""", "Make: 7 is not a string.")]
    [InlineData("""{"Speed":1,"Make":"\ud800"}""", "Make: '\\ud800' is not valid Unicode. Send UTF-8.")]
    [InlineData("""{"Speed":1,"Night":"true"}""", "Night: 'true' is not a Boolean (true or false).")]
    [InlineData("""{"Speed":1,"Flown":"29.2.2024"}""", "Flown: '29.2.2024' is not a date such as \"2024-03-31\".")]
    [InlineData("""{"Speed":1,"Flown":"2023-02-29"}""", "Flown: '2023-02-29' is not a date such as \"2024-03-31\".")]
    [InlineData("""{"Speed":1,"Seen":"yesterday"}""", "Seen: 'yesterday' is not an instant such as \"2024-03-31T17:05:00Z\".")]
    [InlineData("""{"Speed":1,"Seen":"\udc00"}""", "Seen: '\\udc00' is not an instant such as \"2024-03-31T17:05:00Z\".")]
    [InlineData("""{"Speed":"\ud800"}""", "Speed: '\\ud800' is not a number.")]
    [InlineData("""{"Speed":1,"Sped":2}""", "Sped: There is no such column. Did you mean 'Speed'?")]
    [InlineData("""{"Speed":1,"speed":2}""", "Speed: The property occurs twice. Write it once.")]
    [InlineData("""[1]""", "an array is not an instance. Write an object with a property for each column.")]
    public void A_wrong_instance_is_refused_with_the_path_the_value_and_a_remedy(string json, string expected)
    {
        InstanceException exception = Assert.Throws<InstanceException>(() => Read(json));
        Assert.Equal(expected, exception.Message);
    }

    [Fact]
    public void All_errors_of_an_instance_are_found_at_once()
    {
        InstanceException exception = Assert.Throws<InstanceException>(() => Read("""{"Speed":"a","Engines":"b","Night":0,"What":[{}],"Make":"fine"}"""));

        Assert.Equal(["Speed", "Engines", "Night", "What"], exception.Errors.Select(error => error.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"Speed":1}}""")]
    [InlineData("""{"Speed":1,}""")]
    [InlineData("""{"Speed":NaN}""")]
    public void What_is_not_json_is_refused(string json)
    {
        InstanceException exception = Assert.Throws<InstanceException>(() => Read(json));
        Assert.StartsWith("The instance is not JSON: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_stops_when_the_errors_are_full()
    {
        InstanceErrors errors = new(limit: 2);
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes("""{"a":1,"b":2,"c":3,"d":4}"""));
        reader.Read();

        Assert.False(new InstanceReader(Bird).Read(ref reader, _row, errors, index: 7));
        Assert.Equal(["instances[7].a", "instances[7].b"], errors.Items.Select(error => error.Path));
    }

    [Fact]
    public void Unknown_properties_are_skipped_if_they_are_allowed()
    {
        new InstanceReader(Bird, allowUnknown: true).Read("""{"Speed":1,"What":{"Speed":"x"},"Engines":4}""", _row);
        Assert.Equal(4, _row.GetInt64(1));
    }

    [Fact]
    public void A_path_with_a_space_is_quoted()
    {
        InstanceErrors errors = new();
        Utf8JsonReader reader = new("""{"Speed":1,"Airport Name":1}"""u8);
        reader.Read();
        new InstanceReader(Bird).Read(ref reader, _row, errors, index: 0);
        Assert.Equal("instances[0]['Airport Name']", Assert.Single(errors.Items).Path);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void The_culture_does_not_matter(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            // In Turkish the capital of i is not I.
            Read("""{"speed":1.5,"nıght":null,"NIGHT":true,"Seen":"2024-12-31T00:00:00Z"}""", allowUnknown: true);
            Assert.Equal(1.5, _row.GetDouble(0));
            Assert.True(_row.GetBoolean(4));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Repeated_strings_are_not_allocated_again_and_never_mixed_up()
    {
        InstanceReader reader = new(Bird);
        Dictionary<string, string> first = [];
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 5_000; i++)
            {
                string make = $"prefix-{i}-suffix";
                reader.Read($$"""{"Speed":1,"Make":"{{make}}"}""", _row);
                Assert.Equal(make, _row.GetString(2));
            }
        }

        foreach (string make in (string[])["Cessna", "Boeing", "Piper"])
        {
            reader.Read($$"""{"Speed":1,"Make":"{{make}}"}""", _row);
            first[make] = _row.GetString(2);
            reader.Read($$"""{"Speed":1,"Make":"{{make}}"}""", _row);
            Assert.Same(first[make], _row.GetString(2));
        }
    }

    private void Read(string json, bool allowUnknown = false) => new InstanceReader(Bird, allowUnknown).Read(json, _row);
}
