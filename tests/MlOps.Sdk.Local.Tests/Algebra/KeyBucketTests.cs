using MlOps.Sdk.Algebra;
using MlOps.Sdk.Data;
using MlOps.Sdk.Local.Tests.Algebra.Engines;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Local.Tests.Algebra;

/// <summary>The bucket of a key: BigQuery's idiom, and the same in every engine.</summary>
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
    public async Task A_key_is_hashed_as_its_text(string columns, string text)
    {
        long bucket = ((Fingerprint.Of(text) % 10_000) + 10_000) % 10_000;
        Assert.Equal(bucket, await BucketOfAsync(columns, s_row));
    }

    [Theory]
    [InlineData("s", "")]
    [InlineData("i", "")]
    [InlineData("b", "")]
    [InlineData("s+i", "~;~;")]
    [InlineData("b+day+at", "~;~;~;")]
    public async Task Null_is_the_empty_text_or_among_several_a_tilde(string columns, string text)
    {
        long bucket = ((Fingerprint.Of(text) % 10_000) + 10_000) % 10_000;
        Assert.Equal(bucket, await BucketOfAsync(columns, new object?[5]));
    }

    [Fact]
    public async Task Keys_of_several_values_are_told_apart()
    {
        Schema two = new([new("a", DataType.String), new("b", DataType.String)]);
        object?[][] rows = [["", "a"], ["a", ""], ["a;", ""], ["1:a;", ""], ["~", ""], [null, ""], ["", null], ["~;", "~"]];
        StratifiedSplitPlan split = new(ConstantNode.Of(true), [.. two.Columns.Select(Read)], 0.5, 0);
        using EngineTables engines = await EngineTables.CreateAsync(two, rows);
        Assert.Empty(engines.Compare(split.Fingerprint()));
        Assert.Equal(rows.Length, engines.Expected(split.Fingerprint()).Distinct().Count());
    }

    [Fact]
    public async Task All_engines_put_hostile_keys_into_the_same_buckets()
    {
        HostileValues values = new(new Random(5));
        object?[][] rows = [.. Enumerable.Range(0, 300).Select(_ => s_schema.Columns.Select(column => values.Next(column.Type, nullable: true)).ToArray())];
        using EngineTables engines = await EngineTables.CreateAsync(s_schema, rows);
        Assert.All(s_schema.Columns, column => Assert.Empty(engines.Compare(new HashSplitPlan([Read(column)], 0.5, 0).Bucket())));
        Assert.Empty(engines.Compare(new HashSplitPlan([.. s_schema.Columns.Select(Read)], 0.5, 0).Bucket()));
    }

    private static async Task<long> BucketOfAsync(string columns, object?[] row)
    {
        ScalarNode bucket = new HashSplitPlan([.. columns.Split('+').Select(name => Read(s_schema.Columns.Single(column => column.Name == name)))], 0.5, 0).Bucket();
        using EngineTables engines = await EngineTables.CreateAsync(s_schema, [row]);
        Assert.Empty(engines.Compare(bucket));
        Assert.False(bucket.Nullable);
        return (long)engines.Expected(bucket)[0]!;
    }

    private static ScalarNode Read(Column column) => ColumnNode.Of(column);
}
