using System.ComponentModel.DataAnnotations.Schema;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;

namespace MlOps.Sdk.Core.Tests.Algebra;

public sealed class RowTypeTests
{
    private sealed record Strike([property: Column("Record ID")] int Id, string Make, string? Remark, double? Speed, DateOnly Day)
    {
        public bool Night { get; init; }

        [Column("Cost: Total")]
        public float Cost { get; set; }

        public double Computed => Id * 2;

        [NotMapped]
        public decimal Ignored { get; set; }
    }

    private class Animal
    {
        public string Name { get; set; } = "";
    }

    private sealed class Bird : Animal
    {
        public DateTime Seen { get; init; }

        public short Wings { get; init; }
    }

    private sealed record Wrong(decimal Price, DateTimeOffset When, DayOfWeek Day, Guid Id, List<int> Many, string Fine);

    private sealed record Clash(string Name, [property: Column("name")] string Other);

    [Fact]
    public void A_record_gives_the_constructors_columns_and_then_the_others()
    {
        Assert.Equal(
            "Record ID Int64, Make String, Remark String?, Speed Double?, Day Date, Night Boolean, Cost: Total Double",
            RowType.SchemaOf(typeof(Strike)).ToString());
    }

    [Fact]
    public void A_class_gives_inherited_columns_first()
    {
        Assert.Equal("Name String, Seen Timestamp, Wings Int64", RowType.SchemaOf(typeof(Bird)).ToString());
    }

    [Fact]
    public void An_anonymous_type_gives_its_members_and_its_texts_may_be_null()
    {
        var row = new { B = 1, A = "x", C = (double?)null };
        Assert.Equal("B Int64, A String?, C Double?", RowType.SchemaOf(row.GetType()).ToString());
    }

    [Fact]
    public void Every_property_without_a_common_meaning_is_named_with_what_to_write_instead()
    {
        RowTypeException exception = Assert.Throws<RowTypeException>(() => RowType.SchemaOf(typeof(Wrong)));
        Assert.Equal(
            "Wrong can't be a row: Price is a Decimal: write double; When is a DateTimeOffset: write DateTime, in UTC; Day is a DayOfWeek: write string; "
            + "Id is a Guid: write string; Many is a List<Int32>: a column is a bool, int, long, double, string, DateOnly or DateTime; leave others out with [NotMapped].",
            exception.Message);
    }

    [Fact]
    public void Names_that_differ_by_case_alone_are_refused()
    {
        Assert.Contains("Name and Other are both the column 'Name'", Assert.Throws<RowTypeException>(() => RowType.SchemaOf(typeof(Clash))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_gives_normalised_values_in_the_order_of_the_schema()
    {
        Strike strike = new(7, "Boeing", null, 1.5, new(2020, 2, 29)) { Night = true, Cost = 0.5f };
        Assert.Equal([7L, "Boeing", null, 1.5, new DateOnly(2020, 2, 29), true, 0.5], RowType.ReaderOf(typeof(Strike))(strike));
    }

    [Fact]
    public void An_instant_is_read_in_UTC_with_microseconds()
    {
        DateTime local = new DateTime(2020, 1, 1, 12, 0, 0, DateTimeKind.Utc).AddTicks(12345678).ToLocalTime();
        DateTime read = Assert.IsType<DateTime>(RowType.ReaderOf(typeof(Bird))(new Bird { Seen = local })[1]);
        Assert.Equal(new DateTime(2020, 1, 1, 12, 0, 0, DateTimeKind.Utc).AddTicks(12345670), read);
        Assert.Equal(DateTimeKind.Utc, read.Kind);
    }
}
