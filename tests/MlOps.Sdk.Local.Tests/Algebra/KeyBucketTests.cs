using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>The bucket of a key: BigQuery's idiom, and the same in both engines.</summary>
public sealed class KeyBucketTests
{
    private static readonly Schema s_schema = new(
        [new("s", DataType.String), new("i", DataType.Int64), new("b", DataType.Boolean), new("day", DataType.Date), new("at", DataType.Timestamp)]);

    private static readonly object?[] s_row = ["é", -7L, true, new DateOnly(987, 6, 5), new DateTime(1969, 12, 31, 23, 59, 59, DateTimeKind.Utc)];

    [Theory]
    [InlineData("s", "é")]
    [InlineData("i", "-7")]
    [InlineData("b", "true")]
    [InlineData("day", "0987-06-05")]
    [InlineData("at", "-1000000")]
    [InlineData("s+i", "1:é;-7;")]
    [InlineData("b+day+at", "true;0987-06-05;-1000000;")]
    public void A_key_is_hashed_as_its_text(string columns, string text)
    {
        long bucket = ((Fingerprint.Of(text) % 10_000) + 10_000) % 10_000;
        Assert.Equal(bucket, BucketOf(columns, s_row));
    }

    [Theory]
    [InlineData("s", "")]
    [InlineData("i", "")]
    [InlineData("b", "")]
    [InlineData("s+i", "~;~;")]
    [InlineData("b+day+at", "~;~;~;")]
    public void Null_is_the_empty_text_or_among_several_a_tilde(string columns, string text)
    {
        long bucket = ((Fingerprint.Of(text) % 10_000) + 10_000) % 10_000;
        Assert.Equal(bucket, BucketOf(columns, new object?[5]));
    }

    [Fact]
    public void Keys_of_several_values_are_told_apart()
    {
        Schema two = new([new("a", DataType.String), new("b", DataType.String)]);
        object?[][] rows = [["", "a"], ["a", ""], ["a;", ""], ["1:a;", ""], ["~", ""], [null, ""], ["", null], ["~;", "~"]];
        StratifiedSplitPlan split = new(ConstantNode.Of(true), [.. two.Columns.Select(Read)], 0.5, 0);
        using TwoEngines engines = new(two, rows);
        Assert.Equal("", engines.Compare(split.Fingerprint()));
        Assert.Equal(rows.Length, engines.InDotNet(split.Fingerprint(), rows).Distinct().Count());
    }

    [Fact]
    public void Both_engines_put_hostile_keys_into_the_same_buckets()
    {
        HostileValues values = new(new Random(5));
        object?[][] rows = [.. Enumerable.Range(0, 300).Select(_ => s_schema.Columns.Select(column => values.Next(column.Type, nullable: true)).ToArray())];
        using TwoEngines engines = new(s_schema, rows);
        Assert.All(s_schema.Columns, column => Assert.Equal("", engines.Compare(new HashSplitPlan([Read(column)], 0.5, 0).Bucket())));
        Assert.Equal("", engines.Compare(new HashSplitPlan([.. s_schema.Columns.Select(Read)], 0.5, 0).Bucket()));
    }

    private static long BucketOf(string columns, object?[] row)
    {
        ScalarNode bucket = new HashSplitPlan([.. columns.Split('+').Select(name => Read(s_schema.Columns.Single(column => column.Name == name)))], 0.5, 0).Bucket();
        using TwoEngines engines = new(s_schema, row);
        Assert.Equal("", engines.Compare(bucket));
        Assert.False(bucket.Nullable);
        return (long)engines.InDotNet(bucket, row)[0]!;
    }

    private static ScalarNode Read(Column column) => new ColumnNode(column.Name, column.Type, column.Nullable);
}
